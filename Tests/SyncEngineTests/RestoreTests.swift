import CRDT
import Foundation
import ReplicaStore
import SyncProtocol
import Testing

@testable import SyncEngine

extension OverHTTP {
  /// Backups put back: nobody has to remember a command, and nothing is lost (DESIGN §6).
  @Suite struct `A backup put back` {
    /// Keeps a copy of a node's database as it is now; the copy puts itself back.
    func backup(of node: TestNode) throws -> Backup {
      let copy = node.folder.path + "/backup.sqlite"
      try node.whileClosed {
        try FileManager.default.copyItem(atPath: node.folder.database, toPath: copy)
      }
      return Backup(path: copy, node: node)
    }

    struct Backup {
      let path: String
      let node: TestNode

      func callAsFunction(on other: TestNode? = nil) throws {
        let node = other ?? node
        try node.whileClosed {
          for suffix in ["", "-wal", "-shm"] {
            // The side files are not always there.
            try? FileManager.default.removeItem(atPath: node.folder.database + suffix)
          }
          try FileManager.default.copyItem(atPath: path, toPath: node.folder.database)
        }
      }
    }

    @Test func `on a node gives it a fresh replica id and its lost changes back`() throws {
      let hub = try TestHub()
      let soroe = try TestNode("soroe")
      try soroe.pair(with: hub.node, at: hub.port)
      let pas = try soroe.write("Pas")
      #expect(try soroe.sync(with: "hub").isEqual)
      let restore = try backup(of: soroe)
      try soroe.edit(pas, body: "Ring til os. Husk foto.")
      let flytning = try soroe.write("Flytning")
      #expect(try soroe.sync(with: "hub").isEqual)
      let writer = try soroe.replica.identity().replica

      try restore()
      #expect(try soroe.replica.changeCount() == 1)
      let report = try soroe.sync(with: "hub")
      #expect(report.isEqual)
      #expect(report.received == 2)
      #expect(try soroe.body(of: pas) == "Ring til os. Husk foto.")
      #expect(try soroe.body(of: flytning) == "Ring til os.")
      #expect(try soroe.standing == hub.node.standing)
      let fresh = try soroe.replica.identity().replica
      #expect(fresh != writer)
      #expect(
        try soroe.replica.events(limit: 1).first?.text.contains(fresh.description) == true)

      try soroe.edit(pas, body: "Ring til os. Husk foto og gammelt pas.")
      #expect(try soroe.sync(with: "hub").isEqual)
      #expect(try hub.node.body(of: pas) == "Ring til os. Husk foto og gammelt pas.")
      #expect(try soroe.replica.identity().replica == fresh)
    }

    @Test func `on a hub gives it everything back from its nodes`() throws {
      let hub = try TestHub()
      let soroe = try TestNode("soroe")
      let slagelse = try TestNode("slagelse")
      try soroe.pair(with: hub.node, at: hub.port)
      try slagelse.pair(with: hub.node, at: hub.port)
      try soroe.write("Pas")
      #expect(try soroe.sync(with: "hub").isEqual)
      let restore = try backup(of: hub.node)
      try hub.node.write("Skrevet på hubben")
      try slagelse.write("Flytning")
      #expect(try slagelse.sync(with: "hub").isEqual)
      #expect(try soroe.sync(with: "hub").isEqual)
      let writer = try hub.node.replica.identity().replica

      try restore()
      #expect(try soroe.sync(with: "hub").isEqual)
      #expect(try slagelse.sync(with: "hub").isEqual)
      #expect(try hub.node.replica.changeCount() == 3)
      #expect(try hub.node.standing == soroe.standing)
      #expect(try hub.node.standing == slagelse.standing)
      #expect(try hub.node.replica.identity().replica != writer)
    }

    @Test func `on a node that wrote before it asked gives what it wrote another name`() throws {
      let hub = try TestHub()
      let soroe = try TestNode("soroe")
      let slagelse = try TestNode("slagelse")
      try soroe.pair(with: hub.node, at: hub.port)
      try slagelse.pair(with: hub.node, at: hub.port)
      try soroe.write("Pas")
      #expect(try soroe.sync(with: "hub").isEqual)
      let restore = try backup(of: soroe)
      let lost = try soroe.write("Før gendannelsen")
      #expect(try soroe.sync(with: "hub").isEqual)
      let writer = try soroe.replica.identity().replica

      try restore()
      let rewritten = try soroe.write("Efter gendannelsen", "Husk foto.")
      #expect(rewritten == lost)
      let theirs = try slagelse.write("Fra Slagelse")
      #expect(try slagelse.sync(with: "hub").isEqual)
      #expect(try soroe.sync(with: "hub").isEqual)
      #expect(try soroe.body(of: lost) == "Ring til os.")
      #expect(try soroe.body(of: theirs) == "Ring til os.")
      let titles = try soroe.replica.summaries().map(\.title)
      #expect(titles == ["Efter gendannelsen", "Fra Slagelse", "Før gendannelsen", "Pas"])
      #expect(try slagelse.sync(with: "hub").isEqual)
      #expect(try slagelse.standing == soroe.standing)
      #expect(try hub.node.standing == soroe.standing)
      #expect(try soroe.replica.identity().replica != writer)
      let report = try soroe.replica.events(limit: 5).map(\.text)
      #expect(report.contains { $0.hasPrefix("soroe er gendannet") && $0.contains("hub kender") })
      #expect(try soroe.sync(with: "hub").requests == 1)
    }

