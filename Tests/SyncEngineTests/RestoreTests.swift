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
    func backup(of node: TestNode) throws -> () throws -> Void {
      let copy = node.folder.path + "/backup.sqlite"
      try node.whileClosed {
        try FileManager.default.copyItem(atPath: node.folder.database, toPath: copy)
      }
      return {
        try node.whileClosed {
          for suffix in ["", "-wal", "-shm"] {
            // The side files are not always there.
            try? FileManager.default.removeItem(atPath: node.folder.database + suffix)
          }
          try FileManager.default.copyItem(atPath: copy, toPath: node.folder.database)
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

    @Test func `on a node that wrote before it asked holds up that stream and nothing else`()
      throws
    {
      let hub = try TestHub()
      let soroe = try TestNode("soroe")
      let slagelse = try TestNode("slagelse")
      try soroe.pair(with: hub.node, at: hub.port)
      try slagelse.pair(with: hub.node, at: hub.port)
      try soroe.write("Pas")
      #expect(try soroe.sync(with: "hub").isEqual)
      let restore = try backup(of: soroe)
      try soroe.write("Før gendannelsen")
      #expect(try soroe.sync(with: "hub").isEqual)

      try restore()
      let rewritten = try soroe.write("Efter gendannelsen")
      let theirs = try slagelse.write("Fra Slagelse")
      #expect(try slagelse.sync(with: "hub").isEqual)
      let report = try soroe.sync(with: "hub")
      #expect(report.error == .notEqual)
      #expect(try soroe.body(of: rewritten) == "Ring til os.")
      #expect(try soroe.body(of: theirs) == "Ring til os.")
      #expect(try !soroe.replica.events(limit: 10).isEmpty)
      #expect(try slagelse.sync(with: "hub").isEqual)
    }
  }
}
