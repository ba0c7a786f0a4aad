extension Schema {
  /// A projection: which articles are local supplements, and of what.
  static let supplements = """
    CREATE TABLE supplement(
      document INTEGER PRIMARY KEY REFERENCES document(id),
      base     TEXT NOT NULL                 -- the document it adds to, which may not be here yet
    ) STRICT;
    CREATE INDEX supplement_of_base ON supplement(base);
    """
}
