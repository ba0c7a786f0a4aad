extension Schema {
  /// How much of what was let out here each person has seen.
  static let news = """
    -- Local: what somebody has read is nobody else's business, so it never travels and no rebuild
    -- touches it. A line without a document says that everything up to there was seen.
    CREATE TABLE news_seen(
      owner    TEXT    NOT NULL,             -- the account's name; empty on a node without accounts
      document INTEGER NOT NULL,             -- document(id); 0 for everything
      position INTEGER NOT NULL,             -- the place in the log up to which it was seen
      PRIMARY KEY (owner, document)
    ) STRICT, WITHOUT ROWID;
    """
}
