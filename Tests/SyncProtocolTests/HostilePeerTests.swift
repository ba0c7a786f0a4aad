import CRDT
import Digest
import Testing

@testable import SyncProtocol

/// Batches that no sound peer sends: refused whole, and nothing of them is stored.
@Suite struct HostilePeerTests {
  private let stranger = ReplicaID(rawValue: 66)

  private func sealed(_ changes: [Change]) throws -> [LogEntry] {
    var chain: SHA256Digest?
    return try changes.map { change in
      let sealed = try SealedChange(sealing: change, after: chain)
      chain = sealed.chain
      return .whole(sealed)
    }
  }

  private func reason(_ batch: Batch, on replica: MemoryReplica) -> ProtocolError.Reason? {
    do {
      _ = try VerifiedBatch(batch, continuing: replica.vector) {
        try replica.access(for: "x").chain($0)
      }
      return nil
    } catch {
      return (error as? ProtocolError)?.reason
    }
  }

  private func create(_ sequence: UInt64) -> Change {
    let id = ChangeID(replica: stranger, sequence: sequence)
    return Change(
      id: id, document: id, parents: [], author: "", time: 0, salt: 1,
      operations: [.create(kind: 1)])
  }

  @Test func `a stream with a hole is refused and the answer says what is held`() throws {
    let log = try sealed([create(1), create(2), create(3)])
    let hub = MemoryReplica(1)
    let gap = try Batch(log[2...]) { _ in log[1].chain }
    #expect(reason(gap, on: hub) == .gap)
    let request = SyncMessage(
      kind: .request, digest: SHA256.hash([]), agreed: SHA256.hash([1]), vector: .unchanged,
      batch: gap)
    let answer = try SyncAnswerer(access: hub.access(for: "x")).answer(to: request)
    #expect(answer.message.batchLeftAside)
    #expect(answer.message.agreedUnknown)
    #expect(hub.log.isEmpty)
  }

  @Test func `a change whose parents are not here is refused`() throws {
    let hub = MemoryReplica(1)
    let elsewhere = ChangeID(replica: ReplicaID(rawValue: 5), sequence: 1)
    let orphan = try sealed([Samples.edit(1, of: stranger, document: elsewhere)])
    #expect(reason(try Batch(orphan) { _ in nil }, on: hub) == .missingParent)
    let child = Samples.edit(
      2, of: stranger, document: ChangeID(replica: stranger, sequence: 1), parents: [elsewhere])
    #expect(reason(try Batch(sealed([create(1), child])) { _ in nil }, on: hub) == .missingParent)
  }

  @Test func `a change that was altered on the way does not fit its chain`() throws {
    let hub = MemoryReplica(1)
    let first = try sealed([create(1), create(2)])
    let message = SyncMessage(
      kind: .request, digest: SHA256.hash([]), vector: .full([]),
      batch: try Batch(first) { _ in nil })
    let bytes = MessageCodec.encode(message, deflating: false)
    var tried = 0
    for place in bytes.indices.dropFirst(6) {
      var mutant = bytes
      mutant[place] ^= 0x10
      guard let decoded = try? MessageCodec.decode(mutant), decoded.batch != message.batch else {
        continue
      }
      tried += 1
      #expect(reason(decoded.batch, on: hub) != nil)
    }
    #expect(tried > 40)
  }

  @Test func `another branch of a stream is not stored over the first`() throws {
    let hub = MemoryReplica(1)
    hub.own = stranger
    try hub.write("a")
    try hub.write("b")
    let log = try sealed([create(1), create(2), create(3)])
    #expect(reason(try Batch(log) { _ in nil }, on: hub) == .fork)
    #expect(reason(try Batch(log[..<1]) { _ in nil }, on: hub) == .fork)
    #expect(reason(try Batch(log[2...]) { _ in log[1].chain }, on: hub) == .fork)
    #expect(hub.log.count == 2)
  }

  @Test func `the same batch twice is stored once`() throws {
    let (one, hub) = (MemoryReplica(1), MemoryReplica(2))
    let log = try sealed([create(1), create(2)])
    let batch = try Batch(log) { _ in nil }
    let request = SyncMessage(
      kind: .request, digest: SHA256.hash([1]), vector: .full([]), batch: batch)
    for _ in 0..<2 { _ = try SyncAnswerer(access: hub.access(for: "x")).answer(to: request) }
    #expect(hub.log.count == 2)
    try exchange(one, with: hub)
    #expect(one.log.count == 2)
  }

  @Test func `an answer that cannot be one ends the exchange`() throws {
    let (one, hub) = (MemoryReplica(1), MemoryReplica(2))
    try hub.write("a")
    for answer in [
      SyncMessage(kind: .request, digest: SHA256.hash([1]), vector: .full([])),
      SyncMessage(kind: .answer, digest: SHA256.hash([1]), vector: .unchanged),
      SyncMessage(kind: .answer, digest: SHA256.hash([1]), vector: .delta([])),
    ] {
      var session = try SyncSession(access: one.access(for: "hub"), agreed: nil)
      _ = try session.start()
      #expect(throws: ProtocolError(.unexpectedAnswer)) { try session.receive(answer) }
    }
    #expect(one.log.isEmpty)
  }

  @Test func `a peer that always promises more is left after a few requests`() throws {
    let one = MemoryReplica(1)
    var session = try SyncSession(access: one.access(for: "hub"), agreed: nil)
    var action = try session.start()
    var rounds = 0
    while case .send = action, rounds < 100 {
      rounds += 1
      action = try session.receive(
        SyncMessage(kind: .answer, digest: SHA256.hash([9]), vector: .full([]), hasMore: true))
    }
    #expect(rounds < 20)
  }
}
