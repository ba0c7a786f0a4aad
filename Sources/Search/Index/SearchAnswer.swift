/// What a search gives: the articles, and what a page needs to show them well.
public struct SearchAnswer: Sendable {
  /// The best first.
  public let hits: [SearchHit]

  /// Whether what was found is what was asked for.
  public let outcome: SearchOutcome

  /// The query with other words for those that no article has, when some were taken for meant.
  public let suggestion: String?

  /// Recognises in a text what was searched for.
  public let highlighter: Highlighter

  init(
    hits: [SearchHit] = [], outcome: SearchOutcome = .nothing,
    suggestion: String? = nil, highlighter: Highlighter
  ) {
    self.hits = hits
    self.outcome = outcome
    self.suggestion = suggestion
    self.highlighter = highlighter
  }
}

/// What speaks for an article beside its words.
public struct ArticleStanding: Hashable, Sendable {
  /// Whether it is of the municipality that is asked about.
  public var isLocal: Bool

  /// How often it was opened.
  public var opened: Int

  public init(isLocal: Bool = false, opened: Int = 0) {
    self.isLocal = isLocal
    self.opened = opened
  }
}
