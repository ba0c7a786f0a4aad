extension Schema {
  /// What people have typed in the editor and not sent.
  static let privateDrafts = """
    -- Local: unlike everything else that people write, this is nobody's but the writer's. It never
    -- travels, no rebuild touches it, and it goes when its text is sent.
    CREATE TABLE private_draft(
      owner  TEXT    NOT NULL,               -- the account's name; empty on a node without accounts
      name   TEXT    NOT NULL,               -- the article's document; of a new one, its form's name
      base   TEXT    NOT NULL,               -- the version it was written on, as the form says it
      fields BLOB    NOT NULL,               -- the form: count, then name and text of each field
      time   INTEGER NOT NULL,               -- ms
      PRIMARY KEY (owner, name)
    ) STRICT, WITHOUT ROWID;
    """
}
