import CRDT
import Knowledge
import ReplicaStore
import SyncProtocol
import Testing

@Suite struct `Changes on a stick` {
  let soroe = try! TestReplica("Sorø", seed: 1)
  let bus = try! TestReplica("Borgerbussen", seed: 2)
  let key = [UInt8](repeating: 7, count: 32)

  init() throws {
    try soroe.replica.addPeer(name: "bus", url: nil, keyID: "k1", node: nil)
    try bus.replica.addPeer(name: "soroe", url: nil, keyID: "k1", node: nil)
  }

  private func written(lackedBy reader: PeerVector = PeerVector()) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try BundleWriter.write(
      from: soroe.replica.access(forPeer: "bus", at: 0), lackedBy: reader,
      keys: [(name: "k1", key: key)]
    ) { bytes += $0 }
    return bytes
  }

  @Test func `make the reader equal to the writer, and may be read twice`() throws {
    for title in ["Pas", "Flytning", "Vielse"] {
      try soroe.replica.create(draft(title: title, body: "Tekst om \(title)."), by: mette)
    }
    let bytes = try written()
    for expected in [3, 0] {
      var reader = try BundleReader(bytes)
      #expect(reader.isSealed(by: "k1", key: key))
      #expect(
        try reader.store(into: bus.replica.access(forPeer: "soroe", at: 0)) == expected)
    }
    #expect(try bus.replica.vector().digest == soroe.replica.vector().digest)
    #expect(try bus.replica.stateDigest() == soroe.replica.stateDigest())
  }

  @Test func `that build on what the reader lacks are refused with the first number missing`()
    throws
  {
    let pas = try soroe.replica.create(draft(title: "Pas"), by: mette)
    let agreed = PeerVector(try soroe.replica.vector())
    try soroe.replica.edit(pas, toward: draft(body: "Nyt."), by: mette)
    var reader = try BundleReader(written(lackedBy: agreed))
    let access = try bus.replica.access(forPeer: "soroe", at: 0)
    #expect(throws: ProtocolError(.gap, change: pas)) { try reader.store(into: access) }
    #expect(try bus.replica.changeCount() == 0)
  }

  @Test func `that the reader wrote itself and lost give it a fresh replica id`() throws {
    let pas = try bus.replica.create(draft(title: "Pas"), by: mette)
    let restored = try TestReplica("Borgerbussen", seed: 3)
    try restored.adopt(filesOf: bus, seed: 4)
    try bus.reopen()
    try bus.replica.edit(pas, toward: draft(body: "Nyt."), by: mette)
    try soroe.pull(from: bus)

    let writer = try restored.replica.identity().replica
    for expected in [1, 0] {
      var reader = try BundleReader(written())
      #expect(
        try reader.store(into: restored.replica.access(forPeer: "soroe", at: 0)) == expected)
    }
    let fresh = try restored.replica.identity().replica
    #expect(fresh != writer)
    #expect(
      try restored.replica.events(limit: 5).filter { $0.text.contains("\(fresh)") }.count == 1)
    try restored.replica.edit(pas, toward: draft(body: "Nyt igen."), by: mette)
    try soroe.pull(from: restored)
    try soroe.pull(from: bus)
    #expect(try soroe.replica.vector().digest == restored.replica.vector().digest)
  }

  @Test func `that were damaged are refused whole`() throws {
    try soroe.replica.create(draft(title: "Pas", body: "Tekst."), by: mette)
    let bytes = try written()
    for place in stride(from: 0, to: bytes.count, by: 7) {
      var damaged = bytes
      damaged[place] ^= 0x10
      #expect(throws: ProtocolError.self) { try BundleReader(damaged) }
    }
    #expect(throws: ProtocolError.self) { try BundleReader(Array(bytes.dropLast())) }
  }
}
