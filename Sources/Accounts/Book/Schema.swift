/// The tables of `access.sqlite`, which lies beside the replica and never travels: a copy of the
/// replica, or a backup of it, gives nobody a way in.
enum Schema {
  /// "FVac" as a 32-bit number.
  static let applicationID: Int32 = 0x4656_6163

  static let first = """
    CREATE TABLE account(
      id         INTEGER PRIMARY KEY,
      name       TEXT    NOT NULL UNIQUE,
      full_name  TEXT    NOT NULL,
      initials   TEXT    NOT NULL,
      role       TEXT    NOT NULL,           -- Role.rawValue
      password   TEXT    NOT NULL,           -- crypt(5): "$y$…"
      disabled   INTEGER NOT NULL,
      created_at INTEGER NOT NULL            -- ms since 1970
    ) STRICT;

    -- Who is logged in. The browser holds the secret, this table only its hash.
    CREATE TABLE session(
      secret     BLOB    PRIMARY KEY,        -- SHA-256 of the 256-bit secret
      account    INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
      kind       TEXT    NOT NULL,           -- Session.Kind.rawValue
      label      TEXT    NOT NULL,           -- where from, or what a script's key is called
      created_at INTEGER NOT NULL,
      seen_at    INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX session_of_account ON session(account);

    -- Failed logins, of a name and of a network. They are here and not in memory because a restart
    -- must give nobody five new guesses.
    CREATE TABLE attempt(
      what     TEXT    PRIMARY KEY,          -- "name:mkj", "from:192.0.2.7"
      failures INTEGER NOT NULL,
      since    INTEGER NOT NULL,             -- ms: when the count began
      until    INTEGER NOT NULL              -- ms: nobody is let through before
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX attempt_by_age ON attempt(since);
    """
}
