extension Schema {
  /// Payloads that were removed for good (Protocol/02 §6).
  ///
  /// The row in `change` holds what stands in the payload's place, so that whoever reads the log
  /// reads that; whoever hashes or sends it asks here first.
  static let redaction = """
    -- Log: the changes whose payload is gone.
    CREATE TABLE redacted(
      position INTEGER PRIMARY KEY REFERENCES change(position),
      hash     BLOB NOT NULL,                -- 32 bytes: of the payload that was there
      kept     BLOB                          -- that payload, where its removal does not count here
    ) STRICT;
    CREATE INDEX redacted_by_hash ON redacted(hash);

    -- Projection: the removals on record, each with what it puts in the place.
    CREATE TABLE redaction(
      hash    BLOB    NOT NULL,              -- of the payload to be removed, held here or not
      record  TEXT    NOT NULL,              -- the change that put it on record
      payload BLOB    NOT NULL,              -- canonical, salt 0
      sound   INTEGER NOT NULL,              -- 1: it counts, and what it names is destroyed
      PRIMARY KEY (hash, record)
    ) STRICT, WITHOUT ROWID;
    """
}
