/// What is indexed of one article: plain text, without markup.
public struct SearchDocument: Hashable, Sendable {
  /// The caller's name for the article; small numbers keep the ranking fast.
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
  /// The columns of the index, in this order; the ranking's column weights follow it.
  static let columns = ["title", "short_answer", "keywords", "body"]

  var fields: [String] { [title, shortAnswer, keywords, body] }

  /// Tells one content from another (FNV-1a); it guards against our own mistakes, not against
  /// anybody's intent.
  var fingerprint: Int64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for field in fields {
      for byte in field.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 0xff) &* 0x100_0000_01b3
    }
    return Int64(bitPattern: hash)
  }
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

/// A caller's mistake that would leave the index wrong without anybody noticing.
public enum SearchIndexError: Error, Hashable, Sendable {
  /// The row is in the index already; remove its old text first.
  case alreadyIndexed(rowID: Int64)

  /// There is no such row in the index.
  case notIndexed(rowID: Int64)

  /// The text to be removed is not the text that was inserted.
  case differentText(rowID: Int64)
}
