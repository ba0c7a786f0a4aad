public import SQLite

/// The full-text index of a base: Danish, local, and always in step with the articles, because it
/// is written in the same transaction.
///
/// What is written is one row per article: its words and how often each stands in which field. To
/// take an article out or replace it needs no more than its number. Searching is done in memory
/// (`IndexMemory`), which follows the rows.
///
/// ```swift
/// SearchIndex.register(on: connection)              // every connection, before all else
/// try SearchIndex.createTables(on: connection)      // once, in a migration
/// try connection.immediate {
///   try SearchIndex.put(document, into: .public, on: connection)
/// }
/// let hits = try SearchIndex.search("bygge tillad", in: .public, limit: 10, on: connection)
/// ```
public enum SearchIndex {
  /// Gives a connection what search remembers for it.
  public static func register(on connection: Connection) {
    guard connection.companion(SearchContext.self) == nil else { return }
    connection.keep(SearchContext())
  }

  static func context(of connection: Connection) -> SearchContext {
    register(on: connection)
    guard let context = connection.companion(SearchContext.self) else {
      preconditionFailure("what was kept is there")
    }
    return context
  }

  /// Creates the empty tables of both scopes.
  ///
  /// - `index_X_document`: a row per article: its words (`DocumentWords`). No bytes mean that it
  ///   was taken out: who follows the index by generation must see that.
  /// - `index_X_word`: every word that ever stood in an article, normalised, numbered from 1.
  ///   Words are not taken out before the index is built anew: one that no article has any more
  ///   finds nothing.
  /// - `index_state`: per scope, what tells whether an index in memory is behind.
  public static func createTables(on connection: Connection) throws(SQLiteError) {
    try connection.script(
      """
      CREATE TABLE index_state (
        scope TEXT PRIMARY KEY,
        epoch INTEGER NOT NULL,       -- random: tells this index from one that was here before
        generation INTEGER NOT NULL,  -- how many writes it has seen
        documents INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID
      """)
    for scope in SearchScope.allCases {
      try connection.script(
        """
        CREATE TABLE \(scope.table)_document (
          id INTEGER PRIMARY KEY,
          generation INTEGER NOT NULL,  -- the write that made the row what it is
          words BLOB NOT NULL
        ) STRICT;
        CREATE INDEX \(scope.table)_by_generation ON \(scope.table)_document(generation);
        CREATE TABLE \(scope.table)_word (
          id INTEGER PRIMARY KEY,
          word BLOB NOT NULL UNIQUE
        ) STRICT;
        INSERT INTO index_state VALUES ('\(scope.rawValue)', random(), 0, 0);
        """)
    }
  }
}
