import CRDT
import Foundation
import Knowledge
import ReplicaStore
import SyncProtocol
import Testing

/// The example that Protocol/04 §2 gives.
@Suite struct `The founding change in the protocol` {
  private func bytes() throws -> [UInt8] {
    var root = URL(filePath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let text = try String(
      contentsOf: root.appending(path: "Protocol/04-records.md"), encoding: .utf8)
    let start = try #require(text.firstRange(of: "\"bytes\": \""))
    let digits = Array(text[start.upperBound...].prefix { $0 != "\"" })
    return try stride(from: 0, to: digits.count, by: 2).map { index in
      try #require(UInt8(String(digits[index...index + 1]), radix: 16))
    }
  }

  @Test func `founds a base for whoever reads it`() throws {
    let id = try #require(ChangeID("00c0ffee00c0ffee-1"))
    let change = try PayloadCodec.decode(id: id, document: id, parents: [], payload: try bytes())
    let node = try TestReplica("Sorø", seed: 1)
    try node.replica.apply([.whole(SealedChange(sealing: change, after: nil))])
    let authority = try #require(try node.replica.authority())
    #expect(authority.root == id)
    let grant = Grant(
      role: .admin, holder: .node(NodeID(rawValue: 0xff)), grantedBy: "NIS")
    #expect(authority.grants.map(\.grant) == [grant])
    #expect(authority.node(ofStream: id.replica) == NodeID(rawValue: 0xff))
  }
}
