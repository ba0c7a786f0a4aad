extension Schema {
  /// Who may do what, as far as it is derived from the log: projections, both of them.
  static let authority = """
    -- Documents of authority: the base's records and the cards of nodes. Few, and looked up often.
    CREATE TABLE governance(
      document INTEGER PRIMARY KEY REFERENCES document(id),
      kind     INTEGER NOT NULL              -- DocumentKind.rawValue
    ) STRICT;

    -- Changes that nobody had the right to make, each with the reason: QuarantineReason.encoded.
    CREATE TABLE ruling(
      position INTEGER PRIMARY KEY REFERENCES change(position),
      document INTEGER NOT NULL REFERENCES document(id),
      reason   TEXT    NOT NULL
    ) STRICT;
    CREATE INDEX ruling_of_document ON ruling(document);
    """
}
