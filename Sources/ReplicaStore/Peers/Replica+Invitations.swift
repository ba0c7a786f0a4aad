public import CRDT
public import Digest
import SQLite
public import SyncProtocol

/// Invitations to pair, made here (Protocol/09). Local: they never travel.
extension Replica {
  /// An invitation, as `viden status` and the sync page show it.
  public struct Invitation: Hashable, Sendable {
    /// Names the invitation's key.
    public var id: String
    /// What the peer will be called here.
    public var name: String
    /// What the peer may have and bring.
    public var scopes: PeerScopes
    /// Milliseconds since 1970, by this machine's clock.
    public var expires: Int64
    /// Requests that named it and were not signed with its key.
    public var failures: Int
    /// Whether a node has paired with it.
    public var isUsed: Bool

    public func isOpen(at time: Int64) -> Bool {
      !isUsed && time < expires && failures < Replica.invitationFailuresMax
    }
  }

  /// So many wrong attempts close an invitation. Guessing its code is hopeless anyway; that somebody
  /// tries is what a person should hear of.
  public static let invitationFailuresMax = 10

  /// How long an invitation that is over is remembered, to say so to whoever comes late.
  private static let invitationKeptMilliseconds: Int64 = 7 * 86_400_000

  /// Keeps an invitation. An older one for the same name is void from now on.
  ///
  /// - Returns: ids of invitations that are gone, for their keys to be removed.
  public func invite(
    _ name: String, id: String, scopes: PeerScopes, at time: Int64, expires: Int64
  ) throws -> [String] {
    try connection.immediate {
      let gone = try connection.query(
        "DELETE FROM invitation WHERE name = ?1 OR expires < ?2 RETURNING id",
        [.text(name), .integer(time - Replica.invitationKeptMilliseconds)]
      ) { row in row.text(0) }
      try connection.execute(
        """
        INSERT INTO invitation(id, name, scopes, created, expires) VALUES (?1, ?2, ?3, ?4, ?5)
        """,
        [
          .text(id), .text(name), .integer(Int64(scopes.rawValue)), .integer(time),
          .integer(expires),
        ])
      return gone.sorted()
    }
  }

  /// All that are remembered, by name.
  public func invitations() throws -> [Invitation] {
    try connection.query(
      """
      SELECT id, name, scopes, expires, failures, request IS NOT NULL FROM invitation ORDER BY name
      """, []
    ) { row in
      Invitation(
        id: row.text(0), name: row.text(1),
        scopes: PeerScopes(rawValue: UInt8(truncatingIfNeeded: row.integer(2))),
        expires: row.integer(3), failures: Int(row.integer(4)), isUsed: row.integer(5) != 0)
    }
  }

  public func invitation(_ id: String) throws -> Invitation? {
    try invitations().first { $0.id == id }
  }

  /// What a request to pair was answered, if it is the very one that used the invitation and the
  /// key has not been used since.
  public func answer(toJoin request: SHA256Digest, invitation id: String) throws -> [UInt8]? {
    try connection.first(
      "SELECT answer FROM invitation WHERE id = ?1 AND request = ?2 AND answer IS NOT NULL",
      [.text(id), .blob(request.bytes)]
    ) { row in row.blob(0) }
  }

  /// A peer that this node pairs with.
  public struct Pairing: Hashable, Sendable {
    public var name: String
    public var url: String?
    public var keyID: String
    public var node: UInt64
    /// The stream that the peer writes now.
    public var replica: ReplicaID
    public var scopes: PeerScopes

    public init(
      name: String, url: String?, keyID: String, node: UInt64, replica: ReplicaID,
      scopes: PeerScopes
    ) {
      self.name = name
      self.url = url
      self.keyID = keyID
      self.node = node
      self.replica = replica
      self.scopes = scopes
    }
  }

  /// Uses an invitation up and keeps the peer, in one transaction.
  ///
  /// - Throws: `ProtocolError(.invitationUsed)` when another request was faster.
  public func accept(
    _ pairing: Pairing, invitation id: String, request: SHA256Digest, answer: [UInt8],
    at time: Int64
  ) throws {
    try connection.immediate {
      let used = try connection.query(
        """
        UPDATE invitation SET request = ?2, answer = ?3 WHERE id = ?1 AND request IS NULL
        RETURNING id
        """, [.text(id), .blob(request.bytes), .blob(answer)]
      ) { row in row.text(0) }
      guard !used.isEmpty else { throw ProtocolError(.invitationUsed) }
      try keep(pairing)
      try record("\(pairing.name) har brugt sin invitation og er nu en part.", at: time)
    }
  }

  /// Keeps a peer that this node has joined.
  ///
  /// - Throws: `ReplicaError.peerExists` when another node has that name here.
  public func pair(_ pairing: Pairing, at time: Int64) throws {
    try connection.immediate {
      if let known = try peerNode(named: pairing.name), known != pairing.node {
        throw ReplicaError.peerExists(pairing.name)
      }
      try keep(pairing)
      try record("Vi har aftalt nøgle med \(pairing.name).", at: time)
    }
  }

  /// The peer has used its key: it has had its answer.
  public func closeInvitation(ofPeer name: String) throws {
    guard
      try connection.first(
        "SELECT 1 FROM invitation WHERE name = ?1 AND answer IS NOT NULL", [.text(name)],
        { _ in true }) != nil
    else { return }
    try connection.immediate {
      try connection.execute(
        "UPDATE invitation SET answer = NULL WHERE name = ?1", [.text(name)])
    }
  }

  /// Counts a request that named the invitation and was not signed with its key.
  public func noteFailure(ofInvitation id: String, at time: Int64) throws {
    try connection.immediate {
      let closed = try connection.query(
        "UPDATE invitation SET failures = failures + 1 WHERE id = ?1 RETURNING name, failures",
        [.text(id)]
      ) { row in (name: row.text(0), failures: Int(row.integer(1))) }
      for invitation in closed where invitation.failures == Replica.invitationFailuresMax {
        try record(
          "Invitationen til \(invitation.name) er lukket efter \(invitation.failures) forkerte "
            + "forsøg; lav en ny med viden peer invite \(invitation.name).", at: time)
      }
    }
  }

  /// Adds the peer, or gives a known one its new key. Another node under the same name shares no
  /// past with the one before it.
  private func keep(_ pairing: Pairing) throws {
    if let row = try peerRow(pairing.name) {
      if try peerNode(named: pairing.name) != pairing.node {
        for table in ["agreement", "peer_stream"] {
          try connection.execute("DELETE FROM \(table) WHERE peer = ?1", [.integer(row)])
        }
      }
      try connection.execute("DELETE FROM key_change WHERE peer = ?1", [.integer(row)])
      try connection.execute(
        """
        UPDATE peer SET key_id = ?2, node = ?3, scopes = ?4, url = coalesce(?5, url),
          failures = 0, failing_since = NULL, last_error = NULL
        WHERE id = ?1
        """,
        [
          .integer(row), .text(pairing.keyID), .integer(Int64(bitPattern: pairing.node)),
          .integer(Int64(pairing.scopes.rawValue)), pairing.url.map(SQLiteValue.text) ?? .null,
        ])
    } else {
      try insertPeer(
        name: pairing.name, url: pairing.url, keyID: pairing.keyID, node: pairing.node,
        scopes: pairing.scopes)
    }
    _ = try own(pairing.replica, byPeer: pairing.name)
  }
}
