import CRDT
import Foundation
import ReplicaStore
import SyncProtocol
import Testing

@testable import SyncEngine

extension OverHTTP {
  /// What a peer may bring, judged change by change at the one who takes.
  @Suite struct `A peer that may bring` {
    let hub: TestHub
    let soroe: TestNode
    let bus: TestNode

    init() throws {
      hub = try TestHub()
      soroe = try TestNode("soroe")
      bus = try TestNode("bus")
      try hub.node.write("Flytning")
      try soroe.write("Pas")
      try soroe.pair(with: hub.node, at: hub.port)
    }

    /// The bus's changes reach Sorø without the hub knowing of them, as from a stick.
    func carryFromBus() throws -> ChangeID {
      let document = try bus.write("Feriekort")
      try bus.replica.visitEntries(lackedBy: PeerVector(soroe.replica.vector())) { entry in
        try soroe.replica.apply([entry])
        return true
      }
      return document
    }

    func holds(_ change: ChangeID, _ node: TestNode) throws -> Bool {
      try node.replica.chain(at: change) != nil
    }

    @Test func `its own changes brings them, and is introduced once`() throws {
      try hub.node.replica.set(scopes: .node, ofPeer: "soroe")
      let first = try soroe.sync(with: "hub")
      #expect(first.isEqual)
      #expect(
        try hub.node.replica.owner(of: soroe.replica.identity().replica) == "soroe")
      let pas = try soroe.write("Vielse")
      #expect(try soroe.sync(with: "hub").isEqual)
      #expect(try holds(pas, hub.node))
      #expect(try soroe.sync(with: "hub").requests == 1)
    }

    @Test func `its own changes cannot bring another's, and brings its own all the same`() throws {
      try hub.node.replica.set(scopes: .node, ofPeer: "soroe")
      let foreign = try carryFromBus()
      let own = try soroe.write("Vielse")
      let onForeign = foreign
      try soroe.edit(onForeign, body: "Kun i uge 7.")
      let report = try soroe.sync(with: "hub")
      #expect(!report.isEqual)
      #expect(report.error == .refused(ProtocolError(.outOfScope, change: foreign)))
      #expect(try holds(own, hub.node))
      #expect(try !holds(foreign, hub.node))
      let peer = try hub.node.replica.peer(named: "soroe")
      #expect(peer.lastError == nil || peer.lastError?.contains("\(foreign)") == true)
      #expect(
        try soroe.replica.peer(named: "hub").lastError?.contains("ændringen \(foreign)") == true)
      // The one who wrote it may bring it, and then all are equal.
      try bus.pair(with: hub.node, at: hub.port)
      try hub.node.replica.set(scopes: .node, ofPeer: "bus")
      #expect(try bus.sync(with: "hub").isEqual)
      #expect(try soroe.sync(with: "hub").isEqual)
      #expect(try holds(foreign, hub.node))
    }

    @Test func `others' changes too is a relay`() throws {
      try hub.node.replica.set(scopes: [.node, .relay], ofPeer: "soroe")
      let foreign = try carryFromBus()
      #expect(try soroe.sync(with: "hub").isEqual)
      #expect(try holds(foreign, hub.node))
    }

    @Test func `nothing brings nothing, and takes what it may`() throws {
      try hub.node.replica.set(scopes: [.pullPublic, .pullInternal], ofPeer: "soroe")
      let before = try hub.node.standing
      let report = try soroe.sync(with: "hub")
      guard case .refused(let error) = report.error else {
        Issue.record("\(String(describing: report.error))")
        return
      }
      #expect(error.reason == .outOfScope)
      #expect(try error.change?.replica == soroe.replica.identity().replica)
      #expect(try hub.node.standing == before)
    }

    @Test func `its own changes goes on after it was restored and writes another stream`() throws {
      try hub.node.replica.set(scopes: .node, ofPeer: "soroe")
      #expect(try soroe.sync(with: "hub").isEqual)
      try soroe.replica.takeFreshReplicaID(because: "test", at: Clock.now)
      let late = try soroe.write("Vielse")
      #expect(try soroe.sync(with: "hub").isEqual)
      #expect(try holds(late, hub.node))
      #expect(try hub.node.replica.owner(of: late.replica) == "soroe")
    }

    @Test func `its own changes cannot claim a stream that another peer has, nor the hub's`() throws
    {
      try hub.node.replica.set(scopes: .node, ofPeer: "soroe")
      #expect(try soroe.sync(with: "hub").isEqual)
      try bus.pair(with: hub.node, at: hub.port)
      let sorøs = try soroe.replica.identity().replica
      let hubs = try hub.node.replica.identity().replica
      #expect(try !hub.node.replica.claim(sorøs, byPeer: "bus", at: 0))
      #expect(try hub.node.replica.owner(of: sorøs) == "soroe")
      #expect(try !hub.node.replica.claim(hubs, byPeer: "bus", at: 0))
      #expect(try hub.node.replica.owner(of: hubs) == nil)
    }

    @Test func `no records of who may do what is refused those, also when it writes on later ones`()
      throws
    {
      try hub.node.replica.set(scopes: .node, ofPeer: "soroe")
      #expect(try soroe.sync(with: "hub").isEqual)
      let last = try soroe.replica.vector()[soroe.replica.identity().replica]
      let id = ChangeID(
        replica: try soroe.replica.identity().replica, sequence: (last?.sequence ?? 0) + 1)
      let record = Change(
        id: id, document: id, parents: [], author: "MKJ", time: 0, salt: 1,
        operations: [.create(kind: 16), .add(FieldID(rawValue: 900), Value("admin"))])
      let more = Change(
        id: ChangeID(replica: id.replica, sequence: id.sequence + 1), document: id, parents: [id],
        author: "MKJ", time: 0, salt: 2, operations: [.add(FieldID(rawValue: 900), Value("editor"))]
      )
      let first = try SealedChange(sealing: record, after: last?.chain)
      let second = try SealedChange(sealing: more, after: first.chain)
      try soroe.replica.apply([.whole(first)])
      let before = try hub.node.standing
      #expect(
        try soroe.sync(with: "hub").error == .refused(ProtocolError(.outOfScope, change: id)))
      #expect(try hub.node.standing == before)
      try hub.node.replica.set(scopes: [.node, .admin], ofPeer: "soroe")
      #expect(try soroe.sync(with: "hub").isEqual)
      try hub.node.replica.set(scopes: .node, ofPeer: "soroe")
      try soroe.replica.apply([.whole(second)])
      #expect(
        try soroe.sync(with: "hub").error == .refused(ProtocolError(.outOfScope, change: more.id)))
    }

    @Test func `less at the caller is refused there in the same way`() throws {
      try soroe.replica.set(scopes: [], ofPeer: "hub")
      let before = try soroe.standing
      let report = try soroe.sync(with: "hub")
      guard case .protocolBroken(let error) = report.error else {
        Issue.record("\(String(describing: report.error))")
        return
      }
      #expect(error.reason == .outOfScope)
      #expect(try soroe.standing == before)
      try soroe.replica.set(scopes: .node, ofPeer: "hub")
      #expect(try soroe.sync(with: "hub").isEqual)
    }
  }
}

