extension Schema {
  /// What pairing and changing keys need to remember, and how a peer has fared. All local.
  static let pairing = """
    -- Invitations made here. Their keys are in files, as those of peers are.
    CREATE TABLE invitation(
      id       TEXT PRIMARY KEY,             -- names the invitation's key
      name     TEXT    NOT NULL UNIQUE,      -- what the peer will be called
      scopes   INTEGER NOT NULL,
      created  INTEGER NOT NULL,             -- ms
      expires  INTEGER NOT NULL,             -- ms
      failures INTEGER NOT NULL DEFAULT 0,   -- requests that named it and were not signed with it
      request  BLOB,                         -- hash of the request that used it; null: nobody has
      answer   BLOB                          -- what that was answered, until the new key was used
    ) STRICT, WITHOUT ROWID;

    -- A change of a pair's key that has begun. No nonce yet: one is wanted at the next contact.
    CREATE TABLE key_change(
      peer   INTEGER PRIMARY KEY REFERENCES peer(id) ON DELETE CASCADE,
      asked  BLOB,                           -- the nonce of the side that asked
      answer BLOB,                           -- our nonce, when it was the peer that asked
      key_id TEXT                            -- the next key, once both nonces are known
    ) STRICT;

    -- Which streams are a peer's own: the replica ids that it said it writes under.
    CREATE TABLE peer_stream(
      replica INTEGER PRIMARY KEY,
      peer    INTEGER NOT NULL REFERENCES peer(id) ON DELETE CASCADE
    ) STRICT;

    ALTER TABLE peer ADD COLUMN proved BLOB;                  -- our digest when last proved equal
    ALTER TABLE peer ADD COLUMN clock_offset INTEGER;         -- s that its clock is ahead of ours
    ALTER TABLE peer ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;  -- attempts in a row
    ALTER TABLE peer ADD COLUMN failing_since INTEGER;        -- ms; the first of them
    """
}
