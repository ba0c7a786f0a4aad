/// The replica's tables, as a chapter in three parts.
///
/// **The log** is what was accepted, and it is never altered but by a removal on record (see
/// `Schema.redaction`): the changes, in the order in which they came here. It is all that travels.
///
/// **Projections** are derived from the log and can be dropped at any time: `viden rebuild` makes
/// them again, `viden check` says whether it must. They are written in the same transaction as
/// the changes that they follow from.
///
/// **Local** is what this node alone knows: its name, its peers, when it last met them. It never
/// travels and no rebuild touches it.
///
/// The full-text tables belong to the projections; their layout is `Search`'s.
enum Schema {
  /// "FVid" as a 32-bit number: `PRAGMA application_id` of every replica.
  static let applicationID: Int32 = 0x4656_6964

  static let log = """
    -- One row for each replica id that ever wrote: the have-vector, and so the sync checkpoint.
    CREATE TABLE stream(
      id       INTEGER PRIMARY KEY,
      replica  INTEGER NOT NULL UNIQUE,      -- the 64 bits of the replica id
      sequence INTEGER NOT NULL,             -- the highest sequence held; 1, 2, … without gaps
      chain    BLOB    NOT NULL              -- 32 bytes: chain hash at that sequence
    ) STRICT;

    -- One row for each document; its name is the change that created it.
    CREATE TABLE document(
      id       INTEGER PRIMARY KEY,
      stream   INTEGER NOT NULL REFERENCES stream(id),
      sequence INTEGER NOT NULL,
      UNIQUE (stream, sequence)
    ) STRICT;

    -- Every change, in the order of its arrival, which is causally closed.
    CREATE TABLE change(
      position INTEGER PRIMARY KEY,          -- order of arrival; differs between replicas
      stream   INTEGER NOT NULL REFERENCES stream(id),
      sequence INTEGER NOT NULL,
      document INTEGER NOT NULL REFERENCES document(id),
      parents  BLOB    NOT NULL,             -- count, then (replica, sequence) each
      payload  BLOB    NOT NULL,             -- canonical bytes, Protocol/02
      chain    BLOB    NOT NULL,             -- 32 bytes: chain hash at this change
      UNIQUE (stream, sequence)
    ) STRICT;
    CREATE INDEX change_of_document ON change(document);
    """

  static let projections = """
    -- The merged state of each document at its heads: what an editor sees.
    CREATE TABLE state(
      document INTEGER PRIMARY KEY REFERENCES document(id),
      state    BLOB NOT NULL,                -- DocumentState.encoded()
      hash     BLOB NOT NULL                 -- 32 bytes: what this document adds to the state digest
    ) STRICT;
    -- The state digest is over the sorted hashes, and reads them without the states beside them.
    CREATE INDEX state_hash ON state(hash);

    -- One row for each article, for lists and look-ups.
    CREATE TABLE article(
      document    INTEGER PRIMARY KEY REFERENCES document(id),
      external_id TEXT,                      -- the front matter's id, if it came from a file
      title       TEXT    NOT NULL,
      subject     TEXT,                      -- dd.dd.dd
      audience    TEXT    NOT NULL,          -- Audience.rawValue
      lifecycle   TEXT    NOT NULL,          -- Lifecycle.rawValue
      owner       TEXT,                      -- municipality code or national
      waiting     INTEGER NOT NULL,          -- changes of content after the approved version
      conflicts   INTEGER NOT NULL,          -- open conflicts
      changed_at  INTEGER NOT NULL,          -- the author's clock, ms; shown, never decides
      changed_by  TEXT    NOT NULL
    ) STRICT;
    CREATE INDEX article_by_external_id ON article(external_id);
    CREATE INDEX article_by_lifecycle ON article(lifecycle);
    CREATE INDEX article_with_conflicts ON article(conflicts) WHERE conflicts > 0;

    -- What an approver let out: all that a reader ever sees.
    CREATE TABLE published(
      document    INTEGER PRIMARY KEY REFERENCES document(id),
      state       BLOB    NOT NULL,          -- DocumentState.encoded() at the approved version
      title       TEXT    NOT NULL,
      subject     TEXT,
      audience    TEXT    NOT NULL,
      withdrawn   INTEGER NOT NULL,          -- 1: shown as withdrawn, never found
      approved_at INTEGER NOT NULL,
      approved_by TEXT    NOT NULL
    ) STRICT;

    -- Open conflicts, the same on every replica.
    -- The key's columns come first: SQLite 3.40's integrity_check reads WITHOUT ROWID tables in
    -- the order in which they are stored and would miss a NOT NULL that is there.
    CREATE TABLE conflict(
      document INTEGER NOT NULL REFERENCES document(id),
      ordinal  INTEGER NOT NULL,             -- order inside the document
      id       TEXT    NOT NULL,             -- 16 hexadecimal digits of the hash of its identity
      PRIMARY KEY (document, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX conflict_by_id ON conflict(id);

    -- Changes in the log that the document they belong to cannot take, each with its reason.
    CREATE TABLE quarantine(
      position INTEGER PRIMARY KEY REFERENCES change(position),
      document INTEGER NOT NULL REFERENCES document(id),
      reason   TEXT    NOT NULL
    ) STRICT;
    """

  static let local = """
    CREATE TABLE setting(
      name  TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- The nodes this one talks with. Keys are in files of their own, so that a copy of this
    -- database gives nobody a key.
    CREATE TABLE peer(
      id              INTEGER PRIMARY KEY,
      name            TEXT NOT NULL UNIQUE,
      url             TEXT,                  -- null: it calls us, we never call it
      key_id          TEXT NOT NULL UNIQUE,
      node            INTEGER,               -- its node id, once it has answered
      last_attempt    INTEGER,               -- ms
      last_success    INTEGER,               -- ms; success is digests proved equal
      last_error      TEXT,
      behind          INTEGER NOT NULL DEFAULT 0   -- changes it has offered and we lack
    ) STRICT;

    -- The last few have-vectors that both sides held: where the next exchange starts.
    CREATE TABLE agreement(
      peer   INTEGER NOT NULL REFERENCES peer(id) ON DELETE CASCADE,
      digest BLOB    NOT NULL,
      vector BLOB    NOT NULL,
      number INTEGER NOT NULL,               -- the highest is the newest
      PRIMARY KEY (peer, digest)
    ) STRICT, WITHOUT ROWID;

    -- What happened here that a person should be able to read afterwards.
    CREATE TABLE event(
      id   INTEGER PRIMARY KEY,
      time INTEGER NOT NULL,
      text TEXT    NOT NULL
    ) STRICT;
    """

  /// The tables `rebuild` empties, children before parents.
  static let projectionTables = [
    "conflict", "quarantine", "ruling", "redaction", "governance", "supplement", "reference",
    "subject_plan", "feedback", "published", "contact", "contact_week", "contact_batch", "article",
    "state",
  ]
}
