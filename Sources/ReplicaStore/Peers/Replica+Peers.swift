import CRDT
public import Digest
import SQLite
public import SyncProtocol

/// The nodes this one talks with, and how far it got with each. Local: it never travels.
extension Replica {
  /// Adds a peer.
  ///
  /// - Throws: `ReplicaError.peerExists` for a name that is taken.
  public func addPeer(
    name: String, url: String?, keyID: String, node: UInt64?, scopes: PeerScopes = .full
  ) throws {
    guard try peerRow(name) == nil else { throw ReplicaError.peerExists(name) }
    try connection.immediate {
      try insertPeer(name: name, url: url, keyID: keyID, node: node, scopes: scopes)
    }
  }

  /// Changes where a peer is called; `nil` when it calls us.
  ///
  /// - Throws: `ReplicaError.unknownPeer`.
  public func set(url: String?, ofPeer name: String) throws {
    guard try peerRow(name) != nil else { throw ReplicaError.unknownPeer(name) }
    try connection.immediate {
      try connection.execute(
        "UPDATE peer SET url = ?2 WHERE name = ?1",
        [.text(name), url.map(SQLiteValue.text) ?? .null])
    }
  }

  /// Forgets a peer, and how far we got with it. What came from it stays.
  ///
  /// - Throws: `ReplicaError.unknownPeer`.
  public func removePeer(named name: String, at time: Int64) throws {
    guard let row = try peerRow(name) else { throw ReplicaError.unknownPeer(name) }
    try connection.immediate {
      for table in ["agreement", "key_change", "peer_stream"] {
        try connection.execute("DELETE FROM \(table) WHERE peer = ?1", [.integer(row)])
      }
      try connection.execute("DELETE FROM peer WHERE id = ?1", [.integer(row)])
      try record("\(name) er ikke længere en part.", at: time)
    }
  }

  func insertPeer(
    name: String, url: String?, keyID: String, node: UInt64?, scopes: PeerScopes
  ) throws {
    try connection.execute(
      "INSERT INTO peer(name, url, key_id, node, scopes) VALUES (?1, ?2, ?3, ?4, ?5)",
      [
        .text(name), url.map(SQLiteValue.text) ?? .null, .text(keyID),
        node.map { .integer(Int64(bitPattern: $0)) } ?? .null,
        .integer(Int64(scopes.rawValue)),
      ])
  }

  /// Changes what a peer may have and bring, from its next request on.
  ///
  /// - Throws: `ReplicaError.unknownPeer`.
  public func set(scopes: PeerScopes, ofPeer name: String) throws {
    guard try peerRow(name) != nil else { throw ReplicaError.unknownPeer(name) }
    try connection.immediate {
      try connection.execute(
        "UPDATE peer SET scopes = ?2 WHERE name = ?1",
        [.text(name), .integer(Int64(scopes.rawValue))])
    }
  }

  /// All peers, by name.
  public func peers() throws -> [Peer] {
    let own = try vector()
    let ownDigest = own.digest
    return try connection.query(
      """
      SELECT p.name, p.url, p.key_id, p.node, p.last_attempt, p.last_success, p.last_error,
        p.behind, p.proved, a.vector, p.scopes, p.clock_offset,
        p.failures, p.failing_since, EXISTS(SELECT 1 FROM key_change WHERE peer = p.id)
      FROM peer AS p
      LEFT JOIN agreement AS a ON a.peer = p.id AND a.number = \(Replica.provedNumber)
      ORDER BY p.name
      """, []
    ) { row in
      let agreed = row.isNull(9) ? HaveVector() : try HaveVector(decoding: row.blob(9))
      return Peer(
        name: row.text(0), url: row.isNull(1) ? nil : row.text(1), keyID: row.text(2),
        node: row.isNull(3) ? nil : UInt64(bitPattern: row.integer(3)),
        scopes: PeerScopes(rawValue: UInt8(truncatingIfNeeded: row.integer(10))),
        lastAttempt: row.isNull(4) ? nil : row.integer(4),
        lastSuccess: row.isNull(5) ? nil : row.integer(5),
        lastError: row.isNull(6) ? nil : row.text(6),
        waiting: Replica.changes(in: own, beyond: agreed), behind: Int(row.integer(7)),
        isEqual: !row.isNull(8) && row.blob(8) == ownDigest.bytes,
        clockOffset: row.isNull(11) ? nil : row.integer(11), failures: Int(row.integer(12)),
        failingSince: row.isNull(13) ? nil : row.integer(13),
        isKeyChanging: row.integer(14) != 0)
    }
  }

