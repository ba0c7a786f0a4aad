extension Schema {
  /// What public mirrors get, and what they keep of it (Protocol/10).
  static let view = """
    -- Log, on a mirror alone: numbers of which nothing is known but their commitment.
    CREATE TABLE withheld(
      stream     INTEGER NOT NULL REFERENCES stream(id),
      sequence   INTEGER NOT NULL,
      commitment BLOB    NOT NULL,           -- 32 bytes
      chain      BLOB    NOT NULL,           -- 32 bytes: chain hash at this number
      PRIMARY KEY (stream, sequence)
    ) STRICT, WITHOUT ROWID;

    -- Log, on a mirror alone: what was let out to readers, as it came.
    CREATE TABLE letting(
      document INTEGER PRIMARY KEY REFERENCES document(id),
      payload  BLOB    NOT NULL,             -- canonical bytes of a change that creates it
      is_fresh INTEGER NOT NULL              -- 0: from before everything was asked for again
    ) STRICT;

    -- Local, on a mirror alone: how far it has followed a peer's view.
    CREATE TABLE following(
      peer     TEXT PRIMARY KEY,
      revision INTEGER NOT NULL,
      digest   BLOB                          -- the have-vector at which views were proved equal
    ) STRICT, WITHOUT ROWID;

    -- Local: what mirrors may be told, in the order in which it became so. Rows stay when readers
    -- may not see the document any more, so that mirrors learn that.
    CREATE TABLE view(
      replica  INTEGER NOT NULL,             -- the document's name
      sequence INTEGER NOT NULL,
      document INTEGER NOT NULL,             -- its row, which may be gone
      revision INTEGER NOT NULL UNIQUE,
      hash     BLOB,                         -- of the payload that is sent; null: not to be seen
      PRIMARY KEY (replica, sequence)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX view_of_document ON view(document);

    -- Local: documents whose place in the view is to be looked at again.
    CREATE TABLE view_due(
      document INTEGER PRIMARY KEY
    ) STRICT;
    -- (INSERT OR IGNORE would not do: the conflict clause of the statement that fires a trigger goes
    -- before that of the statements in it.)
    CREATE TRIGGER published_is_new AFTER INSERT ON published BEGIN
      INSERT INTO view_due SELECT new.document
        WHERE NOT EXISTS (SELECT 1 FROM view_due WHERE document = new.document);
    END;
    CREATE TRIGGER published_is_other AFTER UPDATE ON published BEGIN
      INSERT INTO view_due SELECT new.document
        WHERE NOT EXISTS (SELECT 1 FROM view_due WHERE document = new.document);
    END;
    CREATE TRIGGER published_is_gone AFTER DELETE ON published BEGIN
      INSERT INTO view_due SELECT old.document
        WHERE NOT EXISTS (SELECT 1 FROM view_due WHERE document = old.document);
    END;
    INSERT INTO view_due SELECT document FROM published;
    """
}
