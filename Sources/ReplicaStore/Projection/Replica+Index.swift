import CRDT
import Knowledge
import Search

/// Keeping the search index in step with what it points at, in the same transaction.
extension Replica {
  /// Replaces an article's words in one index. Equal words cost nothing.
  func index(
    _ after: Article?, before: Article?, in scope: SearchScope, document: Int64
  ) throws {
    let old = before.map { SearchDocument($0, row: document) }
    let new = after.map { SearchDocument($0, row: document) }
    guard old != new else { return }
    if let old { try SearchIndex.remove(old, from: scope, on: connection) }
    if let new { try SearchIndex.insert(new, into: scope, on: connection) }
  }
}

extension SearchDocument {
  init(_ article: Article, row: Int64) {
    self.init(
      rowID: row, title: article.title, shortAnswer: article.shortAnswer,
      body: ReadableText.of(article.body),
      keywords: article.keywords.joined(separator: "\n"))
  }
}
