import CRDT
import Chance
import Digest
import SyncProtocol
import Testing

@Suite struct SyncSessionTests {
  @Test func `two empty replicas are equal after one request`() throws {
    let (one, other) = (MemoryReplica(1), MemoryReplica(2))
    let traffic = try exchange(one, with: other)
    #expect(traffic.outcome?.equal == HaveVector().digest)
    #expect(traffic.requests.count == 1)
  }

  @Test func `a first contact carries everything both ways`() throws {
    let (one, other) = (MemoryReplica(1), MemoryReplica(2))
    for number in 0..<20 {
      try one.write("fra en \(number)")
      try other.write("fra to \(number)")
    }
    let traffic = try exchange(one, with: other)
    #expect(traffic.outcome?.equal == one.vector.digest)
    #expect(one.vector == other.vector)
    #expect(traffic.outcome?.changesSent == 20)
    #expect(traffic.outcome?.changesReceived == 20)
  }

  @Test func `nothing new is one request of sixty bytes each way and no write`() throws {
    let (one, other) = (MemoryReplica(1), MemoryReplica(2))
    try one.write("a")
    try other.write("b")
    try exchange(one, with: other)
    try exchange(one, with: other)
    let writes = (one.writes, other.writes)
    let traffic = try exchange(one, with: other)
    #expect(traffic.outcome?.equal == one.vector.digest)
    #expect(traffic.requests.count == 1)
    #expect(traffic.requests[0] <= 60)
    #expect(traffic.answers[0] <= 60)
    #expect((one.writes, other.writes) == writes)
  }

  @Test func `changes both ways after an agreement are one request`() throws {
    let (one, other) = (MemoryReplica(1), MemoryReplica(2))
    let article = try one.write("grundtekst").id
    try exchange(one, with: other)
    try one.write("en", in: article)
    try other.write("to", in: article)
    let traffic = try exchange(one, with: other)
    #expect(traffic.requests.count == 1)
    #expect(one.vector == other.vector)
    #expect(traffic.outcome?.equal == other.vector.digest)
    // The answer was remembered as offered, so the next exchange may count from it.
    try one.write("tre", in: article)
    #expect(try exchange(one, with: other).requests.count == 1)
    #expect(one.vector == other.vector)
  }

