import SQLite

/// Tables as text, to hold two databases against each other.
enum Dump {
  static func of(_ tables: [(name: String, order: String)], in connection: Connection) throws
    -> [String: [String]]
  {
    var dump: [String: [String]] = [:]
    for table in tables {
      let columns = try connection.query("SELECT name FROM pragma_table_info('\(table.name)')") {
        $0.text(0)
      }
      let list = columns.map { "quote(\($0))" }.joined(separator: " || '|' || ")
      dump[table.name] = try connection.query(
        "SELECT \(list) FROM \(table.name) ORDER BY \(table.order)"
      ) { $0.text(0) }
    }
    return dump
  }

  /// The first line in which two dumps differ.
  static func difference(_ one: [String: [String]], _ other: [String: [String]]) -> String? {
    for table in one.keys.sorted() {
      let (here, there) = (one[table] ?? [], other[table] ?? [])
      guard here != there else { continue }
      let index = zip(here, there).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      let place = index ?? min(here.count, there.count)
      func line(_ lines: [String]) -> String {
        place < lines.count ? String(lines[place].suffix(160)) : "nothing"
      }
      return "\(table): \(line(here)) after the rebuild \(line(there))"
    }
    return nil
  }
}
