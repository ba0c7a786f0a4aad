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

  /// Where a file has the columns that are named.
  ///
  /// - Throws: `CSVError.unknownColumn` when the file lacks one.
  fileprivate func places(
    in header: [String]
  ) throws(CSVError) -> [(column: ContactTable.Column, place: Int)] {
    let isOurs = self == ContactMapping()
    var places: [(column: ContactTable.Column, place: Int)] = []
    for (column, name) in columns {
      guard let place = header.firstIndex(of: name) else {
        guard isOurs else { throw .unknownColumn(name, expected: header) }
        continue
      }
      places.append((column, place))
    }
    for name in header where isOurs && !ContactTable.columns.contains(name) {
      throw .unknownColumn(name, expected: ContactTable.columns)
    }
    return places
  }

  /// The cells of a row of a file, in our columns and words.
  fileprivate func cells(
    of row: [String], at places: [(column: ContactTable.Column, place: Int)]
  ) -> [ContactTable.Column: String] {
    var cells = constants
    for (column, place) in places {
      let text = row[place]
      cells[column] = meanings[column]?[CleanText.trimmed(text).lowercased()] ?? text
    }
    return cells
  }
}

/// A line of a mapping that says nothing we know.
public struct ContactMappingError: Error, Hashable, Sendable {
  public let line: Int
  public let given: String
}

/// A file of contacts, read whole before anything is counted. Only its sums are kept, because a
/// year of web statistics has a million rows.
public struct ContactImport: Sendable {
  /// Each key once, with the sum of its rows, in the order in which they came first.
  public private(set) var contacts: [(key: ContactKey, amount: Int)] = []
  public private(set) var rows = 0

  /// - Parameter check: what else must hold for a contact.
  /// - Throws: `ContactImportError` with every row that is wrong; `CSVError`.
  public init(
    _ bytes: [UInt8], mapping: ContactMapping = ContactMapping(),
    from origin: ContactKey.Origin = .imported, at home: Municipality,
    check: (ContactKey) throws(ContactProblem) -> Void
  ) throws {
    var reader = try CSVReader(bytes)
    let places = try mapping.places(in: reader.header)
    var indices: [ContactKey: Int] = [:]
    var problems: [ContactImportError.Row] = []
    while let row = try reader.next() {
      rows += 1
      do throws(ContactProblem) {
        let cells = ContactCells(mapping.cells(of: row.cells, at: places), at: home)
        let contact = try cells.contact(from: origin)
        guard contact.count >= 0 || contact.key.origin.isCorrection else {
          throw .badCell(
            column: ContactTable.Column.count.rawValue, given: "\(contact.count)",
            expected: "et tal, der ikke er negativt")
        }
        try check(contact.key)
        if let index = indices[contact.key] {
          contacts[index].amount += contact.count
        } else {
          indices[contact.key] = contacts.count
          contacts.append((contact.key, contact.count))
        }
      } catch {
        problems.append(ContactImportError.Row(number: row.number, problem: error))
      }
    }
    guard problems.isEmpty else { throw ContactImportError(rows: problems) }
    contacts.removeAll { $0.amount == 0 }
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
