internal import SQLite

/// What search remembers for one connection: the tokenizer's caches, the statistics in use, and
/// the ranking of the query that is running.
///
/// It belongs to its connection and so to one thread at a time. FTS5 calls back into it while a
/// statement of that connection runs.
final class SearchContext {
  /// Where this connection left each index when it last wrote to it.
  private var lastWrites: [SearchScope: IndexMoment] = [:]
  private var writing: IndexMoment?

  var analyser = TextAnalyser()
  var vocabularies: [SearchScope: Vocabulary] = [:]
  var ranker: Ranker?

  /// Makes ready for writing or removing one document.
  ///
  /// Words that were noted in a transaction that was rolled back are not in the list: they are
  /// doubted whenever the index is not where this connection left it.
  func beginWriting(_ scope: SearchScope, on connection: Connection) throws {
    let moment = try IndexState(of: scope, on: connection)?.moment
    if moment == nil || moment != lastWrites[scope] { analyser.words.doubtNotes(scope) }
    // Until the write is done: should it fail, what was noted meanwhile is doubted next time.
    lastWrites[scope] = nil
    writing = moment
  }

  /// The document is written and counted.
  func endWriting(_ scope: SearchScope) {
    lastWrites[scope] = writing.map {
      IndexMoment(epoch: $0.epoch, generation: $0.generation + 1)
    }
    writing = nil
  }

  /// The ranking function's answer for one row; 0 where no search of ours is running.
  func score(_ row: FTS5Row) -> Double {
    ranker?.score(row) ?? 0
  }
}
