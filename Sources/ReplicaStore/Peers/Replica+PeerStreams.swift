public import CRDT
import SQLite
import SyncProtocol

/// What a peer may bring, judged change by change (DESIGN §6), and which streams are its own.
///
/// A stream belongs to the peer that first said, in a request signed with its key, that it writes
/// it. Once told it stays told: nobody else can claim it, so a peer that may only bring its own
/// changes brings no one else's under their name.
extension Replica {
  /// The peer says that it writes this stream.
  ///
  /// - Returns: whether it does, as far as is known here: not when another peer has said so before,
  ///   or when this node writes it itself.
  @discardableResult
  public func claim(_ replica: ReplicaID, byPeer name: String, at time: Int64) throws -> Bool {
    guard try owner(of: replica) != name else { return true }
    return try connection.immediate {
      guard try own(replica, byPeer: name) else { return false }
      try record("\(name) skriver nu som \(replica).", at: time)
      return true
    }
  }

  /// Inside a transaction.
  func own(_ replica: ReplicaID, byPeer name: String) throws -> Bool {
    guard try replica != replicaID() else { return false }
    try connection.execute(
      """
      INSERT INTO peer_stream(replica, peer) SELECT ?1, id FROM peer WHERE name = ?2
      ON CONFLICT DO NOTHING
      """, [.integer(Int64(bitPattern: replica.rawValue)), .text(name)])
    return try owner(of: replica) == name
  }

  /// Which peer writes a stream.
  public func owner(of replica: ReplicaID) throws -> String? {
    try connection.first(
      "SELECT p.name FROM peer_stream AS s JOIN peer AS p ON p.id = s.peer WHERE s.replica = ?1",
      [.integer(Int64(bitPattern: replica.rawValue))]
    ) { row in row.text(0) }
  }

  /// The streams that peers write, each with the peer's name.
  public func peerStreams() throws -> [ReplicaID: String] {
    let rows = try connection.query(
      "SELECT s.replica, p.name FROM peer_stream AS s JOIN peer AS p ON p.id = s.peer", []
    ) { row in
      (ReplicaID(rawValue: UInt64(bitPattern: row.integer(0))), row.text(1))
    }
    return Dictionary(rows, uniquingKeysWith: { first, _ in first })
  }

  /// Whether a peer may bring an entry: none that is withheld, its own with push-own, those of
  /// others with relay, records of who may do what with admin on top. What is held already may come again,
  /// since it is not stored again.
  func admission(ofPeer name: String) throws -> (StreamEntry) throws -> Bool {
    let scopes = try peerScopes(name)
    guard !scopes.contains([.pushOwn, .relay, .admin]) else { return ReplicaAccess.hasHeader }
    var kinds = DocumentKinds(self)
    return { [self] entry in
      guard let header = entry.header else { return false }
      let isOwn = try owner(of: entry.id.replica) == name || isNewBranch(entry, ofPeer: name)
      let mayBring = scopes.contains(isOwn ? .pushOwn : .relay)
      let isRecord =
        try kinds.kind(ofDocument: header.document, in: entry) == DocumentKinds.authority
      if mayBring, !isRecord || scopes.contains(.admin) { return true }
      return try chain(at: entry.id) != nil
    }
  }

  /// A branch that the peer gave another name (Protocol/05 §9) begins with the change that its name
  /// follows from. Who brings that first is who wrote it.
  private func isNewBranch(_ entry: StreamEntry, ofPeer name: String) throws -> Bool {
    guard entry.id.sequence == 1, case .whole(let change) = entry,
      StreamRenaming.name(
        ofBranchStartingWith: StreamChain.payloadHash(PayloadCodec.encode(change)))
        == entry.id.replica
    else { return false }
    return try connection.immediate { try own(entry.id.replica, byPeer: name) }
  }

  func peerScopes(_ name: String) throws -> PeerScopes {
    let bits = try connection.first("SELECT scopes FROM peer WHERE name = ?1", [.text(name)]) {
      $0.integer(0)
    }
    guard let bits else { throw ReplicaError.unknownPeer(name) }
    return PeerScopes(rawValue: UInt8(truncatingIfNeeded: bits))
  }
}

/// The kinds of documents that changes on their way in belong to.
private struct DocumentKinds {
  /// Who may do what (`Protocol/registry/documents.csv`).
  static let authority: UInt32 = 16

  private let replica: Replica
  private var known: [ChangeID: UInt32] = [:]

  init(_ replica: Replica) {
    self.replica = replica
  }

  /// The document may be here already, or have come earlier in the same batch; of one that is
  /// nowhere the change is refused for that.
  mutating func kind(ofDocument document: ChangeID, in entry: StreamEntry) throws -> UInt32? {
    if let kind = known[document] { return kind }
    var creation: Change?
    if case .whole(let change) = entry, change.id == document { creation = change }
    creation = try creation ?? replica.change(document)
    guard case .create(let kind)? = creation?.operations.first else { return nil }
    known[document] = kind
    return kind
  }
}
