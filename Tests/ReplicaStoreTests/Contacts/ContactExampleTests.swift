import CRDT
import Foundation
import Knowledge
import ReplicaStore
import SyncProtocol
import Testing

/// The example that Protocol/12 §3 gives.
@Suite struct `The sealed contacts in the protocol` {
  private func payload() throws -> [UInt8] {
    var root = URL(filePath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let text = try String(
      contentsOf: root.appending(path: "Protocol/12-contacts.md"), encoding: .utf8)
    let start = try #require(text.firstRange(of: "\"bytes\": \""))
    let digits = Array(text[start.upperBound...].prefix { $0 != "\"" })
    return try stride(from: 0, to: digits.count, by: 2).map { index in
      try #require(UInt8(String(digits[index...index + 1]), radix: 16))
    }
  }

  @Test func `are forty-two calls for whoever reads them, and written the same`() throws {
    let id = try #require(ChangeID("00c0ffee00c0ffee-1"))
    let change = try PayloadCodec.decode(
      id: id, document: id, parents: [], payload: try payload())
    let node = try TestReplica("Sorø", seed: 1)
    try node.replica.apply([.whole(SealedChange(sealing: change, after: nil))])
    let day = try #require(CivilDate(iso: "2011-10-24"))
    let tallies = try node.replica.contactTallies(
      ContactQuery(days: day...day, by: ContactDimension.every))
    let key = ContactKey(
      date: day, municipality: try Municipality.withCode("0340"), department: Code("byg"),
      channel: .phone, about: .subject(try #require(Subject("38.14.04"))))
    #expect(tallies.map(\.key) == [key] && tallies.map(\.count) == [42])
    let seal = ContactSeal([0x0102_0304_0506_0708: [key: 42]])
    #expect(seal.operations == change.operations)
  }
}
