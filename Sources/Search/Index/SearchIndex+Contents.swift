public import SQLite

/// What the index holds, said in words, for those who hold one index against another: numbers of
/// words and of writes depend on what came when and say nothing.
extension SearchIndex {
  /// A line for each article, ascending: its row, how many words it and its title have, and each
  /// word with where it stands, in the order of their letters.
  public static func contents(
    of scope: SearchScope, on connection: Connection
  ) throws -> [String] {
    var letters: [UInt32: String] = [:]
    try connection.forEach("SELECT id, word FROM \(scope.table)_word") { row in
      letters[UInt32(clamping: row.integer(0))] = String(decoding: row.blob(1), as: UTF8.self)
      return true
    }
    return try connection.query(
      "SELECT id, words FROM \(scope.table)_document WHERE words != x'' ORDER BY id", []
    ) { row in
      let words = DocumentWords(decoding: row.blob(1).span)
      let entries = words.entries.map { "\(letters[$0.word] ?? "?"):\($0.counts.code)" }.sorted()
      return "\(row.integer(0)) \(words.wordCount) \(words.titleWordCount) "
        + entries.joined(separator: " ")
    }
  }
}
