import CRDT
import Knowledge
import Search

/// One article's words to be replaced in one index.
struct IndexUpdate {
  var scope: SearchScope
  var old: SearchDocument?
  var new: SearchDocument?
}

/// Keeping the search index in step with what it points at, in the same transaction.
extension Replica {
  /// Notes that an article's words are to be replaced in one index. Equal words cost nothing.
  func index(
    _ after: Article?, before: Article?, in scope: SearchScope, document: Int64
  ) throws {
    let old = before.map { SearchDocument($0, row: document) }
    let new = after.map { SearchDocument($0, row: document) }
    guard old != new else { return }
    indexUpdates.append(IndexUpdate(scope: scope, old: old, new: new))
    if indexUpdates.count >= Replica.indexUpdatesMax { try performIndexUpdates() }
  }

  /// SQLite 3.40's FTS5 writes its memory out whenever a statement opens a savepoint; updates that
  /// come one after another share that memory, updates between other statements do not.
  static let indexUpdatesMax = 256

  /// Brings the index up to date: before the transaction ends at the latest.
  func performIndexUpdates() throws {
    for update in indexUpdates {
      if let old = update.old { try SearchIndex.remove(old, from: update.scope, on: connection) }
      if let new = update.new { try SearchIndex.insert(new, into: update.scope, on: connection) }
    }
    indexUpdates.removeAll(keepingCapacity: true)
  }
}

extension SearchDocument {
  init(_ article: Article, row: Int64) {
    self.init(
      rowID: row, title: article.title, shortAnswer: article.shortAnswer,
      body: ReadableText.of(article.body), keywords: article.keywords.joined(separator: "\n"))
  }
}
