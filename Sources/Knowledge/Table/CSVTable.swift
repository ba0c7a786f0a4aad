/// A table as spreadsheets write it: RFC 4180, with semicolon, comma or tab between the cells,
/// whichever the heading has most of, and UTF-8 with or without a mark at its beginning.
///
///     try CSVTable(parsing: bytes).rows(of: ["kanal", "pris", "fra", "kilde"])
///
/// Rows are numbered as an editor shows lines, so that an error can say where.
public struct CSVTable: Sendable {
  public let header: [String]
  public let rows: [(number: Int, cells: [String])]

  static let cellBytesMax = 4_096
  static let columnsMax = 200

  public init(parsing bytes: [UInt8]) throws(CSVError) {
    var reader = try CSVReader(bytes)
    var rows: [(number: Int, cells: [String])] = []
    while let row = try reader.next() { rows.append(row) }
    header = reader.header
    self.rows = rows
  }

  /// Rows without a heading, as they are pasted into a form.
  public init(rows bytes: [UInt8], header: [String]) throws(CSVError) {
    var parser = CSVParser(bytes)
    var rows: [(number: Int, cells: [String])] = []
    while let row = try parser.next(expecting: header.count) { rows.append(row) }
    self.header = header
    self.rows = rows
  }

  /// The rows with their cells in the order of the columns named; a column that the file lacks has
  /// empty cells.
  ///
  /// - Throws: `CSVError.unknownColumn` for a heading that none of them is.
  public func rows(of columns: [String]) throws(CSVError) -> [(number: Int, cells: [String])] {
    for name in header where !columns.contains(name) {
      throw .unknownColumn(name, expected: columns)
    }
    let places = columns.map { header.firstIndex(of: $0) }
    return rows.map { row in (row.number, places.map { $0.map { row.cells[$0] } ?? "" }) }
  }
}

/// The same a row at a time, for files whose rows are too many to keep.
public struct CSVReader: Sendable {
  public let header: [String]
  private var parser: CSVParser

  public init(_ bytes: [UInt8]) throws(CSVError) {
    parser = CSVParser(bytes)
    guard let heading = try parser.next(expecting: nil) else { throw .empty }
    header = heading.cells.map { CleanText.trimmed($0).lowercased() }
  }

  /// The next row that is not empty; `nil` at the end.
  public mutating func next() throws(CSVError) -> (number: Int, cells: [String])? {
    try parser.next(expecting: header.count)
  }
}

/// Why a file is no table, and in which line.
public enum CSVError: Error, Hashable, Sendable {
  case empty
  /// Most often Windows-1252.
  case notUTF8(row: Int)
  case unclosedQuote(row: Int)
  case strayQuote(row: Int)
  case cells(row: Int, expected: Int, found: Int)
  case cellTooLong(row: Int)
  case unknownColumn(String, expected: [String])
}

/// Reads rows one after another.
struct CSVParser: Sendable {
  private let bytes: [UInt8]
  private let separator: UInt8
  private var position: Int
  private var line = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    separator = CSVParser.separator(of: bytes)
  }

  private static func separator(of bytes: [UInt8]) -> UInt8 {
    let heading = bytes.prefix { $0 != lineFeed }
    let candidates = [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\t")]
    let counts = candidates.map { candidate in heading.count { $0 == candidate } }
    let best = counts.indices.max { counts[$0] < counts[$1] } ?? 0
    return counts[best] == 0 ? candidates[0] : candidates[best]
  }

  /// The next row that is not empty; `nil` at the end.
  mutating func next(
    expecting count: Int?
  ) throws(CSVError) -> (number: Int, cells: [String])? {
    while position < bytes.count {
      let number = line
      let cells = try row(number)
      if cells.count == 1, cells[0].isEmpty { continue }
      guard cells.count == count ?? cells.count, cells.count <= CSVTable.columnsMax else {
        throw .cells(
          row: number, expected: count ?? CSVTable.columnsMax, found: cells.count)
      }
      return (number, cells)
    }
    return nil
  }

  private mutating func row(_ number: Int) throws(CSVError) -> [String] {
    var cells: [String] = []
    while true {
      cells.append(try cell(number))
      guard position < bytes.count, bytes[position] == separator,
        cells.count <= CSVTable.columnsMax
      else { break }
      position += 1
    }
    endLine()
    return cells
  }

  private mutating func cell(_ number: Int) throws(CSVError) -> String {
    if position < bytes.count, bytes[position] == CSVParser.quote { return try quoted(number) }
    let start = position
    while position < bytes.count, bytes[position] != separator,
      bytes[position] != CSVParser.lineFeed
    {
      position += 1
    }
    var end = position
    if end > start, bytes[end - 1] == CSVParser.carriageReturn { end -= 1 }
    return try text(bytes[start..<end], number)
  }

  private mutating func quoted(_ number: Int) throws(CSVError) -> String {
    var content: [UInt8] = []
    position += 1
    while true {
      guard position < bytes.count else { throw .unclosedQuote(row: number) }
      let byte = bytes[position]
      position += 1
      if byte == CSVParser.quote {
        guard position < bytes.count, bytes[position] == CSVParser.quote else { break }
        position += 1
      }
      if byte == CSVParser.lineFeed { line += 1 }
      content.append(byte)
      guard content.count <= CSVTable.cellBytesMax else { throw .cellTooLong(row: number) }
    }
    if position < bytes.count, bytes[position] == CSVParser.carriageReturn { position += 1 }
    guard
      position == bytes.count || bytes[position] == separator
        || bytes[position] == CSVParser.lineFeed
    else { throw .strayQuote(row: number) }
    return try text(content[...], number)
  }

  private mutating func endLine() {
    guard position < bytes.count else { return }
    position += 1
    line += 1
  }

  private func text(_ content: ArraySlice<UInt8>, _ number: Int) throws(CSVError) -> String {
    guard content.count <= CSVTable.cellBytesMax else { throw .cellTooLong(row: number) }
    guard let text = String(validating: content, as: UTF8.self) else {
      throw .notUTF8(row: number)
    }
    return text
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
}

/// Writes tables that `CSVTable` and Danish spreadsheets read: semicolons, quotes where needed.
public enum CSVText {
  public static func text(_ header: [String], _ rows: some Sequence<[String]>) -> String {
    var text = line(header)
    for row in rows { text += line(row) }
    return text
  }

  private static func line(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ";") + "\n"
  }

  private static func cell(_ text: String) -> String {
    guard text.contains(where: { "\";\n\r\t,".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
