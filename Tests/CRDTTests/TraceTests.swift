import Foundation
import Testing

@testable import CRDT

/// Published editing traces and merge cases, where they lie beside the package.
@Suite(.enabled(if: TraceFile.isThere)) struct `Published traces` {
  @Test func `every conformance case comes out right`() throws {
    let cases = try TraceFile.read("dtexport-conformance", as: [TraceFile].self)
    let wrong = try cases.indices.filter { try cases[$0].history().text() != cases[$0].endContent }
    #expect(cases.count == 1000)
    #expect(wrong == [])
  }

  @Test(arguments: [
    "friendsforever", "clownschool", "div-typing", "div-saves", "div-random",
    "div-samespot-append", "div-samespot-prepend",
  ])
  func `a concurrent trace ends in its text, also when it comes as bytes`(name: String) throws {
    let trace = try TraceFile.read(name, as: TraceFile.self)
    let history = try trace.history()
    #expect(try history.text() == trace.endContent)
    #expect(try TextHistory(decoding: history.encoded()).text() == trace.endContent)
  }
}

/// The two concurrent formats: with transaction numbers for parents, and exported with event
/// numbers and agent names.
struct TraceFile: Decodable {
  struct Transaction: Decodable {
    var span: [Int]?
    var parents: [Int]
    var agent: Agent
    var seqStart: UInt64?
    var ops: [Patch]?
    var patches: [Patch]?
  }

  struct Agent: Decodable {
    var replica: ReplicaID

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(UInt64.self) {  // otherwise it is a name
        replica = ReplicaID(rawValue: number)
      } else {
        // The names are single letters, whose order is that of their code points.
        let name = try container.decode(String.self)
        replica = ReplicaID(rawValue: UInt64(name.unicodeScalars.first?.value ?? 0))
      }
    }
  }

  struct Patch: Decodable {
    var splice: Splice

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      splice = Splice(
        position: try container.decode(Int.self), deleted: try container.decode(Int.self),
        inserted: try container.decode(String.self))
    }
  }

  var endContent: String
  var txns: [Transaction]

  func history() throws -> TextHistory {
    var history = TextHistory()
    var ends: [Int] = []
    var sequences: [ReplicaID: UInt64] = [:]
    for transaction in txns {
      let replica = transaction.agent.replica
      let sequence = transaction.seqStart ?? sequences[replica, default: 0]
      let events = try history.append(
        replica: replica, sequence: sequence,
        parents: transaction.span == nil
          ? transaction.parents.map { ends[$0] - 1 } : transaction.parents,
        splices: (transaction.ops ?? transaction.patches ?? []).map(\.splice))
      sequences[replica] = sequence + UInt64(events.count)
      ends.append(history.eventCount)
    }
    return history
  }

  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared/data/traces")

  static var isThere: Bool {
    FileManager.default.fileExists(
      atPath: folder.appendingPathComponent("dtexport-conformance.json.gz").path)
  }

  static func read<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
    process.arguments = ["-dc", folder.appendingPathComponent("\(name).json.gz").path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode(type, from: data)
  }
}
