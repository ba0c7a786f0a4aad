import CRDT
import Digest
import SyncProtocol

/// A message as it stands in the vector files.
struct MessageForm: Decodable, Hashable, Sendable {
  struct Mark: Decodable, Hashable, Sendable {
    let replica: String
    let sequence: UInt64
    let mark: String

    init(_ mark: StreamMark) {
      replica = "\(mark.replica)"
      sequence = mark.sequence
      self.mark = hex(mark.chain)
    }
  }

  struct Span: Decodable, Hashable, Sendable {
    let replica: String
    let first: UInt64
    let count: UInt64
    let base: String?
    let end: String
    let salts: [Salt]
  }

  struct Salt: Decodable, Hashable, Sendable {
    let first: UInt64
    let level: Int
    let secret: String

    init(_ node: SaltNode) {
      first = node.first
      level = node.level
      secret = hex(node.secret)
    }
  }

  let kind: String
  let digest: String
  let agreed: String?
  let vector: String
  let marks: [Mark]
  let more: Bool
  let agreedUnknown: Bool
  let leftAside: Bool
  let stateMark: String?
  let answerLimit: Int?
  let probes: [String]
  let probed: [Mark]
  let branches: [BranchForm]
  let spans: [Span]
  let entries: [EntryForm]

  init(_ message: SyncMessage) {
    kind = "\(message.kind)"
    digest = "\(message.digest)"
    agreed = message.agreed.map { "\($0)" }
    switch message.vector {
    case .unchanged: (vector, marks) = ("unchanged", [])
    case .delta(let moved): (vector, marks) = ("delta", moved.map { Mark($0) })
    case .full(let all): (vector, marks) = ("full", all.map { Mark($0) })
    }
    more = message.hasMore
    agreedUnknown = message.agreedUnknown
    leftAside = message.batchLeftAside
    stateMark = message.stateMark.map { hex($0) }
    answerLimit = message.answerBytesMax
    probes = message.probes.map { "\($0)" }
    probed = message.probed.map { Mark($0) }
    branches = message.branches.map { BranchForm($0) }
    spans = message.batch.spans.map {
      Span(
        replica: "\($0.replica)", first: $0.first, count: $0.count, base: $0.base.map { hex($0) },
        end: hex($0.end), salts: $0.salts.map { Salt($0) })
    }
    entries = message.batch.entries.map { EntryForm($0) }
  }
}

/// A claim about a branch as it stands in the vector files.
struct BranchForm: Decodable, Hashable, Sendable {
  let replica: String
  let first: UInt64
  let base: String?
  let mark: String
  let payload: String
  let yields: Bool

  init(_ claim: BranchClaim) {
    replica = "\(claim.replica)"
    first = claim.first
    base = claim.base.map { hex($0) }
    mark = hex(claim.mark)
    payload = "\(claim.payload)"
    yields = claim.yields
  }

  func claim() throws -> BranchClaim {
    // A mark is the first half of a hash; any second half will do.
    func mark(_ text: String) throws -> ChainMark { ChainMark(try digest(text + text)) }
    guard let replica = ReplicaID(replica) else { throw VectorError(text: replica) }
    return BranchClaim(
      replica: replica, first: first, base: try base.map { try mark($0) },
      mark: try mark(self.mark),
      payload: try digest(payload), yields: yields)
  }
}

private func hex(_ mark: ChainMark) -> String { hex(mark.bits) }

private func hex(_ bits: UInt128) -> String {
  Hex.encode((0..<16).map { UInt8(truncatingIfNeeded: bits >> (120 - 8 * UInt128($0))) })
}
