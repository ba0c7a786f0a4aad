public import CRDT

/// What may leave for readers who see nothing else of an article: a public mirror's copy of it.
extension Article {
  /// The approved version, cut down to what a reader's page shows: content, the name in addresses
  /// and nothing about who wrote, checked or imported it. Of an article that was withdrawn only
  /// what the notice needs.
  ///
  /// - Parameter withdrawal: why it was withdrawn, if it was, as readers may know it.
  public func letOut(_ withdrawal: Withdrawal?) -> Article {
    var article = Article()
    article.title = title
    article.subject = subject
    article.audience = audience
    article.owner = owner
    article.externalID = externalID
    if let withdrawal {
      article.status = .withdrawn(withdrawal)
      return article
    }
    article.shortAnswer = shortAnswer
    article.body = body
    article.keywords = keywords
    article.links = links
    article.legalReferences = legalReferences
    article.validFrom = validFrom
    article.validTo = validTo
    return article
  }

  /// The operations of a change that creates exactly this article: the same for equal articles.
  public var creation: [Operation] {
    [.create(kind: DocumentKind.article.rawValue)]
      + Article.difference(from: Article(), to: self, settling: [])
  }
}
