import CRDT
import Digest
import Testing

@testable import SyncProtocol

/// Runs `Protocol/vectors` against the shipped code.
@Suite struct ConformanceTests {
  @Test func `no vector file is missing or cut`() {
    #expect(Vectors.payloads.count >= 30)
    #expect(Vectors.streams.count >= 5)
    #expect(Vectors.vectors.count >= 4)
    #expect(Vectors.messages.count >= 40)
    #expect(Vectors.signatures.count >= 30)
    #expect(Vectors.bundles.count >= 10)
    #expect(Vectors.forks.count >= 11)
    #expect(Vectors.views.count >= 14)
  }

  @Test(arguments: Vectors.payloads)
  func `payloads`(vector: PayloadCase) throws {
    let payload = try bytes(vector.payload)
    let header = (
      id: try changeID(vector.id), document: try changeID(vector.document),
      parents: try vector.parents.map { try changeID($0) }
    )
    func decode() throws -> Change {
      try PayloadCodec.decode(
        id: header.id, document: header.document, parents: header.parents, payload: payload)
    }
    #expect(refusal { _ = try decode() } == vector.error)
    guard let form = vector.change else { return }
    let change = try decode()
    #expect(PayloadCodec.encode(change) == payload)
    #expect(Array(change.author.utf8) == Array(form.author.utf8))
    #expect(change.time == form.time)
    #expect(change.salt == UInt64(form.salt, radix: 16))
    #expect(change.operations.map { ChangeForm.Step($0) } == form.operations)
  }

  @Test(arguments: Vectors.streams)
  func `chains`(vector: StreamCase) throws {
    let previous = try vector.previous.map { try digest($0) }
    let sealed = try vector.entry.entry().sealed(after: previous)
    #expect("\(sealed.chain)" == vector.chain)
    if case .whole(let change) = sealed {
      #expect("\(StreamChain.payloadHash(change.payload))" == vector.payloadHash)
    }
    guard case .withheld(_, let commitment, let chain) = sealed.withheld else {
      Issue.record("nothing was withheld")
      return
    }
    #expect("\(commitment)" == vector.commitment)
    #expect(chain == sealed.chain)
  }

  @Test(arguments: Vectors.vectors)
  func `have-vectors`(vector: VectorCase) throws {
    let have = HaveVector(
      try vector.entries.map {
        HaveVector.Entry(
          replica: try #require(ReplicaID($0.replica)),
          position: StreamPosition(sequence: $0.sequence, chain: try digest($0.chain)))
      })
    #expect("\(have.digest)" == vector.digest)
    #expect(try HaveVector(decoding: have.encoded) == have)
  }

  @Test(arguments: Vectors.messages)
  func `messages`(vector: MessageCase) throws {
    let data = try bytes(vector.bytes)
    #expect(refusal { _ = try MessageCodec.decode(data) } == vector.error)
    guard let form = vector.message else { return }
    let message = try MessageCodec.decode(data)
    #expect(MessageForm(message) == form)
    let isDeflated = data[5] & 1 == 1
    #expect(isDeflated || MessageCodec.encode(message, deflating: false) == data)
    #expect(try MessageCodec.decode(MessageCodec.encode(message)) == message)
  }

  @Test(arguments: Vectors.bundles)
  func `bundles`(vector: BundleCase) throws {
    let data = try bytes(vector.bytes)
    let replica = MemoryReplica(1)
    let whole = try #require(Vectors.bundles.first { $0.held == 0 && $0.error == nil })
    var base = try BundleReader(bytes(whole.bytes))
    while let batch = try base.next() {
      for entry in batch.entries.prefix(vector.held - replica.log.count) {
        replica.store(entry.sealed(after: replica.vector[entry.id.replica]?.chain))
      }
    }
    var stored = 0
    let reason = refusal {
      var reader = try BundleReader(data)
      stored = try reader.store(into: replica.access(for: "stik"))
    }
    #expect(reason == vector.error)
    guard let seal = vector.sealedBy else { return }
    #expect(stored == vector.stored)
    #expect("\(replica.vector.digest)" == vector.digest)
    let reader = try BundleReader(data)
    #expect(reader.isSealed(by: seal.keyID, key: try bytes(seal.key)))
    #expect(!reader.isSealed(by: seal.keyID, key: []))
  }

  @Test(arguments: Vectors.forks)
  func `forks`(vector: ForkCase) throws {
    if let mine = try vector.mine?.claim(), let theirs = try vector.theirs?.claim() {
      #expect("\(mine.verdict(beside: theirs))" == vector.mineBecomes)
      #expect("\(theirs.verdict(beside: mine))" == vector.theirsBecomes)
      return
    }
    let log = try #require(vector.log).map { try $0.entry() }
    let replica = try #require(vector.replica.flatMap { ReplicaID($0) })
    let begin = try #require(
      log.first { $0.id == ChangeID(replica: replica, sequence: vector.first ?? 0) })
    guard case .whole(let change) = begin else { throw VectorError(text: "\(begin.id)") }
    let name = StreamRenaming.name(
      ofBranchStartingWith: StreamChain.payloadHash(PayloadCodec.encode(change)))
    #expect("\(name)" == vector.branchName)
    let renaming = StreamRenaming(of: replica, from: begin.id.sequence, to: name)
    var running: [ReplicaID: SHA256Digest] = [:]
    for (entry, after) in zip(log, try #require(vector.after)) {
      guard case .whole(let change) = entry else { throw VectorError(text: after.id) }
      let renamed = renaming(change)
      let sealed = try SealedChange(sealing: renamed, after: running[renamed.id.replica])
      running[renamed.id.replica] = sealed.chain
      #expect("\(renamed.id)" == after.id)
      #expect("\(renamed.document)" == after.document)
      #expect(renamed.parents.map { "\($0)" } == after.parents)
      #expect(Hex.encode(sealed.payload) == after.payload)
      #expect("\(sealed.chain)" == after.chain)
      #expect(ChangeHeader(of: renamed) == renaming(ChangeHeader(of: change)))
    }
  }
}
