import Chance
import Foundation
import ReplicaStore
import SQLite
import SyncProtocol
import Testing

@testable import SyncEngine

extension OverHTTP {
  /// Changing the key of a pair, cut off at every place where it can be.
  @Suite struct `Changing a key` {
    let hub: TestHub
    let soroe: TestNode
    let old: PeerKey

    init() throws {
      hub = try TestHub()
      soroe = try TestNode("soroe")
      old = try soroe.pair(with: hub.node, at: hub.port)
      try hub.node.write("Flytning")
      try soroe.write("Pas")
      #expect(try soroe.sync(with: "hub").isEqual)
    }

    func expectChanged() throws {
      let here = try soroe.replica.peer(named: "hub").keyID
      #expect(here != old.id)
      #expect(try hub.node.replica.peer(named: "soroe").keyID == here)
      #expect(try soroe.replica.keyChange(ofPeer: "hub") == nil)
      #expect(try hub.node.replica.keyChange(ofPeer: "soroe") == nil)
      let key = try soroe.folder.key(ofPeer: "hub")
      #expect(try key.id == here && hub.node.folder.key(ofPeer: "soroe") == key)
      #expect(try FileManager.default.contentsOfDirectory(atPath: soroe.folder.keys) == ["hub.key"])
      // The old key is worth nothing any more.
      try soroe.folder.store(old, ofPeer: "hub")
      try soroe.write("Vielse")
      #expect(try soroe.sync(with: "hub").error == .notAccepted)
      try soroe.folder.store(key, ofPeer: "hub")
      #expect(try soroe.sync(with: "hub").isEqual)
    }

    @Test func `is done at the next exchange of the one who wants it`() throws {
      try soroe.replica.wantKeyChange(ofPeer: "hub")
      #expect(try soroe.replica.peer(named: "hub").keyID == old.id)
      #expect(try soroe.sync(with: "hub").isEqual)
      try expectChanged()
    }

    @Test func `is done at the next call when the one who is called wants it`() throws {
      try hub.node.replica.wantKeyChange(ofPeer: "soroe")
      #expect(try soroe.sync(with: "hub").isEqual)
      try expectChanged()
    }

    @Test func `wanted by both at once is done once`() throws {
      try hub.node.replica.wantKeyChange(ofPeer: "soroe")
      try soroe.replica.wantKeyChange(ofPeer: "hub")
      #expect(try soroe.sync(with: "hub").isEqual)
      try expectChanged()
    }

    @Test func `twice gives two keys`() throws {
      for _ in 0..<2 {
        let before = try soroe.replica.peer(named: "hub").keyID
        try soroe.replica.wantKeyChange(ofPeer: "hub")
        #expect(try soroe.sync(with: "hub").isEqual)
        #expect(try soroe.replica.peer(named: "hub").keyID != before)
      }
      try expectChanged()
    }

    /// Request 0 asks for the key, request 1 is the first that is signed with it.
    @Test(arguments: [0, 1], [true, false])
    func `goes on where the link broke`(request: Int, arrived: Bool) throws {
      let port = hub.port
      let link = try Interloper { number in
        guard brokenRun(from: request).contains(number) else { return .pass(toPort: port) }
        return arrived && number == request
          ? .passAndCut(toPort: port, afterBytes: 3) : .hangUp
      }
      try soroe.move(peer: "hub", to: link.port)
      try soroe.replica.wantKeyChange(ofPeer: "hub")
      #expect(try soroe.sync(with: "hub").error != nil)
      #expect(try soroe.sync(with: "hub").isEqual)
      try soroe.move(peer: "hub", to: hub.port)
      try expectChanged()
    }

    /// What was committed and what the files say, at each step of a crash between the two.
    @Test func `is found again when the file was not renamed after the commit`() throws {
      try soroe.replica.wantKeyChange(ofPeer: "hub")
      #expect(try soroe.sync(with: "hub").isEqual)
      let key = try soroe.folder.key(ofPeer: "hub")
      let files = FileManager.default
      for (node, peer) in [(soroe, "hub"), (hub.node, "soroe")] {
        try files.moveItem(
          atPath: "\(node.folder.keys)/\(peer).key", toPath: "\(node.folder.keys)/\(peer).next")
        try node.folder.store(old, ofPeer: peer)
      }
      #expect(try soroe.sync(with: "hub").isEqual)
      // And a further change does not throw the present key away.
      try soroe.replica.wantKeyChange(ofPeer: "hub")
      #expect(try soroe.sync(with: "hub").isEqual)
      #expect(try soroe.folder.key(ofPeer: "hub") != key)
      try expectChanged()
    }

    @Test func `begins anew when another key lies where the next one should`() throws {
      let port = hub.port
      let link = try Interloper { number in
        brokenRun(from: 1).contains(number) ? .hangUp : .pass(toPort: port)
      }
      try soroe.move(peer: "hub", to: link.port)
      try soroe.replica.wantKeyChange(ofPeer: "hub")
      #expect(try soroe.sync(with: "hub").error != nil)
      var random = SeededRandom(seed: 4)
      try soroe.folder.store(nextKey: PeerKey(random: &random), ofPeer: "hub", after: old.id)
      #expect(try soroe.sync(with: "hub").isEqual)
      #expect(try soroe.sync(with: "hub").isEqual)
      try soroe.move(peer: "hub", to: hub.port)
      try expectChanged()
    }

    @Test func `goes back to the old key when the hub was restored in the middle`() throws {
      let port = hub.port
      let link = try Interloper { number in
        brokenRun(from: 1).contains(number) ? .hangUp : .pass(toPort: port)
      }
      try soroe.move(peer: "hub", to: link.port)
      try soroe.replica.wantKeyChange(ofPeer: "hub")
      let backup = hub.node.folder.path + "/keys.old"
      try FileManager.default.copyItem(atPath: hub.node.folder.keys, toPath: backup)
      #expect(try soroe.sync(with: "hub").error != nil)
      // The hub forgets the change, as from a backup.
      try FileManager.default.removeItem(atPath: hub.node.folder.keys)
      try FileManager.default.moveItem(atPath: backup, toPath: hub.node.folder.keys)
      try hub.node.folder.openForWriting().execute("DELETE FROM key_change")
      #expect(try soroe.sync(with: "hub").isEqual)
      #expect(try soroe.replica.peer(named: "hub").keyID == old.id)
      // Wanted still, and done the next time.
      #expect(try soroe.sync(with: "hub").isEqual)
      try soroe.move(peer: "hub", to: hub.port)
      try expectChanged()
    }

    @Test func `of a peer that is none says so`() {
      #expect(throws: ReplicaError.unknownPeer("nord")) {
        try soroe.replica.wantKeyChange(ofPeer: "nord")
      }
    }
  }
}

/// The connections that must break for a whole run to fail: a run tries again by itself.
private func brokenRun(from first: Int) -> ClosedRange<Int> {
  first...(first + SyncClient.idleBreaksMax)
}
