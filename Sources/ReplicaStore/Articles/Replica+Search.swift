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

    /// "Mente du": the query with other words for those that no article has.
    public var suggestion: String?

    /// Whether what was found is what was asked for.
    public var outcome: SearchOutcome
  }

  /// Nobody reads further than this.
  public static let hitsMax = 200

  /// Searches what was approved and a reader may read.
  ///
  /// What is not for citizens has no index of its own. It is found by that of the staff, and kept only
  /// where the published text itself has the words: what is being written tells nobody anything.
  ///
  /// - Parameters:
  ///   - start: how many answers to pass over.
  ///   - municipality: whose articles come first among those that fit about as well.
  public func searchPublished(
    _ query: String, for filter: AudienceFilter = .citizen, from start: Int = 0, limit: Int,
    preferring municipality: Municipality? = nil
  ) throws -> SearchAnswer {
    if filter == .citizen {
      guard let memory = connection.companion(SearchMemory.self) else {
        return try searchPublic(query, from: start, limit: limit, municipality)
      }
      let question = SearchMemory.Question(
        query: query, start: start, limit: limit, municipality: municipality)
      return try memory.answer(question, on: connection) {
        try searchPublic(query, from: start, limit: limit, municipality)
      }
    }
    let all = try search(
      query, in: .staff, from: 0, limit: Replica.hitsMax, municipality
    ) { document in
      guard let published = try published(ofDocumentRow: document), !published.isWithdrawn,
        published.article.anchor == nil, filter.admits(published.article.audience)
      else { return nil }
      return published.article
    }
    let found = all.found.filter { hit in
      (hit.title.pieces + hit.snippet.pieces).contains { $0.isMatch }
    }
    // A suggestion would be made of words that only the staff's index has.
    return SearchAnswer(
      total: found.count, found: Array(found.dropFirst(max(0, start)).prefix(limit)),
      suggestion: nil, outcome: all.outcome)
  }

  private func searchPublic(
    _ query: String, from start: Int, limit: Int, _ municipality: Municipality?
  ) throws -> SearchAnswer {
    try search(query, in: .public, from: start, limit: limit, municipality) { document in
      try published(ofDocumentRow: document)?.article
    }
  }

  /// Searches everything as editors see it: staff texts, drafts, pending changes.
  public func searchAll(
    _ query: String, from start: Int = 0, limit: Int, preferring municipality: Municipality? = nil
  ) throws -> SearchAnswer {
    try search(query, in: .staff, from: start, limit: limit, municipality) { document in
      try storedState(ofDocumentRow: document).map { Article($0) }
    }
  }

  /// Titles that fit what is being typed, for the list below a search field.
  public func suggestTitles(for query: String, limit: Int) throws -> [String] {
    let hits = try SearchIndex.search(query, in: .public, limit: limit, on: connection)
    return try hits.compactMap { hit in
      try connection.first(
        "SELECT title FROM published WHERE document = ?1", [.integer(hit.rowID)]
      ) { row in row.text(0) }
    }
  }

  private func search(
    _ query: String, in scope: SearchScope, from start: Int, limit: Int,
    _ municipality: Municipality?, article: (Int64) throws -> Article?
  ) throws -> SearchAnswer {
    let answer = try SearchIndex.answer(
      query, in: scope, limit: max(Replica.hitsMax, limit), on: connection
    ) { document in try standing(of: document, for: municipality) }
    var found: [Found] = []
    for hit in answer.hits.dropFirst(max(0, start)).prefix(limit) {
      // An answer may be of a moment later than what this connection reads, and have an article
      // more; or one that is not for whoever asks.
      guard let article = try article(hit.rowID) else { continue }
      let text = ReadableText.of("\(article.shortAnswer)\n\(article.body)")
      found.append(
        Found(
          document: try documentID(ofRow: hit.rowID), externalID: article.externalID,
          subject: article.subject, title: Snippet(of: article.title, by: answer.highlighter),
          snippet: Snippet(of: text, by: answer.highlighter, bytesMax: Found.snippetBytesMax),
          score: hit.score))
    }
    return SearchAnswer(
      total: answer.hits.count, found: found, suggestion: answer.suggestion,
      outcome: answer.outcome)
  }

  private func standing(
    of document: Int64, for municipality: Municipality?
  ) throws -> ArticleStanding {
    let owner = municipality.map { Owner.municipality($0).encoded }
    return try connection.first(
      """
      SELECT article.owner, opened.times FROM article
      LEFT JOIN opened ON opened.document = article.document WHERE article.document = ?1
      """, [.integer(document)]
    ) { row in
      ArticleStanding(
        isLocal: owner != nil && row.text(0) == owner, opened: Int(row.integer(1)))
    } ?? ArticleStanding()
  }
}

extension Snippet {
  /// The text without marks, with an ellipsis where something was left out.
  public var plainText: String {
    (isCutAtStart ? "… " : "") + pieces.map(\.text).joined() + (isCutAtEnd ? " …" : "")
  }
}
