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
    \(viewTriggers(on: "published"))
    INSERT INTO view_due SELECT document FROM published;
    """

  /// A record's place in the view is looked at again whenever it was projected.
  static let referenceView = """
    \(viewTriggers(on: "reference"))
    INSERT INTO view_due SELECT document FROM reference
      WHERE document NOT IN (SELECT document FROM view_due);
    """

  /// What notes a document in `view_due` when its row in a table of projections comes, changes or
  /// goes.
  ///
  /// (INSERT OR IGNORE would not do: the conflict clause of the statement that fires a trigger goes
  /// before that of the statements in it.)
  private static func viewTriggers(on table: String) -> String {
    [("new", "INSERT", "new"), ("other", "UPDATE", "new"), ("gone", "DELETE", "old")]
      .map { name, event, row in
        """
        CREATE TRIGGER \(table)_is_\(name) AFTER \(event) ON \(table) BEGIN
          INSERT INTO view_due SELECT \(row).document
            WHERE NOT EXISTS (SELECT 1 FROM view_due WHERE document = \(row).document);
        END;
        """
      }.joined(separator: "\n")
  }
}
