import CRDT
import Foundation
import Knowledge
import ReplicaStore
import SyncProtocol
import Testing

@testable import SyncEngine

extension OverHTTP {
  @Suite struct `A stolen laptop` {
    let hub: TestHub
    let slagelse: TestHub
    let laptop: TestNode
    let niels = Authorship(author: "NIS, Hub", time: 1_800_000_000_000)

    init() throws {
      hub = try TestHub()
      slagelse = try TestHub("slagelse")
      laptop = try TestNode("laptop")
      try hub.node.replica.foundBase(by: niels)
      try laptop.pair(with: hub.node, at: hub.port)
      try laptop.pair(with: slagelse.node, at: slagelse.port)
      try slagelse.node.pair(with: hub.node, at: hub.port)
      try laptop.write("Skrevet i tide")
      #expect(try laptop.sync(with: "hub").isEqual)
      let node = NodeID(rawValue: try laptop.replica.identity().node)
      try hub.node.replica.depart(node, as: .revoked, by: niels)
      try hub.node.write("Hemmeligt")
    }

    @Test func `is told nothing and gives nothing where its revocation is known`() throws {
      let titles = try laptop.replica.summaries().map(\.title)
      try laptop.write("Skrevet for sent")
      let before = try hub.node.digest
      let report = try laptop.sync(with: "hub")
      #expect(report.error == .notAccepted)
      #expect(report.received == 0)
      #expect(try hub.node.digest == before)
      #expect(
        Set(try laptop.replica.summaries().map(\.title)) == Set(titles + ["Skrevet for sent"]))
    }

    @Test func `is refused by others once they have heard, and what it brought them waits`()
      throws
    {
      let late = try laptop.write("Skrevet for sent")
      // Slagelse has not heard yet.
      #expect(try laptop.sync(with: "slagelse").isEqual)
      #expect(try slagelse.node.replica.summary(of: late).title == "Skrevet for sent")
      #expect(try slagelse.node.sync(with: "hub").isEqual)
      #expect(try slagelse.node.standing == hub.node.standing)
      for node in [slagelse.node, hub.node] {
        #expect(try node.replica.quarantine().map(\.title) == ["Skrevet for sent"])
        #expect(try node.replica.summaries().count == 2)
      }
      #expect(try laptop.sync(with: "slagelse").error == .notAccepted)
    }

    @Test func `is not called either`() throws {
      let other = try TestNode("soroe")
      try other.replica.apply(entries(of: hub.node))
      try other.pair(with: laptop, at: 1)
      #expect(try other.sync(with: "laptop").error == .departed)
    }

    private func entries(of node: TestNode) throws -> [LogEntry] {
      var entries: [LogEntry] = []
      try node.replica.visitEntries(lackedBy: PeerVector()) { entry in
        entries.append(entry)
        return true
      }
      return entries
    }
  }
}
