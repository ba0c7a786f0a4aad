extension Article {
  /// An approved version as it stands today: its own status is from before it was approved, and
  /// whoever is shown it must learn that it was withdrawn since.
  public func standing(as newest: Article) -> Article {
    var article = self
    article.status = newest.status
    return article
  }
}
