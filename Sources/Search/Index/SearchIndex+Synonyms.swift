public import SQLite

/// Synonyms: which words mean the same, as editors said it. They are used when a query is read and
/// are in no article's words, so that a new one holds at once for all articles.
extension SearchIndex {
  /// The name under which `index_state` tells when they were changed.
  private static let scopeOfSynonyms = "synonyms"

  /// Creates the empty table; `createTables` comes before it.
  public static func createSynonymTable(on connection: Connection) throws(SQLiteError) {
    try connection.script(
      """
      CREATE TABLE index_synonym (
        words TEXT PRIMARY KEY               -- of one group, parted by line feeds
      ) STRICT, WITHOUT ROWID;
      INSERT INTO index_state VALUES ('\(scopeOfSynonyms)', random(), 0, 0);
      """)
  }

  /// The groups there are, in an order that is the same everywhere.
  public static func synonyms(on connection: Connection) throws -> [[String]] {
    try connection.query("SELECT words FROM index_synonym ORDER BY words", []) { row in
      row.text(0).split(separator: "\n").map(String.init)
    }
  }

  /// Puts these groups in the place of those there are; the same ones cost nothing.
  public static func replaceSynonyms(
    _ groups: [[String]], on connection: Connection
  ) throws {
    let wanted = Set(groups.map { $0.joined(separator: "\n") })
    let held = Set(try synonyms(on: connection).map { $0.joined(separator: "\n") })
    guard wanted != held else { return }
    for words in held.subtracting(wanted).sorted() {
      try connection.execute("DELETE FROM index_synonym WHERE words = ?", [.text(words)])
    }
    for words in wanted.subtracting(held).sorted() {
      try connection.execute("INSERT INTO index_synonym VALUES (?)", [.text(words)])
    }
    try connection.execute(
      "UPDATE index_state SET epoch = random() WHERE scope = ?", [.text(scopeOfSynonyms)])
  }

  /// Names the state of the synonyms that a connection sees; `nil` where there is no table.
  static func synonymEpoch(on connection: Connection) throws -> Int64? {
    try connection.first(
      "SELECT epoch FROM index_state WHERE scope = ?", [.text(scopeOfSynonyms)]
    ) { $0.integer(0) }
  }
}
