internal import SQLite

/// What search remembers for one connection: the words it has met, the index in memory it shares
/// with others, and room for scoring.
///
/// It belongs to its connection and so to one thread at a time.
final class SearchContext {
  var analyser = WordAnalyser()
  var scorer = Scorer()
  var reranker = Reranker()
  let lookalikes = Lookalikes()

  /// Where this connection left each index when it last wrote to it.
  private var lastWrites: [SearchScope: IndexMoment] = [:]
  private var copies: [SearchScope: IndexShelf.Copy] = [:]

  private var knownSynonyms = Synonyms()
  private var epochOfSynonyms: Int64?

  /// The index as the connection sees it.
  ///
  /// What is written and not committed may be taken back, so who searches in the middle of writing
  /// reads an index of his own.
  func memory(of scope: SearchScope, on connection: Connection) throws -> IndexMemory? {
    if connection.isWriting {
      return try IndexShelf.Copy().memory(of: scope, on: connection)
    }
    let copy = copies[scope] ?? IndexShelf.copy(of: scope, on: connection)
    copies[scope] = copy
    return try copy.memory(of: scope, on: connection)
  }

  /// What is remembered of words, and nothing in the middle of writing: if that is taken back the next
  /// write bears the same number.
  func expansions(of scope: SearchScope, on connection: Connection) -> ExpansionMemory {
    guard !connection.isWriting, let copy = copies[scope] else { return ExpansionMemory() }
    return copy.expansions
  }

  /// The synonyms as the connection sees them. They are few, so what has changed is read whole.
  func synonyms(on connection: Connection) throws -> Synonyms {
    let epoch = try SearchIndex.synonymEpoch(on: connection)
    if epoch != epochOfSynonyms {
      knownSynonyms = Synonyms(epoch == nil ? [] : try SearchIndex.synonyms(on: connection))
      epochOfSynonyms = epoch
    }
    return knownSynonyms
  }

  /// Makes ready for writing one article; the answer is the index's state before.
  ///
  /// Numbers of words that were given in a transaction that was rolled back are void: all are
  /// doubted whenever the index is not where this connection left it.
  func beginWriting(_ scope: SearchScope, on connection: Connection) throws -> IndexMoment {
    guard let moment = try IndexMoment(of: scope, on: connection) else {
      throw SearchIndexError.noIndex(scope)
    }
    if moment != lastWrites[scope] { analyser.doubtNumbers(scope) }
    // Until the write is done: should it fail, what was given meanwhile is doubted next time.
    lastWrites[scope] = nil
    return moment
  }

  /// The article is written and counted.
  func endWriting(_ scope: SearchScope, at moment: IndexMoment) {
    lastWrites[scope] = moment
  }
}