  /// Which agreement with the peer `p` was proved: one that was only offered in an answer may never
  /// have arrived. Where the proved one is forgotten, the newest is the best there is.
  private static let provedNumber = """
    CASE WHEN p.proved IS NOT NULL THEN coalesce(
      (SELECT number FROM agreement WHERE peer = p.id AND digest = p.proved),
      (SELECT max(number) FROM agreement WHERE peer = p.id)) END
    """

  /// What a peer was proved to hold; empty before the first time.
  ///
  /// - Throws: `ReplicaError.unknownPeer`.
  public func provedVector(withPeer name: String) throws -> HaveVector {
    guard try peerRow(name) != nil else { throw ReplicaError.unknownPeer(name) }
    return try connection.first(
      """
      SELECT a.vector FROM peer AS p
      JOIN agreement AS a ON a.peer = p.id AND a.number = \(Replica.provedNumber)
      WHERE p.name = ?1
      """, [.text(name)]
    ) { row in try HaveVector(decoding: row.blob(0)) } ?? HaveVector()
  }

  /// The author's clock of the oldest change that a peer is not known to hold; `nil` when it holds
  /// all.
  public func waitingSince(forPeer name: String) throws -> Int64? {
    var oldest: Int64?
    try visitEntries(lackedBy: PeerVector(provedVector(withPeer: name))) { entry in
      oldest = entry.change?.time
      return oldest == nil
    }
    return oldest
  }

  /// The peer of that name.
  ///
  /// - Throws: `ReplicaError.unknownPeer`.
  public func peer(named name: String) throws -> Peer {
    guard let peer = try peers().first(where: { $0.name == name }) else {
      throw ReplicaError.unknownPeer(name)
    }
    return peer
  }

  /// The name of the peer whose key, or whose next key, has that id.
  public func peerName(keyID: String) throws -> String? {
    try connection.first(
      """
      SELECT name FROM peer
      WHERE key_id = ?1 OR id IN (SELECT peer FROM key_change WHERE key_id = ?1)
      """, [.text(keyID)]
    ) { row in row.text(0) }
  }

  /// The digest that was last agreed on with a peer.
  public func agreedDigest(withPeer name: String) throws -> SHA256Digest? {
    try connection.first(
      """
      SELECT a.digest FROM agreement AS a JOIN peer AS p ON p.id = a.peer
      WHERE p.name = ?1 ORDER BY a.number DESC
      """, [.text(name)]
    ) { row in try SHA256Digest(stored: row.blob(0)) }
  }

  /// The have-vector that was last agreed on with a peer; empty before the first time.
  ///
  /// - Throws: `ReplicaError.unknownPeer`.
  public func agreedVector(withPeer name: String) throws -> HaveVector {
    guard try peerRow(name) != nil else { throw ReplicaError.unknownPeer(name) }
    guard let digest = try agreedDigest(withPeer: name) else { return HaveVector() }
    return try agreement(digest, withPeer: name) ?? HaveVector()
  }

  /// The have-vector that a digest stood for when it was agreed on with a peer; `nil` when that is
  /// forgotten.
  func agreement(_ digest: SHA256Digest, withPeer name: String) throws -> HaveVector? {
    try connection.first(
      """
      SELECT a.vector FROM agreement AS a JOIN peer AS p ON p.id = a.peer
      WHERE p.name = ?1 AND a.digest = ?2
      """, [.text(name), .blob(digest.bytes)]
    ) { row in try HaveVector(decoding: row.blob(0)) }
  }

  /// How many agreements are kept for each peer: the newest, the one before it in case the answer
  /// that made it was lost, and some for a peer that was set back a little.
  static let agreementsKept = 4

