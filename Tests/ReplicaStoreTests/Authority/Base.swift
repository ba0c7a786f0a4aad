import CRDT
import Knowledge
import ReplicaStore
import SyncProtocol
import Testing

/// A base with a hub that founded it, and nodes that joined.
final class Base {
  let hub: TestReplica
  private(set) var nodes: [TestReplica] = []

  init() throws {
    hub = try TestReplica("Hub", seed: 100)
    try hub.replica.foundBase(by: niels)
  }

  /// A node that has joined and holds what the hub holds.
  func node(_ name: String, seed: UInt64) throws -> TestReplica {
    let node = try TestReplica(name, seed: seed)
    nodes.append(node)
    try node.pull(from: hub)
    return node
  }

  /// Gives everybody at a node a role.
  @discardableResult
  func grant(
    _ role: Role, to node: TestReplica, _ area: Area = .everything, from: CivilDate? = nil,
    to last: CivilDate? = nil
  ) throws -> ChangeID {
    let grant = Grant(
      role: role, holder: .node(try node.id), area: area, validFrom: from, validTo: last,
      grantedBy: niels.author)
    return try hub.replica.put(onRecord: [.grant(grant)], by: niels)
  }

  func enforce() throws {
    try hub.replica.enforceRights(by: niels)
  }

  /// Everybody meets the hub, until all hold the same.
  func meet() throws {
    for _ in 0..<2 {
      for node in nodes {
        try hub.pull(from: node)
        try node.pull(from: hub)
      }
    }
  }

  /// Everybody holds the same, shows the same, sets aside the same, and would after a rebuild.
  func expectEqual(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let quarantine = try hub.quarantine()
    let digest = try hub.replica.stateDigest()
    for node in [hub] + nodes {
      #expect(
        try node.replica.vector().digest == hub.replica.vector().digest,
        sourceLocation: sourceLocation)
      #expect(try node.quarantine() == quarantine, sourceLocation: sourceLocation)
      #expect(try node.replica.stateDigest() == digest, sourceLocation: sourceLocation)
      #expect(try node.replica.check() == [], sourceLocation: sourceLocation)
      try node.replica.rebuild()
      #expect(try node.quarantine() == quarantine, sourceLocation: sourceLocation)
      #expect(try node.replica.stateDigest() == digest, sourceLocation: sourceLocation)
    }
  }
}

extension TestReplica {
  var id: NodeID {
    get throws { NodeID(rawValue: try replica.identity().node) }
  }

  /// What is set aside here and why, in an order of its own.
  func quarantine() throws -> [String] {
    try replica.quarantine(includingDropped: true).map { "\($0.id) \($0.reason.encoded)" }.sorted()
  }

  func reasons() throws -> [QuarantineReason] {
    try replica.quarantine().map(\.reason)
  }

  func body(_ document: ChangeID) throws -> String {
    Article(try replica.state(of: document)).body
  }
}

/// A writer who keeps to no rule: it makes whatever changes it likes and seals them well.
struct Stranger {
  let stream: ReplicaID
  private var sequence: UInt64 = 0
  private(set) var entries: [LogEntry] = []

  init(_ stream: UInt64) {
    self.stream = ReplicaID(rawValue: stream)
  }

  @discardableResult
  mutating func write(
    _ operations: [Operation], to document: ChangeID? = nil, on parents: [ChangeID] = [],
    as author: String = "X"
  ) throws -> ChangeID {
    sequence += 1
    let id = ChangeID(replica: stream, sequence: sequence)
    let change = Change(
      id: id, document: document ?? id, parents: parents.sorted(), author: author, time: 1,
      salt: sequence, operations: operations)
    entries.append(.whole(try SealedChange(sealing: change, after: entries.last?.chain)))
    return id
  }

  /// Says that it is a node and what it knows.
  mutating func makeCard(as node: NodeID, knowing heads: [ChangeID]) throws -> ChangeID {
    try write(NodeCard(node: node, name: "X", municipality: "0340").creation(knowing: heads))
  }
}

let niels = Authorship(author: "NIS, Hub", time: 1_800_000_000_000)
