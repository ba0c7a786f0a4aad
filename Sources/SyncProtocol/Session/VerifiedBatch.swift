public import CRDT
public import Digest
import Planted

/// A batch that continues what this replica holds: every chain hash computed, every parent at
/// hand. Only such a batch may be stored.
public struct VerifiedBatch: Sendable {
  /// What the replica did not hold, in an order in which parents come first.
  public let fresh: [LogEntry]

  /// Numbers that it held already, proved to be the same. One that it held only as withheld may
  /// be filled in from here.
  public let repeated: [LogEntry]

  /// The secrets that stood for salts of its changes, to be sent on in the same way.
  public let salts: [SaltNode]

  /// The have-vector after `fresh`.
  public let vector: HaveVector

  /// Checks a batch against what a replica holds. Throws `ProtocolError` with the reason `.gap`,
  /// `.fork`, `.missingParent` or `.chainMismatch` when it does not fit.
  public init(
    _ batch: Batch, continuing held: HaveVector, limits: SyncLimits = .standard,
    chain: (ChangeID) throws -> SHA256Digest?
  ) throws {
    var verifier = BatchVerifier(held: held, limits: limits)
    for span in batch.spans { try verifier.open(span, chain: chain) }
    for entry in batch.entries { try verifier.take(entry) }
    for span in batch.spans { try verifier.close(span, chain: chain) }
    fresh = verifier.fresh
    salts = batch.spans.flatMap(\.salts)
    repeated = verifier.repeated
    vector = verifier.vector
  }
}

private struct BatchVerifier {
  private let held: HaveVector
  private let limits: SyncLimits
  private var running: [ReplicaID: SHA256Digest] = [:]
  private(set) var fresh: [LogEntry] = []
  private(set) var repeated: [LogEntry] = []
  private(set) var vector: HaveVector

  init(held: HaveVector, limits: SyncLimits) {
    self.held = held
    self.limits = limits
    vector = held
  }

  /// The run must begin at most one behind what is held, on the same chain.
  mutating func open(_ span: Batch.Span, chain: (ChangeID) throws -> SHA256Digest?) throws {
    let position = held[span.replica]
    let next = (position?.sequence ?? 0) + 1
    if Planted.has(.gapAccepted), span.first > next { return }
    guard span.first <= next else {
      throw ProtocolError(.gap, change: ChangeID(replica: span.replica, sequence: next))
    }
    guard span.first > 1 else { return }
    let before = ChangeID(replica: span.replica, sequence: span.first - 1)
    guard let base = span.first == next ? position?.chain : try chain(before),
      span.base == ChainMark(base)
    else { throw ProtocolError(.fork, change: before) }
    running[span.replica] = base
  }

  mutating func take(_ entry: StreamEntry) throws(ProtocolError) {
    let id = entry.id
    let sealed = entry.sealed(after: running[id.replica])
    if case .whole(let change) = sealed, change.payload.count > limits.payloadBytesMax {
      throw ProtocolError(.overLimit, change: id)
    }
    try checkAncestors(of: entry)
    running[id.replica] = sealed.chain
    if let position = held[id.replica], id.sequence <= position.sequence {
      guard id.sequence < position.sequence || sealed.chain == position.chain else {
        throw ProtocolError(.fork, change: id)
      }
      repeated.append(sealed)
    } else {
      fresh.append(sealed)
      vector[id.replica] = StreamPosition(sequence: id.sequence, chain: sealed.chain)
    }
  }

  private func checkAncestors(of entry: StreamEntry) throws(ProtocolError) {
    guard let header = entry.header else { return }
    let document = header.document == header.id || vector.covers(header.document)
    guard document, header.parents.allSatisfy(vector.covers) else {
      throw ProtocolError(.missingParent, change: header.id)
    }
  }

  /// The run must end on the chain that its sender has, and a repeated one on ours.
  func close(_ span: Batch.Span, chain: (ChangeID) throws -> SHA256Digest?) throws {
    let last = ChangeID(replica: span.replica, sequence: span.first + span.count - 1)
    guard let end = running[span.replica], ChainMark(end) == span.end || Planted.has(.gapAccepted)
    else {
      throw ProtocolError(.chainMismatch, change: last)
    }
    if let position = held[span.replica], last.sequence < position.sequence {
      guard try chain(last) == end else { throw ProtocolError(.fork, change: last) }
    }
  }
}
