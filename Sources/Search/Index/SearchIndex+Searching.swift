public import SQLite

extension SearchIndex {
  /// The articles that fit best, the best first.
  ///
  /// Any text is a query; one without a letter or digit finds nothing. The last word, when nothing
  /// follows it, is also taken for the beginning of a longer one, so the function serves a form and
  /// every keystroke alike.
  public static func search(
    _ query: String, in scope: SearchScope, limit: Int, on connection: Connection
  ) throws -> [SearchHit] {
    let words = QueryReader.words(of: query)
    let context = context(of: connection)
    guard !words.isEmpty, limit > 0,
      let vocabulary = try VocabularyShelf.vocabulary(of: scope, for: context, on: connection),
      let plan = QueryPlan(QueryExpander(vocabulary).groups(for: words), vocabulary)
    else { return [] }
    context.ranker = plan.ranker
    defer { context.ranker = nil }
    // No second sort key and no join here: either would make SQLite leave its top-N sorter.
    let hits = try connection.query(
      """
      SELECT rowid, \(FTS5Extension.scoreName)(\(scope.table)) AS score FROM \(scope.table)
      WHERE \(scope.table) MATCH ? ORDER BY score DESC LIMIT ?
      """, [.text(plan.expression), .integer(Int64(limit))]
    ) { SearchHit(rowID: $0.integer(0), score: $0.real(1)) }
    return hits.sorted { ($1.score, $0.rowID) < ($0.score, $1.rowID) }
  }
}
