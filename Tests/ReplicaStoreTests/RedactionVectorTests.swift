import CRDT
import Digest
import Foundation
import Knowledge
import Testing

@testable import ReplicaStore
@testable import SyncProtocol

/// Runs `Protocol/vectors/redactions.json` against the shipped code.
@Suite struct `The vectors of removed payloads` {
  struct Run: Decodable, Hashable, Sendable {
    var first: Int
    var count: Int
  }

  struct Vector: Decodable, Sendable {
    var name: String
    var root: String?
    var words: [Run]?
    var whole: String?
    var removed: [[Run]]?
    var remaining: String?
    var shown: String?
    var value: String?
    var payloadHash: String?
    var change: String?
    var reason: String?
    var payload: String?
    var id: String?
    var document: String?
    var parents: [String]?
    var standIns: [String]?
    var standIn: String?
  }

  private struct File: Decodable {
    var cases: [Vector]
  }

  private static let vectors: [Vector] = {
    var root = URL(filePath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    let path = root.appending(path: "Protocol/vectors/redactions.json")
    guard let data = try? Data(contentsOf: path),
      let file = try? JSONDecoder().decode(File.self, from: data)
    else { return [] }  // the first test counts them
    return file.cases
  }()

  @Test func `are all there`() {
    #expect(Self.vectors.count >= 16)
  }

  @Test(arguments: vectors.filter { $0.value != nil })
  func `of records`(vector: Vector) throws {
    let value = try #require(Hex.decode(vector.value ?? ""))
    let redaction = Redaction(encoded: value)
    var payload: [UInt8]?
    switch redaction?.removal {
    case .words(let mask, let root):
      #expect(mask.runs.map { Run(first: $0.lowerBound, count: $0.count) } == vector.words)
      #expect("\(root)" == vector.root)
    case .standIn(let packed): payload = try? StandIn.unpack(packed)  // one that is none says so
    case nil: break
    }
    #expect(payload.map(Hex.encode) == vector.payload)
    guard let redaction, vector.payload != nil || vector.words != nil else {
      #expect(vector.payloadHash == nil)
      return
    }
    #expect("\(redaction.payloadHash)" == vector.payloadHash)
    #expect("\(redaction.change)" == vector.change)
    #expect(redaction.reason == vector.reason)
    #expect(redaction.encoded == value)
  }

  @Test(arguments: vectors.filter { $0.standIns != nil })
  func `of stand-ins`(vector: Vector) throws {
    let replica = try TestReplica().replica
    let header = ChangeHeader(
      id: try #require(ChangeID(vector.id ?? "")),
      document: try #require(ChangeID(vector.document ?? "")),
      parents: try #require(vector.parents).map { try #require(ChangeID($0)) })
    let hash = StreamChain.payloadHash([])
    for (number, payload) in try #require(vector.standIns).enumerated() {
      let packed = MessageCodec.deflate(try #require(Hex.decode(payload)))
      let redaction = Redaction(
        payloadHash: hash, change: header.id, reason: "", removal: .standIn(packed))
      #expect(try replica.note(redaction, record: "\(number)", isSound: true))
    }
    let found = try replica.removals(ofPayload: hash).standing(of: header, from: .nothing)?.change
    #expect(found.map { Hex.encode(PayloadCodec.encode($0)) } == vector.standIn)
  }

  @Test(arguments: vectors.filter { $0.remaining != nil })
  func `of what is left`(vector: Vector) throws {
    let header = ChangeHeader(
      id: try #require(ChangeID(vector.id ?? "")),
      document: try #require(ChangeID(vector.document ?? "")),
      parents: try #require(vector.parents).map { try #require(ChangeID($0)) })
    let bytes = try #require(Hex.decode(vector.remaining ?? ""))
    let read = try? RemainingPayload(encoded: bytes, of: header)  // `shown` says if it may be none
    #expect((read?.root.description == vector.root) == (vector.shown != nil))
    if let shown = vector.shown {
      #expect(read.map { Hex.encode(PayloadCodec.encode($0.change)) } == shown)
    }
    guard let whole = vector.whole else { return }
    let payload = try #require(Hex.decode(whole))
    var rest = try #require(try RemainingPayload(whole: payload, of: header))
    for runs in try #require(vector.removed) {
      rest = rest.removing(WordMask(runs: runs.map { $0.first..<$0.first + $0.count }))
    }
    #expect(rest.encoded == bytes)
  }
}
