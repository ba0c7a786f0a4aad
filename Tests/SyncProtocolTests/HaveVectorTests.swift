import CRDT
import Digest
import SyncProtocol
import Testing

@Suite struct HaveVectorTests {
  private func entry(_ replica: UInt64, _ sequence: UInt64) -> HaveVector.Entry {
    HaveVector.Entry(
      replica: ReplicaID(rawValue: replica),
      position: StreamPosition(
        sequence: sequence, chain: SHA256.hash("\(replica)/\(sequence)".utf8)))
  }

  @Test func `the order of insertion does not matter`() {
    let entries = [entry(3, 7), entry(1, 9), entry(2, 1)]
    var one = HaveVector(entries)
    let other = HaveVector(entries.reversed())
    #expect(one == other)
    #expect(one.digest == other.digest)
    #expect(one.entries.map(\.replica.rawValue) == [1, 2, 3])
    one[ReplicaID(rawValue: 2)] = nil
    #expect(one.digest != other.digest)
    one[ReplicaID(rawValue: 2)] = entry(2, 1).position
    #expect(one == other)
  }

  @Test func `the empty vector has the digest the document prints`() {
    #expect(HaveVector().digest == SHA256.hash("fv1:vector\0".utf8))
  }

  @Test func `what moved is what differs`() {
    let older = HaveVector([entry(1, 1), entry(2, 2), entry(4, 4)])
    let newer = HaveVector([entry(1, 1), entry(2, 3), entry(3, 1), entry(4, 4), entry(5, 1)])
    #expect(newer.advanced(since: older).map(\.0.rawValue) == [2, 3, 5])
    #expect(newer.advanced(since: newer).isEmpty)
    #expect(newer.advanced(since: HaveVector()).count == 5)
  }

  @Test func `merging keeps the further position`() {
    var vector = HaveVector([entry(1, 5), entry(2, 2)])
    vector.merge(HaveVector([entry(1, 4), entry(2, 3), entry(3, 1)]))
    #expect(vector == HaveVector([entry(1, 5), entry(2, 3), entry(3, 1)]))
  }

  @Test func `a vector covers exactly the numbers up to its own`() {
    let vector = HaveVector([entry(2, 2)])
    #expect(vector.covers(ChangeID(replica: ReplicaID(rawValue: 2), sequence: 2)))
    #expect(!vector.covers(ChangeID(replica: ReplicaID(rawValue: 2), sequence: 3)))
    #expect(!vector.covers(ChangeID(replica: ReplicaID(rawValue: 1), sequence: 1)))
  }

  @Test func `a remembered vector comes back, cut or unordered bytes do not`() throws {
    let vector = HaveVector([entry(1, 1), entry(2, 300), entry(9, 4)])
    let bytes = vector.encoded
    #expect(try HaveVector(decoding: bytes) == vector)
    for count in 0..<bytes.count {
      #expect(throws: ProtocolError.self) { try HaveVector(decoding: Array(bytes.prefix(count))) }
    }
    let twice = [2] + Array(bytes[1..<42]) + Array(bytes[1..<42])
    #expect(throws: ProtocolError(.notCanonical, at: 42)) { try HaveVector(decoding: twice) }
  }
}

@Suite struct StreamChainTests {
  @Test func `the chain is the hash the document describes`() {
    let change = Samples.creation
    let header = ChangeHeader(of: change)
    let payloadHash = SHA256.hash(Array("fv1:payload\0".utf8) + PayloadCodec.encode(change))
    let commitment = SHA256.hash(
      Array("fv1:change\0".utf8) + header.canonicalBytes + payloadHash.bytes)
    let chain = SHA256.hash(
      Array("fv1:stream\0".utf8) + [UInt8](repeating: 0, count: 32) + commitment.bytes)
    #expect(StreamChain.next(after: nil, header: header, payloadHash: payloadHash) == chain)
    #expect(
      header.canonicalBytes
        == Hex.decode(
          "00c0ffee00c0ffee0000000000000001" + "00c0ffee00c0ffee0000000000000001"
            + "0000000000000000"))
  }

  @Test func `withholding a change leaves the chain as it was`() throws {
    let first = try SealedChange(sealing: Samples.creation, after: nil)
    let second = try SealedChange(sealing: Samples.edit(2), after: first.chain)
    let told = LogEntry.whole(first).withheld
    guard case .withheld(_, let commitment, _) = told else {
      Issue.record("nothing was withheld")
      return
    }
    let chain = StreamChain.next(after: nil, commitment: commitment)
    #expect(chain == first.chain)
    #expect(try SealedChange(sealing: Samples.edit(2), after: chain) == second)
  }
}
