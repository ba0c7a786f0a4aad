import SQLite

extension Replica {
  /// What people here search for and open, as counts. Local: it never travels and no rebuild
  /// touches it.
  static let searchCountsStep = Migrations.Step.sql(
    """
    CREATE TABLE searched(
      term      TEXT    PRIMARY KEY,          -- SearchTerm: never what may be about a person
      times     INTEGER NOT NULL,
      weak      INTEGER NOT NULL,             -- of these: found little of what was asked for
      in_vain   INTEGER NOT NULL,             -- of these: found nothing
      days      INTEGER NOT NULL,             -- on how many different days
      last_day  TEXT    NOT NULL              -- yyyy-mm-dd
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE opened(
      document INTEGER PRIMARY KEY REFERENCES document(id),
      times    INTEGER NOT NULL
    ) STRICT;
    """)
}
