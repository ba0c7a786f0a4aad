import CRDT
import Digest
import Foundation
import Knowledge
import SyncProtocol
import Testing

@testable import ReplicaStore

/// Runs `Protocol/vectors/redactions.json` against the shipped code.
@Suite struct `The vectors of removed payloads` {
  struct Vector: Decodable, Sendable {
    var name: String
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
    let payload = redaction.flatMap { try? StandIn.unpack($0.standIn) }
    #expect(payload.map(Hex.encode) == vector.payload)
    guard let redaction, payload != nil else { return }
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
      try replica.note(
        removal: hash, record: "\(number)", standIn: try #require(Hex.decode(payload)),
        isSound: true)
    }
    let found = try replica.standIn(forPayload: hash, of: header)?.change
    #expect(found.map { Hex.encode(PayloadCodec.encode($0)) } == vector.standIn)
  }
}
