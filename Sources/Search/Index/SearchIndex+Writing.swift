import Planted
public import SQLite

/// Keeping the index in step with the articles; always inside the caller's transaction.
extension SearchIndex {
  public static func insert(
    _ document: SearchDocument, into scope: SearchScope, on connection: Connection
  ) throws {
    let context = context(of: connection)
    guard try fingerprint(of: document.rowID, in: scope, on: connection) == nil else {
      throw SearchIndexError.alreadyIndexed(rowID: document.rowID)
    }
    try context.beginWriting(scope, on: connection)
    context.analyser.wordCount = 0
    context.analyser.words.beginNoting(scope)
    try connection.execute(
      """
      INSERT INTO \(scope.table) (rowid, \(SearchDocument.columns.joined(separator: ", ")))
      VALUES (?, ?, ?, ?, ?)
      """, [.integer(document.rowID)] + document.fields.map(SQLiteValue.text))
    try connection.execute(
      "INSERT INTO \(scope.table)_document VALUES (?, ?, ?)",
      [
        .integer(document.rowID), .integer(Int64(context.analyser.wordCount)),
        .integer(document.fingerprint),
      ])
    for word in context.analyser.words.endNoting() {
      try connection.execute(
        "INSERT OR IGNORE INTO \(scope.table)_word (word) VALUES (?)", [.text(word)])
    }
    try noteWrite(documents: 1, context, in: scope, on: connection)
  }

  /// Takes an article out. `document` is the text as it was inserted.
  public static func remove(
    _ document: SearchDocument, from scope: SearchScope, on connection: Connection
  ) throws {
    let context = context(of: connection)
    switch try fingerprint(of: document.rowID, in: scope, on: connection) {
    case nil: throw SearchIndexError.notIndexed(rowID: document.rowID)
    case document.fingerprint: break
    default: throw SearchIndexError.differentText(rowID: document.rowID)
    }
    try context.beginWriting(scope, on: connection)
    if !Planted.has(.ghostPostings) {
      try connection.execute(
        """
        INSERT INTO \(scope.table)
          (\(scope.table), rowid, \(SearchDocument.columns.joined(separator: ", ")))
        VALUES ('delete', ?, ?, ?, ?, ?)
        """, [.integer(document.rowID)] + document.fields.map(SQLiteValue.text))
    }
    try connection.execute(
      "DELETE FROM \(scope.table)_document WHERE id = ?", [.integer(document.rowID)])
    try noteWrite(documents: -1, context, in: scope, on: connection)
  }

  /// Empties the index, before it is built anew.
  public static func clear(_ scope: SearchScope, on connection: Connection) throws(SQLiteError) {
    try connection.execute("INSERT INTO \(scope.table) (\(scope.table)) VALUES ('delete-all')")
    try connection.execute("DELETE FROM \(scope.table)_document")
    try connection.execute("DELETE FROM \(scope.table)_word")
    try connection.execute(
      """
      UPDATE search_state SET epoch = random(), generation = 0, documents = 0 WHERE scope = ?
      """, [.text(scope.rawValue)])
  }

  /// What is wrong with the index; empty when it is sound.
  public static func integrityCheck(
    _ scope: SearchScope, on connection: Connection
  ) throws -> [String] {
    do {
      try connection.execute(
        "INSERT INTO \(scope.table) (\(scope.table)) VALUES ('integrity-check')")
    } catch {
      guard error.isCorrupt else { throw error }
      return ["\(scope.table): \(error.message)"]
    }
    let noted = try connection.first(
      "SELECT documents FROM search_state WHERE scope = ?", [.text(scope.rawValue)]
    ) { $0.integer(0) }
    let found = try connection.first("SELECT count(*) FROM \(scope.table)_document") {
      $0.integer(0)
    }
    return noted == found ? [] : ["\(scope.table): \(found ?? 0) documents, noted \(noted ?? 0)"]
  }

  /// Joins the segments that single saves leave behind, a little at a time; for idle moments.
  public static func tidy(_ scope: SearchScope, on connection: Connection) throws(SQLiteError) {
    try connection.execute(
      "INSERT INTO \(scope.table) (\(scope.table), rank) VALUES ('merge', 200)")
  }

  private static func fingerprint(
    of rowID: Int64, in scope: SearchScope, on connection: Connection
  ) throws -> Int64? {
    try connection.first(
      "SELECT fingerprint FROM \(scope.table)_document WHERE id = ?", [.integer(rowID)]
    ) { $0.integer(0) }
  }

  /// A plain UPDATE: with RETURNING it would open a statement journal, at which FTS5 flushes what it
  /// has gathered, and ten thousand articles in one transaction become ten thousand segments.
  private static func noteWrite(
    documents: Int64, _ context: SearchContext, in scope: SearchScope, on connection: Connection
  ) throws(SQLiteError) {
    try connection.execute(
      """
      UPDATE search_state SET generation = generation + 1, documents = documents + ?
      WHERE scope = ?
      """, [.integer(documents), .text(scope.rawValue)])
    context.endWriting(scope)
  }
}
