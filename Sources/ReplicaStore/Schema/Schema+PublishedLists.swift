extension Schema {
  /// What lists say of published texts, beside the texts.
  static let publishedLists = """
    -- The titles stand behind the texts in `published`: whoever lists ten thousand of them would read
    -- all of the texts on the way.
    CREATE INDEX published_list ON published(
      document, withdrawn, audience, title, subject, approved_at, approved_by);
    """
}