  @Test func `a clone comes in batches and goes on where it was cut`() throws {
    let (laptop, hub) = (MemoryReplica(1), MemoryReplica(2))
    var random = SeededRandom(seed: 4)
    for _ in 0..<400 {
      try hub.write(
        String((0..<300).map { _ in "abcdefghijklmnopæøå ".randomElement(using: &random) ?? " " }))
    }
    var answers: [Int] = []
    #expect(throws: LinkFailure.self) {
      try exchange(laptop, with: hub, batchBytesMax: 8 << 10) { isAnswer, round, bytes in
        if isAnswer { answers.append(bytes.count) }
        if isAnswer && round == 3 { throw LinkFailure() }
        return bytes
      }
    }
    let halfway = laptop.log.count
    #expect(halfway > 0 && halfway < 400)
    #expect(answers.allSatisfy { $0 <= (8 << 10) + 100 })
    let traffic = try exchange(laptop, with: hub, batchBytesMax: 8 << 10)
    #expect(traffic.outcome?.changesReceived == 400 - halfway)
    #expect(laptop.vector == hub.vector)
  }

  @Test func `a request whose answer was lost is repeated without harm`() throws {
    let (laptop, hub) = (MemoryReplica(1), MemoryReplica(2))
    try hub.write("x")
    try exchange(laptop, with: hub)
    try laptop.write("y")
    try hub.write("z")
    #expect(throws: LinkFailure.self) {
      try exchange(laptop, with: hub) { isAnswer, _, bytes in
        if isAnswer { throw LinkFailure() }
        return bytes
      }
    }
    #expect(hub.log.count == 3)
    try exchange(laptop, with: hub)
    #expect(hub.log.count == 3)
    #expect(laptop.vector == hub.vector)
  }

  @Test func `changes reach a third replica through a second`() throws {
    let (one, hub, bus) = (MemoryReplica(1), MemoryReplica(2), MemoryReplica(3))
    let article = try one.write("fra en").id
    try exchange(one, with: hub)
    try exchange(bus, with: hub, named: "hub")
    try bus.write("fra bussen", in: article)
    try exchange(bus, with: one, named: "one")
    try exchange(one, with: hub)
    #expect(one.vector == bus.vector)
    #expect(one.vector == hub.vector)
  }

  @Test func `ninety-eight nodes with one edit each all land in their first exchange`() throws {
    let hub = MemoryReplica(1000)
    let article = try hub.write("grundtekst").id
    let nodes = (1...98).map { MemoryReplica(UInt64($0)) }
    for node in nodes { try exchange(node, with: hub) }
    for node in nodes { try node.write("fra \(node.own)", in: article) }
    for node in nodes { #expect(try exchange(node, with: hub).outcome?.equal != nil) }
    for node in nodes { #expect(try exchange(node, with: hub).requests.count == 1) }
    #expect(nodes.allSatisfy { $0.vector == hub.vector })
    #expect(hub.log.count == 99)
  }

  @Test func `a peer of narrower scope learns nothing but numbers, and proves equality`() throws {
    let (hub, mirror) = (MemoryReplica(1), MemoryReplica(2))
    let secret = try hub.write("hemmeligtord").id
    try hub.write("offentlig")
    try hub.write("mere hemmeligtord", in: secret)
    hub.isWithheld = { $0.document == secret }
    mirror.admits = { _ in true }
    var seen: [SyncMessage] = []
    let traffic = try exchange(mirror, with: hub) { _, _, bytes in
      seen.append(try MessageCodec.decode(bytes))
      return bytes
    }
    #expect(traffic.outcome?.equal == hub.vector.digest)
    #expect(mirror.log.compactMap(\.change).count == 1)
    #expect(mirror.log.count == 3)
    #expect(mirror.log.compactMap(\.header).allSatisfy { $0.document != secret })
    for entry in seen.flatMap({ $0.batch.entries }) {
      #expect(entry.header?.document != secret)
    }
  }

  @Test func `what is left out is taken only from whom it may be`() throws {
    let (hub, mirror, node) = (MemoryReplica(1), MemoryReplica(2), MemoryReplica(3))
    try hub.write("hemmelig")
    hub.isWithheld = { _ in true }
    mirror.admits = { _ in true }
    try exchange(mirror, with: hub)
    let refused = ProtocolError(.outOfScope, change: ChangeID(replica: hub.own, sequence: 1))
    #expect(throws: refused) { try exchange(node, with: mirror) }
    #expect(throws: refused) { try exchange(mirror, with: node, named: "node") }
    #expect(node.log.isEmpty)
  }

  @Test func `a peer that may push only its own is refused when it brings others'`() throws {
    let (hub, laptop, other) = (MemoryReplica(1), MemoryReplica(2), MemoryReplica(3))
    try other.write("fra en tredje")
    try exchange(laptop, with: other, named: "other")
    try laptop.write("egen")
    hub.admits = { $0.id.replica == laptop.own }
    #expect(throws: ProtocolError(.outOfScope, change: ChangeID(replica: other.own, sequence: 1))) {
      try exchange(laptop, with: hub)
    }
    #expect(hub.log.isEmpty)
  }

  /// Ten thousand streams make a vector of a quarter of a megabyte; a weak link must still get on.
  @Test func `a long vector leaves room for changes`() throws {
    let (laptop, hub) = (MemoryReplica(1), MemoryReplica(2))
    for stream in 100..<UInt64(500) {
      let writer = MemoryReplica(stream)
      try writer.write("x")
      hub.adopt(writer.log)
    }
    let traffic = try exchange(laptop, with: hub, batchBytesMax: 4 << 10)
    #expect(traffic.outcome?.equal == hub.vector.digest)
    #expect(traffic.requests.count < 40)
    #expect(traffic.answers.max().map { $0 < 16 << 10 } == true)
  }
}
