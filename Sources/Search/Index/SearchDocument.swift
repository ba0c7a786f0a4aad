/// What is indexed of one article: plain text, without markup.
public struct SearchDocument: Hashable, Sendable {
  /// The caller's name for the article.
  public var rowID: Int64
  public var title: String
  public var shortAnswer: String
  public var body: String
  public var keywords: String

  public init(
    rowID: Int64, title: String, shortAnswer: String = "", body: String = "",
    keywords: String = ""
  ) {
    self.rowID = rowID
    self.title = title
    self.shortAnswer = shortAnswer
    self.body = body
    self.keywords = keywords
  }
}

extension SearchDocument {
  /// The texts, in the order of `FieldCounts.Field`.
  var fields: [String] { [title, shortAnswer, keywords, body] }
}

/// One article found: its number and how well it fits, comparable within one answer only.
public struct SearchHit: Hashable, Sendable {
  public let rowID: Int64
  public let score: Double

  public init(rowID: Int64, score: Double) {
    self.rowID = rowID
    self.score = score
  }
}

/// What is wrong with the tables, beyond what a search could overlook. The cure is to build the
/// index anew.
public enum SearchIndexError: Error, Hashable, Sendable {
  /// There are no tables.
  case noIndex(SearchScope)

  /// The words are not numbered from 1 without gaps, or one stands there twice.
  case damagedWords(SearchScope)
}
