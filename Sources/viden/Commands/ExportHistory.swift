import CRDT
import Digest
import Foundation
import Knowledge
import ReplicaStore
import SyncProtocol

extension Command {
  static let exportHistory = Command(
    "export history",
    """
    viden export history FIL – skriver hele historien som JSON Lines: én ændring på hver linje

    Til arkiver og til egne programmer. Den første linje siger, hvad der er i filen; de næste er
    ændringerne i den rækkefølge, noden fik dem, hver med det, der skal til for at regne dens kæde
    efter (Protocol/13). FIL kan være - for standard ud. Filen har alt, også kladder og det interne.

      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let path = try arguments.operand("FIL")
    let count = try Workplace(arguments).reading { replica in
      guard try !replica.isMirror() else { throw ReplicaError.mirrorIsReadOnly }
      return try TextFile.writing(path) { write in
        var history = try HistoryExport(replica)
        try write(history.head)
        try replica.visitEntries(lackedBy: PeerVector()) { entry in
          try write(try history.line(of: entry))
          return true
        }
        return history.count
      }
    }
    if path != "-" { Console.print("\(path): \(count) ændringer.") }
    return .ok
  }
}

/// The history of a base as lines of JSON (Protocol/13).
struct HistoryExport {
  static let version = 1

  private(set) var count = 0
  private let encoder = JSONEncoder()
  private let vector: HaveVector
  private let node: String

  init(_ replica: Replica) throws {
    vector = try replica.vector()
    node = try replica.identity().name
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  /// The first line: how far each stream goes, so that a file that was cut is known for one.
  var head: [UInt8] {
    get throws {
      let streams = vector.entries.map { entry in
        Head.Stream(
          replica: entry.replica.description, sequence: entry.position.sequence,
          chain: entry.position.chain.description)
      }
      return try bytes(
        Head(
          format: "faellesviden-history", version: HistoryExport.version, node: node,
          digest: vector.digest.description, streams: streams))
    }
  }

  mutating func line(of entry: LogEntry) throws -> [UInt8] {
    count += 1
    var line = Line(id: entry.id.description, chain: entry.chain.description)
    guard let header = entry.header else {
      throw DamagedReplica(what: "\(entry.id) has no header")
    }
    line.document = header.document.description
    line.parents = header.parents.map(\.description)
    switch entry {
    case .whole(let sealed):
      line.author = sealed.change.author
      line.time = sealed.change.time
      line.operations = sealed.change.operations.map(HistoryOperation.init)
      line.payload = Base64.encode(sealed.payload)
    case .redacted(_, let hash, _, _): line.payloadHash = hash.description
    case .withheld: break
    }
    return try bytes(line)
  }

  private func bytes(_ value: some Encodable) throws -> [UInt8] {
    Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
  }

  private struct Head: Encodable {
    struct Stream: Encodable {
      let replica: String
      let sequence: UInt64
      let chain: String
    }

    let format: String
    let version: Int
    let node: String
    let digest: String
    let streams: [Stream]
  }

  private struct Line: Encodable {
    let id: String
    let chain: String
    var document = ""
    var parents: [String] = []
    var author: String?
    var time: Int64?
    var operations: [HistoryOperation]?
    var payload: String?
    var payloadHash: String?

    enum CodingKeys: String, CodingKey {
      case id, chain, document, parents, author, time, operations, payload
      case payloadHash = "payload_hash"
    }
  }
}

/// What a change does, for whoever reads the history without decoding payloads: fields by their names
/// and values as text where they are text.
struct HistoryOperation: Encodable {
  private let name: String
  private var kind: String?
  private var field: String?
  private var value: String?
  /// A value that is no text, as Base64.
  private var bytes: String?
  private var amount: Int64?
  private var splices: [Splice]?

  private struct Splice: Encodable {
    let position: Int
    let deleted: Int
    let inserted: String
  }

  enum CodingKeys: String, CodingKey {
    case name = "operation"
    case kind, field, value, bytes, amount, splices
  }

  init(_ operation: CRDT.Operation) {
    switch operation {
    case .create(let kind):
      name = "create"
      self.kind =
        DocumentKind.all.first { $0.kind.rawValue == kind }?.name ?? "\(kind)"
    case .edit(let field, let edits):
      name = "edit"
      set(field)
      splices = edits.map {
        Splice(position: $0.position, deleted: $0.deleted, inserted: $0.inserted)
      }
    case .assign(let field, let value):
      name = "assign"
      set(field, value)
    case .add(let field, let value):
      name = "add"
      set(field, value)
    case .remove(let field, let value):
      name = "remove"
      set(field, value)
    case .count(let field, let key, let amount):
      name = "count"
      set(field, key)
      self.amount = amount
    case .acknowledge(let conflict):
      name = "acknowledge"
      bytes = Base64.encode(conflict.bytes)
    }
  }

  private mutating func set(_ field: FieldID, _ value: Value? = nil) {
    self.field = Field.named(field)?.name ?? "\(field.rawValue)"
    guard let value else { return }
    self.value = value.text
    if value.text == nil { bytes = Base64.encode(value.bytes) }
  }
}
