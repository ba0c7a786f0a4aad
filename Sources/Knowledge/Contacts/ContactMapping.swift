/// How the columns and words of somebody else's file become those of `ContactTable`: one line each
/// in a small file, so that the same file can be read every week.
///
///     # Webstatistik fra det nye website
///     dato = Dag
///     antal = Besøg
///     kanal := web-besøg
///     emne : Pas og kørekort = 23.05.04
///
/// `=` names the file's column, `:=` a value for every row, `:` what a word in the file means.
public struct ContactMapping: Hashable, Sendable {
  private var columns: [ContactTable.Column: String] = [:]
  private var constants: [ContactTable.Column: String] = [:]
  private var meanings: [ContactTable.Column: [String: String]] = [:]

  /// For a file that has our columns.
  public init() {
    for column in ContactTable.Column.allCases { columns[column] = column.rawValue }
  }

  public init(parsing text: String) throws(ContactMappingError) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = CleanText.trimmed(line)
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      guard read(line) else { throw ContactMappingError(line: index + 1, given: line) }
    }
  }

  private mutating func read(_ line: String) -> Bool {
    guard let mark = line.firstIndex(where: { $0 == ":" || $0 == "=" }),
      let column = ContactTable.Column(rawValue: CleanText.trimmed(line[..<mark]).lowercased())
    else { return false }
    let rest = line[line.index(after: mark)...]
    if line[mark] == "=" {
      columns[column] = CleanText.trimmed(rest).lowercased()
    } else if rest.hasPrefix("=") {
      constants[column] = CleanText.trimmed(rest.dropFirst())
    } else {
      guard let equals = rest.lastIndex(of: "=") else { return false }
      let word = CleanText.trimmed(rest[..<equals]).lowercased()
      meanings[column, default: [:]][word] = CleanText.trimmed(rest[rest.index(after: equals)...])
    }
    return true
  }

  /// The cells of every row of a file, in our columns and words.
  ///
  /// - Throws: `CSVError.unknownColumn` when the file lacks a column that the mapping names.
  func cells(
    of table: CSVTable
  ) throws(CSVError) -> [(number: Int, cells: [ContactTable.Column: String])] {
    let isOurs = self == ContactMapping()
    var places: [(column: ContactTable.Column, place: Int)] = []
    for (column, name) in columns {
      guard let place = table.header.firstIndex(of: name) else {
        guard isOurs else { throw .unknownColumn(name, expected: table.header) }
        continue
      }
      places.append((column, place))
    }
    for name in table.header where isOurs && !ContactTable.columns.contains(name) {
      throw .unknownColumn(name, expected: ContactTable.columns)
    }
    return table.rows.map { row in
      var cells = constants
      for (column, place) in places {
        let text = row.cells[place]
        cells[column] = meanings[column]?[CleanText.trimmed(text).lowercased()] ?? text
      }
      return (row.number, cells)
    }
  }
}

/// A line of a mapping that says nothing we know.
public struct ContactMappingError: Error, Hashable, Sendable {
  public let line: Int
  public let given: String
}

/// A file of contacts, read whole before anything is counted.
public struct ContactImport: Sendable {
  /// Each key once, with the sum of its rows.
  public let contacts: [(key: ContactKey, count: Int)]
  public let rows: Int

  /// - Parameter check: what else must hold for a contact.
  /// - Throws: `ContactImportError` with every row that is wrong; `CSVError`.
  public init(
    _ table: CSVTable, mapping: ContactMapping = ContactMapping(),
    from origin: ContactKey.Origin = .imported, at home: Municipality,
    check: (ContactKey) throws(ContactProblem) -> Void
  ) throws {
    var sums: [ContactKey: Int] = [:]
    var order: [ContactKey] = []
    var problems: [ContactImportError.Row] = []
    for row in try mapping.cells(of: table) {
      do throws(ContactProblem) {
        let contact = try ContactCells(row.cells, at: home).contact(from: origin)
        guard contact.count >= 0 || contact.key.origin.isCorrection else {
          throw .badCell(
            column: ContactTable.Column.count.rawValue, given: "\(contact.count)",
            expected: "et tal, der ikke er negativt")
        }
        try check(contact.key)
        if sums[contact.key] == nil { order.append(contact.key) }
        sums[contact.key, default: 0] += contact.count
      } catch {
        problems.append(ContactImportError.Row(number: row.number, problem: error))
      }
    }
    guard problems.isEmpty else { throw ContactImportError(rows: problems) }
    rows = table.rows.count
    contacts = order.map { ($0, sums[$0] ?? 0) }.filter { $0.1 != 0 }
  }
}

/// Rows of a file of contacts that are wrong, by their numbers. Nothing was counted.
public struct ContactImportError: Error, Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let number: Int
    public let problem: ContactProblem
  }

  public let rows: [Row]
}
