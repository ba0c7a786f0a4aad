import CRDT
import Digest
import SyncProtocol
import Testing

/// A country of ten thousand replicas, as far as the exchange is concerned: so many streams, and two
/// of those who hold them all.
@Suite struct `Ten thousand streams` {
  static let streams: UInt64 = 10_000

  /// Everybody has written once; both hold all of it and have agreed on it.
  private func country() throws -> (hub: MemoryReplica, node: MemoryReplica) {
    let (hub, node) = (MemoryReplica(1), MemoryReplica(2))
    for number in 3...(Self.streams + 2) {
      let id = ChangeID(replica: ReplicaID(rawValue: number), sequence: 1)
      let change = Change(
        id: id, document: id, parents: [], author: "abc", time: 1_774_000_000_000, salt: number,
        operations: [.create(kind: 1)])
      let entry = LogEntry.whole(try SealedChange(sealing: change, after: nil))
      hub.store(entry)
      node.store(entry)
    }
    try exchange(node, with: hub)
    return (hub, node)
  }

  @Test func `cost a quiet exchange nothing, and an edit its own bytes`() throws {
    let (hub, node) = try country()
    let quiet = try exchange(node, with: hub)
    #expect(quiet.requests.count == 1)
    #expect(quiet.bytes < 120)

    try hub.write("én rettelse")
    let edit = try exchange(node, with: hub)
    #expect(edit.requests.count == 1)
    #expect(edit.bytes < 600)

    try node.write("en anden")
    let push = try exchange(node, with: hub)
    #expect(push.requests.count == 1)
    #expect(push.bytes < 600)
    #expect(hub.vector == node.vector)
  }

  @Test func `are told in full once, in less than a message, to who forgot`() throws {
    let (hub, node) = try country()
    hub.remembered = [:]
    try node.write("ny")
    let whole = try exchange(node, with: hub)
    // Protocol/08: 27 bytes a stream at most, each way.
    #expect(whole.bytes < 2 * 27 * Int(Self.streams) + 2000)
    #expect(whole.requests.count <= 3)
    #expect(hub.vector == node.vector)
    #expect(try exchange(node, with: hub).bytes < 120)
  }
}
