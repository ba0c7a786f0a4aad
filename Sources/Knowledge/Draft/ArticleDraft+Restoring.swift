/// From an article as it once was to a draft that says the same again.
extension ArticleDraft {
  /// What the article says to readers, with nothing left open: a field that was empty then is
  /// emptied. Its status, approval and reviews are not part of it; they belong to the time in which
  /// they were set.
  public init(restoring article: Article) {
    self.init()
    title = article.title
    shortAnswer = article.shortAnswer
    body = article.body
    subject = article.subject?.number ?? ""
    audience = article.audience.rawValue
    keywords = article.keywords
    links = article.links.map(\.written)
    legalReferences = article.legalReferences
    owner = article.owner?.encoded ?? ""
    validFrom = article.validFrom?.iso ?? ""
    validTo = article.validTo?.iso ?? ""
  }
}