/// When a peer is tried again without being asked to.
@Suite struct `A peer that fails by its own doing` {
  private func peer(failures: Int, lastAttempt: Int64? = 1_000_000_000) -> Replica.Peer {
    Replica.Peer(
      name: "hub", url: "http://hub", keyID: "1", node: 1, scopes: .full, lastAttempt: lastAttempt,
      lastSuccess: nil, lastError: nil, waiting: 0, behind: 0, isEqual: false, clockOffset: nil,
      failures: failures, failingSince: nil, isKeyChanging: false)
  }

  @Test func `is tried at once after the first failure, then ever more seldom, at least daily`() {
    let minute: Int64 = 60_000
    #expect(peer(failures: 0).nextTry == nil)
    #expect(peer(failures: 1).nextTry == nil)
    let waits = (2...13).map { failures in
      (peer(failures: failures).nextTry ?? 0) - 1_000_000_000
    }
    #expect(waits.prefix(3) == [5 * minute, 10 * minute, 20 * minute])
    #expect(waits.allSatisfy { $0 <= 24 * 60 * minute })
    #expect(waits == waits.sorted())
    #expect(waits.last == 24 * 60 * minute)
    #expect(peer(failures: .max).nextTry == 1_000_000_000 + 24 * 60 * minute)
  }

  @Test func `is due when the time has come, and when the clock was set back`() {
    let failed = peer(failures: 2)
    #expect(!failed.isDue(at: 1_000_000_000))
    #expect(!failed.isDue(at: 1_000_299_999))
    #expect(failed.isDue(at: 1_000_300_000))
    #expect(failed.isDue(at: 999_999_999))
    #expect(peer(failures: 5, lastAttempt: nil).isDue(at: 0))
  }
}
