extension Schema {
  /// Secrets that salts of changes follow from (Protocol/02 §5): what lets a run of changes travel
  /// without eight bytes of salt each. Nothing but the length of a message depends on these rows;
  /// the salts themselves stand in the payloads.
  ///
  /// They are as secret as the payloads below them. Whoever removes a payload for good removes
  /// every row whose numbers include it too, or its salt could be worked out again.
  static let salts = """
    CREATE TABLE salt_node(
      replica INTEGER NOT NULL,              -- the 64 bits of the replica id
      first   INTEGER NOT NULL,              -- the lowest number covered
      level   INTEGER NOT NULL,              -- 2^level numbers are
      secret  BLOB    NOT NULL,              -- 16 bytes
      PRIMARY KEY (replica, first, level)
    ) STRICT, WITHOUT ROWID;
    """
}
