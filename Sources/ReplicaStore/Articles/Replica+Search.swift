public import CRDT
public import Knowledge
import SQLite
public import Search

/// Searching: readers find what is published for them, editors find everything.
extension Replica {
  /// One answer to a search.
  public struct Found: Hashable, Sendable {
    public var document: ChangeID
    public var externalID: String?
    public var subject: Subject?
    public var title: Snippet
    /// A piece of the text around the words that matched.
    public var snippet: Snippet
    /// Higher is better; comparable inside one answer only.
    public var score: Double

    static let snippetBytesMax = 200
  }

  /// Searches what citizens may read.
  public func searchPublished(_ query: String, limit: Int) throws -> [Found] {
    try search(query, in: .public, limit: limit) { document in
      try published(ofDocumentRow: document)?.article
    }
  }

  /// Searches everything as editors see it: staff texts, drafts, pending changes.
  public func searchAll(_ query: String, limit: Int) throws -> [Found] {
    try search(query, in: .staff, limit: limit) { document in
      try storedState(ofDocumentRow: document).map { Article($0) }
    }
  }

  private func search(
    _ query: String, in scope: SearchScope, limit: Int, article: (Int64) throws -> Article?
  ) throws -> [Found] {
    var found: [Found] = []
    for hit in try SearchIndex.search(query, in: scope, limit: limit, on: connection) {
      // Index and articles are of one transaction, so a hit has its article.
      guard let article = try article(hit.rowID) else { continue }
      let text = ReadableText.of("\(article.shortAnswer)\n\(article.body)")
      found.append(
        Found(
          document: try documentID(ofRow: hit.rowID), externalID: article.externalID,
          subject: article.subject, title: Snippet(of: article.title, matching: query),
          snippet: Snippet(of: text, matching: query, bytesMax: Found.snippetBytesMax),
          score: hit.score))
    }
    return found
  }
}

extension Snippet {
  /// The text without marks, with an ellipsis where something was left out.
  public var plainText: String {
    (isCutAtStart ? "… " : "") + pieces.map(\.text).joined() + (isCutAtEnd ? " …" : "")
  }
}
