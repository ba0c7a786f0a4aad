import CRDT
import Digest
import SyncProtocol

/// A stream entry as it stands in the vector files.
struct EntryForm: Decodable, Hashable, Sendable {
  let id: String
  var document: String?
  var parents: [String]?
  var payload: String?
  var payloadHash: String?
  var remaining: String?
  var commitment: String?

  func entry() throws -> StreamEntry {
    let id = try changeID(id)
    if let commitment { return .withheld(id, commitment: try digest(commitment)) }
    let document = try changeID(document ?? "")
    let parents = try (parents ?? []).map { try changeID($0) }
    if let payloadHash {
      return .redacted(
        ChangeHeader(id: id, document: document, parents: parents),
        payloadHash: try digest(payloadHash), remaining: try remaining.map { try bytes($0) })
    }
    return .whole(
      try PayloadCodec.decode(
        id: id, document: document, parents: parents, payload: try bytes(payload ?? "")))
  }

  init(_ entry: StreamEntry) {
    id = "\(entry.id)"
    document = entry.header.map { "\($0.document)" }
    parents = entry.header.map { $0.parents.map { "\($0)" } }
    switch entry {
    case .whole(let change): payload = Hex.encode(PayloadCodec.encode(change))
    case .redacted(_, let hash, let rest):
      payloadHash = "\(hash)"
      remaining = rest.map { Hex.encode($0) }
    case .withheld(_, let hash): commitment = "\(hash)"
    }
  }
}

/// What a payload says, as it stands in the vector files.
struct ChangeForm: Decodable, Sendable {
  struct Step: Decodable, Hashable, Sendable {
    struct Splice: Decodable, Hashable, Sendable {
      let position: Int
      let deleted: Int
      let inserted: String
    }

    let op: String
    var kind: UInt32?
    var field: UInt32?
    var value: String?
    var amount: Int64?
    var splices: [Splice]?
  }

  let author: String
  let time: Int64
  let salt: String
  let operations: [Step]
}

extension ChangeForm.Step {
  init(_ operation: Operation) {
    switch operation {
    case .create(let kind):
      self.init(op: "create", kind: kind)
    case .edit(let field, let splices):
      self.init(
        op: "edit", field: field.rawValue,
        splices: splices.map {
          Splice(position: $0.position, deleted: $0.deleted, inserted: $0.inserted)
        })
    case .assign(let field, let value):
      self.init(op: "assign", field: field.rawValue, value: Hex.encode(value.bytes))
    case .add(let field, let value):
      self.init(op: "add", field: field.rawValue, value: Hex.encode(value.bytes))
    case .remove(let field, let value):
      self.init(op: "remove", field: field.rawValue, value: Hex.encode(value.bytes))
    case .count(let field, let key, let amount):
      self.init(
        op: "count", field: field.rawValue, value: Hex.encode(key.bytes), amount: amount)
    case .acknowledge(let conflict):
      self.init(op: "acknowledge", value: Hex.encode(conflict.bytes))
    }
  }
}
