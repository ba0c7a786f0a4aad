public import SQLite

/// The full-text index of a base: Danish, local, and always in step with the articles, because it
/// is written in the same transaction.
///
/// The index is *contentless*: it holds no text, only where words occur, so removing an article
/// takes the very text that was inserted. A fingerprint beside each row refuses any other text: in
/// FTS5 itself that mistake would leave words that find a row which no longer has them.
///
/// ```swift
/// try SearchIndex.register(on: connection)          // every connection, before all else
/// try SearchIndex.createTables(on: connection)      // once, in a migration
/// try connection.immediate {
///   try SearchIndex.insert(document, into: .public, on: connection)
/// }
/// let hits = try SearchIndex.search("bygge tillad", in: .public, limit: 10, on: connection)
/// ```
public enum SearchIndex {
  /// Makes a connection know the Danish tokenizer and ranking. Without it no statement that
  /// touches the index can even be prepared.
  public static func register(on connection: Connection) throws(SQLiteError) {
    guard connection.companion(SearchContext.self) == nil else { return }
    let context = SearchContext()
    connection.keep(context)
    try FTS5Extension.register(context, on: connection)
  }

  static func context(of connection: Connection) -> SearchContext {
    guard let context = connection.companion(SearchContext.self) else {
      preconditionFailure("SearchIndex.register(on:) comes first")
    }
    return context
  }

  /// Creates the empty tables of both scopes.
  ///
  /// - `search_X`: the FTS5 table, contentless.
  /// - `search_X_terms`: reads the terms of the former with their document counts.
  /// - `search_X_document`: a row per article: its length, and the fingerprint of its text.
  /// - `search_X_word`: every word that ever stood in an article, normalised; what queries are
  ///   completed and corrected from. Words are not taken out before the index is built anew: one
  ///   that no article has any more finds nothing.
  /// - `search_state`: per scope, what tells whether statistics in memory still fit.
  public static func createTables(on connection: Connection) throws(SQLiteError) {
    try connection.script(
      """
      CREATE TABLE search_state (
        scope TEXT PRIMARY KEY,
        epoch INTEGER NOT NULL,       -- random: tells this index from one that was here before
        generation INTEGER NOT NULL,  -- how many writes it has seen
        documents INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID
      """)
    for scope in SearchScope.allCases {
      try createTables(of: scope, on: connection)
    }
  }

  private static func createTables(
    of scope: SearchScope, on connection: Connection
  ) throws(SQLiteError) {
    let table = scope.table
    try connection.script(
      """
      CREATE VIRTUAL TABLE \(table) USING fts5(
        \(SearchDocument.columns.joined(separator: ", ")),
        content = '', columnsize = 0, tokenize = '\(FTS5Extension.tokenizerName)');
      CREATE VIRTUAL TABLE \(table)_terms USING fts5vocab('\(table)', 'row');
      CREATE TABLE \(table)_document (
        id INTEGER PRIMARY KEY,
        words INTEGER NOT NULL,
        fingerprint INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE \(table)_word (
        id INTEGER PRIMARY KEY,
        word TEXT NOT NULL UNIQUE
      ) STRICT;
      INSERT INTO search_state VALUES ('\(scope.rawValue)', random(), 0, 0);
      """)
  }
}