    @Test func `on a laptop that may only bring its own is healed as well`() throws {
      let hub = try TestHub()
      let bus = try TestNode("bus")
      let soroe = try TestNode("soroe")
      try bus.pair(with: hub.node, at: hub.port)
      try soroe.pair(with: hub.node, at: hub.port)
      try hub.node.replica.set(scopes: .node, ofPeer: "bus")
      let pas = try soroe.write("Pas")
      #expect(try soroe.sync(with: "hub").isEqual)
      #expect(try bus.sync(with: "hub").isEqual)
      try bus.edit(pas, body: "Ring til os. A")
      #expect(try bus.sync(with: "hub").isEqual)
      let restore = try backup(of: bus)
      try bus.edit(pas, body: "Ring til os. A B")
      #expect(try bus.sync(with: "hub").isEqual)
      try restore()
      try bus.edit(pas, body: "Ring til os. A C")
      let vej = try bus.write("Vej")
      for _ in 0..<2 { _ = try bus.sync(with: "hub") }
      #expect(try bus.sync(with: "hub").isEqual)
      try bus.edit(vej, body: "Nyt.")
      #expect(try bus.sync(with: "hub").isEqual)
      #expect(try bus.standing == hub.node.standing)
      let body = try hub.node.body(of: pas)
      #expect(body.contains("B") && body.contains("C"))
    }

    @Test func `or a hub in its place, all nodes go on with what is there now`() throws {
      let hub = try TestHub()
      let soroe = try TestNode("soroe")
      let slagelse = try TestNode("slagelse")
      for node in [soroe, slagelse] { try node.pair(with: hub.node, at: hub.port) }
      try soroe.write("Pas")
      try slagelse.write("Flytning")
      for node in [soroe, slagelse, soroe] { #expect(try node.sync(with: "hub").isEqual) }
      try hub.node.write("Kun på den gamle hub")
      let fresh = try TestHub("nyhub")
      for node in [soroe, slagelse] {
        try node.pair(with: fresh.node, at: fresh.port)
        try node.write("Siden \(node.name)")
      }
      for node in [soroe, slagelse, soroe] { #expect(try node.sync(with: "nyhub").isEqual) }
      #expect(try fresh.node.replica.articleCount() == 4)
      #expect(try soroe.standing == slagelse.standing)
      for name in ["hub", "nyhub"] { #expect(try soroe.sync(with: name).isEqual) }
      #expect(try fresh.node.replica.articleCount() == 5)
      #expect(try fresh.node.standing == hub.node.standing)
    }

    @Test func `on two machines makes each a writer of its own`() throws {
      let hub = try TestHub()
      let soroe = try TestNode("soroe")
      try soroe.pair(with: hub.node, at: hub.port)
      let pas = try soroe.write("Pas")
      #expect(try soroe.sync(with: "hub").isEqual)
      let restore = try backup(of: soroe)
      let copy = try TestNode("kopi")
      try restore(on: copy)
      try copy.folder.store(soroe.folder.key(ofPeer: "hub"), ofPeer: "hub")
      for round in 1...3 {
        try soroe.edit(pas, body: soroe.body(of: pas) + "\n\nA\(round)")
        try copy.edit(pas, body: copy.body(of: pas) + "\n\nB\(round)")
        #expect(try copy.sync(with: "hub").isEqual)
        #expect(try soroe.sync(with: "hub").isEqual)
        #expect(try copy.sync(with: "hub").isEqual)
      }
      #expect(try copy.standing == soroe.standing)
      let body = try hub.node.body(of: pas)
      for round in 1...3 {
        #expect(body.ranges(of: "A\(round)").count == 1 && body.ranges(of: "B\(round)").count == 1)
      }
      #expect(
        try copy.replica.identity().replica != soroe.replica.identity().replica)
    }
  }
}
