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

extension Schema {
  /// Removals that say which words go, and nothing of what any word is.
  static let remainingWords = """
    -- Log: what is left of the payload, with its proof (`RemainingPayload`); as it came as long as no
    -- record says what to hold it against.
    ALTER TABLE redacted ADD COLUMN remaining BLOB;
    -- Log: 1 while more is missing here than the records held say.
    ALTER TABLE redacted ADD COLUMN lacks INTEGER NOT NULL DEFAULT 0;

    -- Projection: which words a record removes, and the root of the payload that they are words of;
    -- its payload is empty then. An older record has neither.
    ALTER TABLE redaction ADD COLUMN mask BLOB;
    ALTER TABLE redaction ADD COLUMN root BLOB;
    """
}
