import CRDT
import Digest
import SyncProtocol
import Testing

@Suite struct PayloadCodecTests {
  private func decode(_ payload: [UInt8]) throws(ProtocolError) -> Change {
    try PayloadCodec.decode(
      id: Samples.id(1), document: Samples.id(1), parents: [], payload: payload)
  }

  private func reason(_ payload: [UInt8]) -> ProtocolError.Reason? {
    do {
      _ = try decode(payload)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test func `a payload decodes to what was encoded`() throws {
    let payload = PayloadCodec.encode(Samples.creation)
    #expect(try decode(payload) == Samples.creation)
  }

  @Test func `the smallest payload is what the document says`() {
    let change = Change(
      id: Samples.id(1), document: Samples.id(1), parents: [], author: "å", time: 3, salt: 255,
      operations: [.create(kind: 5)])
    #expect(
      Hex.encode(PayloadCodec.encode(change)) == "00000000000000ff" + "06" + "02c3a5" + "010105")
  }

  @Test func `a payload cut anywhere is refused`() {
    let payload = PayloadCodec.encode(Samples.creation)
    for count in 0..<payload.count {
      #expect(reason(Array(payload.prefix(count))) != nil, "cut at \(count)")
    }
    #expect(reason(payload + [0]) == .malformed)
  }

  /// Whatever a flipped byte turns the payload into, it is refused or it is the one spelling of
  /// its new meaning.
  @Test func `a payload with any one byte changed has one spelling or none`() {
    let payload = PayloadCodec.encode(Samples.creation)
    for place in payload.indices {
      for value in UInt8.min...UInt8.max where value != payload[place] {
        var bytes = payload
        bytes[place] = value
        if let change = try? decode(bytes) {
          #expect(PayloadCodec.encode(change) == bytes, "byte \(place) as \(value)")
        }
      }
    }
  }

  @Test(arguments: [
    ("00000000000000ff" + "8600" + "00" + "010105", ProtocolError.Reason.notCanonical),
    ("00000000000000ff" + "06" + "01ff" + "010105", .malformed),
    ("00000000000000ff" + "05" + "00" + "010105", .invalidChange),
    ("00000000000000ff" + "06" + "00" + "00", .invalidChange),
    ("00000000000000ff" + "06" + "00" + "0107" + "00", .invalidChange),
    ("00000000000000ff" + "06" + "00" + "020105" + "0105", .invalidChange),
    ("00000000000000ff" + "06" + "00" + "020105" + "020100", .invalidChange),
    ("00000000000000ff" + "06" + "00" + "020105" + "020101050000", .invalidChange),
    ("00000000000000ff" + "06" + "00" + "0108", .unknownFormat),
    ("00000000000000ff" + "06" + "00" + "0101ffffffffff01", .malformed),
    ("00000000000000ff" + "06" + "00" + "ffffffff0f", .overLimit),
    ("00000000000000ff" + "06" + "ffffffffffffffff7f", .overLimit),
  ])
  func `a wrong payload is refused for the right reason`(
    hex: String, expected: ProtocolError.Reason
  ) {
    #expect(Hex.decode(hex).flatMap { reason($0) } == expected)
  }

  @Test func `a change that no replica can make is not sealed`() {
    let parents = [Samples.id(2), Samples.id(1)]
    let wrong = [
      Samples.edit(3, parents: parents),
      Samples.edit(3, parents: [Samples.id(1), Samples.id(1)]),
      Samples.edit(3, parents: []),
      Samples.edit(3, parents: [Samples.id(3)]),
      Samples.edit(0),
      Samples.edit(2, document: Samples.id(2), parents: [Samples.id(1)]),
    ]
    for change in wrong {
      #expect(throws: ProtocolError(.invalidChange, change: change.id)) {
        try SealedChange(sealing: change, after: nil)
      }
    }
  }
}
