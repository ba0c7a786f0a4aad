import CRDT
import SQLite

extension Schema {
  /// What healing forks needs to remember (DESIGN §6).
  static let branches = """
    -- Log: the forks healed here by giving a branch another name, so that what has another name now
    -- does not come back under its old one.
    CREATE TABLE branch(
      name    INTEGER PRIMARY KEY,           -- the replica id that the branch has now
      replica INTEGER NOT NULL,              -- the one it had
      first   INTEGER NOT NULL,              -- the number there that is number 1 now
      kept    BLOB    NOT NULL,              -- BranchClaim.encoded: what the other branch began with
      lost    BLOB    NOT NULL               -- the same of this one
    ) STRICT;

    -- Local: every replica id that this node ever wrote under, and up to which number it did.
    -- Numbers above came from elsewhere, after a backup was put back.
    CREATE TABLE writer(
      replica  INTEGER PRIMARY KEY,
      sequence INTEGER NOT NULL
    ) STRICT;

    -- Local: how far somebody else may hold a stream of this node, because it was on its way there.
    CREATE TABLE offer(
      replica  INTEGER NOT NULL,
      peer     TEXT    NOT NULL,             -- empty: from before this was remembered
      sequence INTEGER NOT NULL,
      PRIMARY KEY (replica, peer)
    ) STRICT, WITHOUT ROWID;
    """

  /// The branch tables in a database from before: all that it wrote may be anywhere.
  static func addBranches(to connection: Connection) throws {
    try connection.script(branches)
    let own = try connection.first(
      "SELECT value FROM setting WHERE name = 'replica'", []
    ) { row in ReplicaID(row.text(0)) }
    guard let own, let own else { return }
    let replica = SQLiteValue.integer(Int64(bitPattern: own.rawValue))
    try connection.execute(
      """
      INSERT INTO writer(replica, sequence)
      SELECT ?1, coalesce((SELECT sequence FROM stream WHERE replica = ?1), 0)
      """, [replica])
    try connection.execute(
      """
      INSERT INTO offer(replica, peer, sequence)
      SELECT replica, '', sequence FROM stream WHERE replica = ?1
      """, [replica])
  }
}
