import SQLite
public import SyncProtocol

/// Changing the key of a pair (Protocol/09 §5): the old one is good until the new one was used.
extension Replica {
  /// How far a change of a peer's key has come.
  public struct KeyChangeState: Hashable, Sendable {
    /// The nonce of the side that asked; `nil` while a change is only wanted.
    public var asked: KeyChange?
    /// Our nonce, when it was the peer that asked.
    public var answer: KeyChange?
    /// Names the next key, once it is made.
    public var nextKeyID: String?

    public init(asked: KeyChange? = nil, answer: KeyChange? = nil, nextKeyID: String? = nil) {
      self.asked = asked
      self.answer = answer
      self.nextKeyID = nextKeyID
    }

    /// Whether this node asks the peer, and not the peer this node.
    public var isOurs: Bool { answer == nil }
  }

  /// Wants the key of a peer changed at the next contact, whoever calls then.
  ///
  /// - Throws: `ReplicaError.unknownPeer`.
  public func wantKeyChange(ofPeer name: String) throws {
    guard let row = try peerRow(name) else { throw ReplicaError.unknownPeer(name) }
    try connection.immediate {
      try connection.execute(
        "INSERT INTO key_change(peer) VALUES (?1) ON CONFLICT DO NOTHING", [.integer(row)])
    }
  }

  public func keyChange(ofPeer name: String) throws -> KeyChangeState? {
    try connection.first(
      """
      SELECT k.asked, k.answer, k.key_id FROM key_change AS k JOIN peer AS p ON p.id = k.peer
      WHERE p.name = ?1
      """, [.text(name)]
    ) { row in
      KeyChangeState(
        asked: row.isNull(0) ? nil : KeyChange(stored: row.blob(0)),
        answer: row.isNull(1) ? nil : KeyChange(stored: row.blob(1)),
        nextKeyID: row.isNull(2) ? nil : row.text(2))
    }
  }

  /// Whether this node waits for the peer to ask for a new key.
  public func isKeyChangeDue(withPeer name: String) throws -> Bool {
    try keyChange(ofPeer: name).map { $0.isOurs && $0.nextKeyID == nil } ?? false
  }

  /// Keeps how far a change of key has come.
  public func set(keyChange state: KeyChangeState, ofPeer name: String) throws {
    guard let row = try peerRow(name) else { throw ReplicaError.unknownPeer(name) }
    try connection.immediate {
      try connection.execute(
        """
        INSERT INTO key_change(peer, asked, answer, key_id) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (peer) DO UPDATE SET asked = excluded.asked, answer = excluded.answer,
          key_id = excluded.key_id
        """,
        [
          .integer(row), state.asked.map { .blob($0.nonce) } ?? .null,
          state.answer.map { .blob($0.nonce) } ?? .null,
          state.nextKeyID.map(SQLiteValue.text) ?? .null,
        ])
    }
  }

  /// The next key has been used by both sides: from now on it is the key.
  public func finishKeyChange(ofPeer name: String, at time: Int64) throws {
    try connection.immediate {
      try connection.execute(
        """
        UPDATE peer SET key_id = (SELECT key_id FROM key_change WHERE peer = peer.id)
        WHERE name = ?1 AND id IN (SELECT peer FROM key_change WHERE key_id IS NOT NULL)
        """, [.text(name)])
      try connection.execute(
        "DELETE FROM key_change WHERE peer = (SELECT id FROM peer WHERE name = ?1)",
        [.text(name)])
      try record("Nøglen til \(name) er skiftet.", at: time)
    }
  }
}

extension KeyChange {
  /// A nonce that this replica wrote; anything of another length was not written by it.
  fileprivate init?(stored bytes: [UInt8]) {
    guard bytes.count == PairingMessage.nonceBytes else { return nil }
    self.init(nonce: bytes)
  }
}
