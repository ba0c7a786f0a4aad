public import CRDT
public import Knowledge
import SQLite
import SyncProtocol

/// What is known of a node that was revoked or retired: for whoever has to say what a thief has.
extension Replica {
  public struct DepartedNode: Hashable, Sendable {
    public var node: NodeID
    public var name: String
    public var municipality: String
    public var kind: Departure.Kind
    /// Who put it on record, and when by their clock.
    public var recordedBy: String
    public var recordedAt: Int64
    /// The clock of the first thing that the node said of itself; `nil` for one that never has.
    public var since: Int64?
    /// What it held; `nil` where this node did not talk with it and so cannot know.
    public var holding: Holding?
    public var streams: [Stream]
    /// Changes of its own that were set aside, and wait for a person.
    public var quarantined: Int
  }

  /// What a peer held when it was last proved equal.
  public struct Holding: Hashable, Sendable {
    /// The name that this node knows it by.
    public var peer: String
    /// Whether it had no more than citizens may read.
    public var isPublicOnly: Bool
    /// When both were last proved equal, by this machine's clock.
    public var lastEqual: Int64?
    /// When it was last heard of at all.
    public var lastAttempt: Int64?
    public var changes: Int
    /// Articles by the widest circle that may read them as they stand now, drafts among them.
    public var articles: [Audience: Int]
    /// Changes that it had offered and that did not come.
    public var offered: Int
  }

  /// One stream of the node.
  public struct Stream: Hashable, Sendable {
    public var replica: ReplicaID
    /// How far it stands.
    public var kept: UInt64
    /// How far it is held here: what is beyond `kept` waits for a person.
    public var held: UInt64
    /// The author's clock of the last change that is held.
    public var lastTime: Int64?
  }

  /// The nodes that left, the revoked first and then by name.
  public func departedNodes() throws -> [DepartedNode] {
    guard let authority = try authority() else { return [] }
    let peers = try peers()
    let waiting = try quarantine()
    let nodes = try authority.departures.map { departure in
      let card = authority.cards.sorted { $0.key < $1.key }
        .first { $0.value.card.node == departure.node }
      let record = authority.departureChange(of: departure.node)
      let peer = peers.first { $0.node == departure.node.rawValue }
      return DepartedNode(
        node: departure.node, name: authority.name(of: departure.node),
        municipality: card?.value.card.municipality ?? "", kind: departure.kind,
        recordedBy: record?.author ?? "", recordedAt: record?.time ?? 0,
        since: try card.flatMap { try firstChange(of: $0.key)?.time },
        holding: try peer.map { try holding(of: $0) },
        streams: try streams(of: departure, authority),
        quarantined: waiting.count { authority.node(ofStream: $0.id.replica) == departure.node })
    }
    return nodes.sorted { left, right in
      (left.kind == .revoked ? 0 : 1, left.name, left.node)
        < (right.kind == .revoked ? 0 : 1, right.name, right.node)
    }
  }

  private func firstChange(of replica: ReplicaID) throws -> Change? {
    try change(ChangeID(replica: replica, sequence: 1))
  }

  private func streams(of departure: Departure, _ authority: Authority) throws -> [Stream] {
    let held = try vector()
    return try held.entries.compactMap { entry in
      let (replica, sequence) = (entry.replica, entry.position.sequence)
      guard
        departure.frontier.marks[replica] != nil
          || authority.node(ofStream: replica) == departure.node
      else { return nil }
      return Stream(
        replica: replica, kept: departure.frontier.marks[replica] ?? 0, held: sequence,
        lastTime: try change(ChangeID(replica: replica, sequence: sequence))?.time)
    }
  }

  private func holding(of peer: Peer) throws -> Holding {
    let proved = try provedVector(withPeer: peer.name)
    var articles: [Audience: Int] = [:]
    try connection.forEach(
      """
      SELECT s.replica, d.sequence, a.audience, EXISTS(
        SELECT 1 FROM published AS p WHERE p.document = a.document AND NOT p.withdrawn)
      FROM article AS a JOIN document AS d ON d.id = a.document JOIN stream AS s ON s.id = d.stream
      """
    ) { row in
      let id = ChangeID(
        replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(0))),
        sequence: UInt64(bitPattern: row.integer(1)))
      guard proved.covers(id), let audience = Audience(rawValue: row.text(2)) else { return true }
      let isPublic = audience == .citizen && row.integer(3) != 0
      if peer.scopes.contains(.pullInternal) || isPublic { articles[audience, default: 0] += 1 }
      return true
    }
    return Holding(
      peer: peer.name, isPublicOnly: !peer.scopes.contains(.pullInternal),
      lastEqual: peer.lastSuccess, lastAttempt: peer.lastAttempt,
      changes: proved.entries.reduce(0) { $0 + Int(clamping: $1.position.sequence) },
      articles: articles, offered: peer.behind)
  }
}
