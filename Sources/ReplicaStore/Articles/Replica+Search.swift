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

  /// A page of answers.
  public struct SearchAnswer: Hashable, Sendable {
    /// How many there are in all, counted to `Replica.hitsMax`.
    public var total: Int
    public var found: [Found]
  }

  /// Nobody reads further than this, and counting further would cost time on every keystroke.
  public static let hitsMax = 200

  /// Searches what citizens may read.
  ///
  /// - Parameter start: how many answers to pass over.
  public func searchPublished(
    _ query: String, from start: Int = 0, limit: Int
  ) throws -> SearchAnswer {
    try search(query, in: .public, from: start, limit: limit) { document in
      try published(ofDocumentRow: document)?.article
    }
  }

  /// Searches what a reader may read.
  ///
  /// What is for partners has no index of its own. It is found by that of the staff, and kept only
  /// where the published text itself has the words: what is being written tells a partner nothing.
  public func search(
    _ query: String, for filter: AudienceFilter, from start: Int = 0, limit: Int
  ) throws -> SearchAnswer {
    switch filter.reader {
    case .citizen: return try searchPublished(query, from: start, limit: limit)
    case .staff: return try searchAll(query, from: start, limit: limit)
    case .partner:
      let all = try search(query, in: .staff, from: 0, limit: Replica.hitsMax) { document in
        guard let published = try published(ofDocumentRow: document), !published.isWithdrawn,
          filter.admits(published.article.audience)
        else { return nil }
        return published.article
      }
      let found = all.found.filter { hit in
        (hit.title.pieces + hit.snippet.pieces).contains { $0.isMatch }
      }
      return SearchAnswer(
        total: found.count, found: Array(found.dropFirst(max(0, start)).prefix(limit)))
    }
  }

  /// Searches everything as editors see it: staff texts, drafts, pending changes.
  public func searchAll(
    _ query: String, from start: Int = 0, limit: Int
  ) throws -> SearchAnswer {
    try search(query, in: .staff, from: start, limit: limit) { document in
      try storedState(ofDocumentRow: document).map { Article($0) }
    }
  }

  private func search(
    _ query: String, in scope: SearchScope, from start: Int, limit: Int,
    article: (Int64) throws -> Article?
  ) throws -> SearchAnswer {
    let hits = try SearchIndex.search(
      query, in: scope, limit: max(Replica.hitsMax, limit), on: connection)
    let highlighter = try SearchIndex.highlighter(for: query, in: scope, on: connection)
    var found: [Found] = []
    for hit in hits.dropFirst(max(0, start)).prefix(limit) {
      // Index and articles are of one transaction, so a hit has its article, unless it is not for
      // whoever asks.
      guard let article = try article(hit.rowID) else { continue }
      let text = ReadableText.of("\(article.shortAnswer)\n\(article.body)")
      found.append(
        Found(
          document: try documentID(ofRow: hit.rowID), externalID: article.externalID,
          subject: article.subject, title: Snippet(of: article.title, by: highlighter),
          snippet: Snippet(of: text, by: highlighter, bytesMax: Found.snippetBytesMax),
          score: hit.score))
    }
    return SearchAnswer(total: hits.count, found: found)
  }
}

extension Snippet {
  /// The text without marks, with an ellipsis where something was left out.
  public var plainText: String {
    (isCutAtStart ? "… " : "") + pieces.map(\.text).joined() + (isCutAtEnd ? " …" : "")
  }
}
