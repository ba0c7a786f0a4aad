extension Schema {
  static let relay = """
    -- Local: what is known of files in relay folders. A file that is gone from the folder is gone
    -- from here. A backup that is put back knows less, and reads again what it forgot.
    CREATE TABLE relay_file(
      place TEXT NOT NULL,                   -- the folder's address
      name  TEXT NOT NULL,
      reach BLOB,                            -- RelayPlan.Reach.encoded of an own one; null: read
      PRIMARY KEY (place, name)
    ) STRICT, WITHOUT ROWID;
    """
}
