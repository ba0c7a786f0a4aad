import CRDT
import Knowledge
import Search

/// One article's words to be put into one index in the place of what it has of it.
struct IndexUpdate {
  var scope: SearchScope
  var row: Int64
  var words: SearchDocument?
}

/// Keeping the search index in step with what it points at, in the same transaction.
extension Replica {
  /// Notes that an article's words are to be replaced in one index. Equal words cost nothing.
  func index(
    _ after: Article?, before: Article?, in scope: SearchScope, document: Int64
  ) throws {
    guard !Replica.haveSameWords(after, before) else { return }
    let words = after.map { SearchDocument($0, row: document) }
    indexUpdates.append(IndexUpdate(scope: scope, row: document, words: words))
    if indexUpdates.count >= Replica.indexUpdatesMax { try performIndexUpdates() }
  }

  private static func haveSameWords(_ left: Article?, _ right: Article?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return left.title == right.title && left.shortAnswer == right.shortAnswer
      && left.body == right.body && left.keywords == right.keywords
  }

  /// How many are gathered: enough that the index's pages are written once for many, few enough to
  /// hold in memory.
  static let indexUpdatesMax = 256

  /// A transaction begins, and owes the index nothing yet.
  func beginIndexing() {
    indexUpdates.removeAll()
    hasRemovedWords = false
  }

  /// Brings the index up to date before a transaction ends. The index never takes a word off its list
  /// (`SearchIndex.createTables`), and a civil registration number is one; so where words were
  /// removed it is built anew, some seconds for ten thousand articles.
  func finishIndexing() throws {
    guard hasRemovedWords else { return try performIndexUpdates() }
    beginIndexing()
    for scope in SearchScope.allCases { try SearchIndex.clear(scope, on: connection) }
    try fillIndex()
  }

  /// Puts what was gathered into the index.
  func performIndexUpdates() throws {
    for update in indexUpdates {
      if let words = update.words {
        try SearchIndex.put(words, into: update.scope, on: connection)
      } else {
        try SearchIndex.remove(update.row, from: update.scope, on: connection)
      }
    }
    indexUpdates.removeAll(keepingCapacity: true)
  }

  /// Fills an empty index from the projections.
  func fillIndex() throws {
    for document in try documentRows() {
      for scope in SearchScope.allCases {
        try index(indexed(document, in: scope), before: nil, in: scope, document: document)
      }
    }
    try performIndexUpdates()
  }
}

extension SearchDocument {
  init(_ article: Article, row: Int64) {
    self.init(
      rowID: row, title: article.title, shortAnswer: article.shortAnswer,
      body: ReadableText.of(article.body), keywords: article.keywords.joined(separator: "\n"))
  }
}