  /// Remembers a have-vector that both sides hold. Writes nothing when it is the newest already.
  func remember(agreement vector: HaveVector, withPeer name: String) throws {
    guard try agreedDigest(withPeer: name) != vector.digest else { return }
    guard let row = try peerRow(name) else { throw ReplicaError.unknownPeer(name) }
    try connection.immediate {
      try connection.execute(
        """
        INSERT INTO agreement(peer, digest, vector, number)
        VALUES (?1, ?2, ?3, 1 + coalesce((SELECT max(number) FROM agreement WHERE peer = ?1), 0))
        ON CONFLICT (peer, digest) DO UPDATE SET number = excluded.number
        """, [.integer(row), .blob(vector.digest.bytes), .blob(vector.encoded)])
      try connection.execute(
        """
        DELETE FROM agreement WHERE peer = ?1 AND number <=
          (SELECT max(number) FROM agreement WHERE peer = ?1) - ?2
        """, [.integer(row), .integer(Int64(Replica.agreementsKept))])
    }
  }

  /// How an exchange with a peer ended.
  public struct Encounter: Hashable, Sendable {
    public var time: Int64
    /// Digests were proved equal.
    public var isEqual: Bool
    /// What went wrong, for a person to read.
    public var error: String?
    /// The error is the peer's doing and not the net's: it counts towards leaving it in peace.
    public var isPeersFault: Bool
    /// Changes the peer still holds back.
    public var behind: Int
    /// The node id that the peer's answer was signed with.
    public var node: UInt64?
    /// Seconds that the peer's clock is ahead of ours, where it signed an answer.
    public var clockOffset: Int64?

    public init(
      time: Int64, isEqual: Bool, error: String?, isPeersFault: Bool = false, behind: Int,
      node: UInt64?, clockOffset: Int64? = nil
    ) {
      self.time = time
      self.isEqual = isEqual
      self.error = error
      self.isPeersFault = isPeersFault
      self.clockOffset = clockOffset
      self.behind = behind
      self.node = node
    }
  }

  /// Keeps how an exchange ended, for the sync page and `viden status`.
  public func record(_ encounter: Encounter, withPeer name: String) throws {
    try connection.immediate {
      let proved = try encounter.isEqual ? vector().digest : nil
      try connection.execute(
        """
        UPDATE peer SET last_attempt = ?2, last_error = ?3, behind = ?4,
          last_success = CASE WHEN ?5 THEN ?2 ELSE last_success END, node = coalesce(node, ?6),
          clock_offset = coalesce(?7, clock_offset),
          failures = CASE WHEN ?3 IS NULL THEN 0 WHEN ?8 THEN failures + 1 ELSE failures END,
          failing_since = CASE WHEN ?3 IS NULL THEN NULL ELSE coalesce(failing_since, ?2) END,
          proved = coalesce(?9, proved)
        WHERE name = ?1
        """,
        [
          .text(name), .integer(encounter.time), encounter.error.map(SQLiteValue.text) ?? .null,
          .integer(Int64(encounter.behind)), .integer(encounter.isEqual ? 1 : 0),
          encounter.node.map { .integer(Int64(bitPattern: $0)) } ?? .null,
          encounter.clockOffset.map(SQLiteValue.integer) ?? .null,
          .integer(encounter.isPeersFault ? 1 : 0), proved.map { .blob($0.bytes) } ?? .null,
        ])
    }
  }

  /// Names the key of the pair; `nil` for a name that is no peer's.
  public func keyID(ofPeer name: String) throws -> String? {
    try connection.first("SELECT key_id FROM peer WHERE name = ?1", [.text(name)]) { row in
      row.text(0)
    }
  }

  func peerNode(named name: String) throws -> UInt64? {
    try connection.first(
      "SELECT node FROM peer WHERE name = ?1 AND node IS NOT NULL", [.text(name)]
    ) { row in UInt64(bitPattern: row.integer(0)) }
  }

  func peerRow(_ name: String) throws -> Int64? {
    try connection.first("SELECT id FROM peer WHERE name = ?1", [.text(name)]) { row in
      row.integer(0)
    }
  }

  private static func changes(in vector: HaveVector, beyond other: HaveVector) -> Int {
    vector.advanced(since: other).reduce(0) { sum, entry in
      let (replica, position) = entry
      let held = other[replica]?.sequence ?? 0
      return sum + Int(clamping: position.sequence > held ? position.sequence - held : 0)
    }
  }
}
