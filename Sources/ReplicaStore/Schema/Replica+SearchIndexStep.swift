import SQLite
import Search

extension Replica {
  /// Makes the search index, and fills it with the articles there are.
  ///
  /// Databases from before it have FTS5 tables of other names (`search_public`, `search_staff`).
  /// They are left alone: dropping them would take the tokenizer they were made with.
  static let searchIndexStep = Migrations.Step.code { connection in
    try SearchIndex.createTables(on: connection)
    try Replica(connection).fillIndex()
  }
}
