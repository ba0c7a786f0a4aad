import CRDT
import Chance
import Digest
import SyncProtocol
import Testing

@Suite struct BundleTests {
  private static let key = [UInt8](repeating: 3, count: 32)

  private func bundle(
    from replica: MemoryReplica, lackedBy reader: PeerVector = PeerVector()
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try BundleWriter.write(
      from: replica.access(for: "stik"), lackedBy: reader, keys: [(name: "k1", key: Self.key)]
    ) { bytes += $0 }
    return bytes
  }

  private func read(_ bytes: [UInt8], into replica: MemoryReplica) throws -> Int {
    var reader = try BundleReader(bytes)
    return try reader.store(into: replica.access(for: "stik"))
  }

  @Test func `a stick brings everything, and twice brings nothing more`() throws {
    let (hub, bus) = (MemoryReplica(1), MemoryReplica(2))
    let article = try hub.write("grundtekst").id
    for number in 0..<30 { try hub.write("rettelse \(number)", in: article) }
    let bytes = try bundle(from: hub)
    #expect(try read(bytes, into: bus) == 31)
    #expect(try read(bytes, into: bus) == 0)
    #expect(bus.vector == hub.vector)
    let header = try BundleReader(bytes).header
    #expect(header.digest == hub.vector.digest)
    #expect(header.to == PeerVector(hub.vector))
  }

  @Test func `a large base becomes several batches`() throws {
    let (hub, bus) = (MemoryReplica(1), MemoryReplica(2))
    var random = SeededRandom(seed: 2)
    for _ in 0..<6 {
      let noise = (0..<60_000).map { _ in
        Character(UnicodeScalar(UInt8.random(in: 33...126, using: &random)))
      }
      try hub.write(String(noise))
    }
    #expect(try read(bundle(from: hub), into: bus) == 6)
    #expect(bus.writes > 1)
    #expect(bus.vector == hub.vector)
  }

  @Test func `a stick that builds on something missing says what, and stores nothing`() throws {
    let (hub, node, bus) = (MemoryReplica(1), MemoryReplica(2), MemoryReplica(3))
    try hub.write("a")
    try hub.write("b")
    try exchange(node, with: hub)
    try hub.write("c")
    let bytes = try bundle(from: hub, lackedBy: PeerVector(node.vector))
    #expect(throws: ProtocolError(.gap, change: ChangeID(replica: hub.own, sequence: 1))) {
      try self.read(bytes, into: bus)
    }
    #expect(bus.log.isEmpty)
    #expect(try read(bytes, into: node) == 1)
    #expect(node.vector == hub.vector)
  }

  @Test func `a damaged or half-copied file is refused whole`() throws {
    let hub = MemoryReplica(1)
    try hub.write("a")
    let bytes = try bundle(from: hub)
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= 0x40
      #expect(throws: ProtocolError.self) { try BundleReader(damaged) }
      #expect(throws: ProtocolError.self) { try BundleReader(Array(bytes[..<place])) }
    }
  }

  @Test func `a seal proves who wrote it`() throws {
    let hub = MemoryReplica(1)
    try hub.write("a")
    let reader = try BundleReader(bundle(from: hub))
    #expect(reader.isSealed(by: "k1", key: Self.key))
    #expect(!reader.isSealed(by: "k2", key: Self.key))
    #expect(!reader.isSealed(by: "k1", key: [1]))
  }
}
