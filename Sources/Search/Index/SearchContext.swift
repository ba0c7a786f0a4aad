/// What search remembers for one connection: the tokenizer's caches, the statistics in use, and
/// the ranking of the query that is running.
///
/// It belongs to its connection and so to one thread at a time. FTS5 calls back into it while a
/// statement of that connection runs.
final class SearchContext {
  var analyser = TextAnalyser()
  var vocabularies: [SearchScope: Vocabulary] = [:]
  var ranker: Ranker?

  /// The ranking function's answer for one row; 0 where no search of ours is running.
  func score(_ row: FTS5Row) -> Double {
    ranker?.score(row) ?? 0
  }
}
