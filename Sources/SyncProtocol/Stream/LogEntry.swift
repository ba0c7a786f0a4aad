public import CRDT
public import Digest

/// A change with its canonical payload and its place in the stream's chain: what the store keeps
/// and what a batch is made from.
public struct SealedChange: Hashable, Sendable {
  public let change: Change
  public let payload: [UInt8]
  public let chain: SHA256Digest

  /// Takes parts that already fit each other, as the store does when it reads them back.
  public init(change: Change, payload: [UInt8], chain: SHA256Digest) {
    self.change = change
    self.payload = payload
    self.chain = chain
  }

  /// Seals a new change behind the chain hash of its predecessor (`nil` for number 1). Refuses
  /// what no other replica would accept.
  public init(sealing change: Change, after previous: SHA256Digest?) throws(ProtocolError) {
    try change.validate()
    let payload = PayloadCodec.encode(change)
    guard payload.count <= SyncLimits.standard.payloadBytesMax else {
      throw ProtocolError(.overLimit, change: change.id)
    }
    self.init(
      change: change, payload: payload,
      chain: StreamChain.next(
        after: previous, header: ChangeHeader(of: change),
        payloadHash: StreamChain.payloadHash(payload)))
  }
}

/// One number of a stream as a replica holds it: the change itself, or what is left of it.
public enum LogEntry: Hashable, Sendable {
  case whole(SealedChange)

  /// The payload was removed, everywhere and for good; the graph keeps its place. `remaining` is what
  /// is left of it (`RemainingPayload`), where that is known and is not in the record of the removal.
  case redacted(
    ChangeHeader, payloadHash: SHA256Digest, remaining: [UInt8]?, chain: SHA256Digest)

  /// Not for this replica's scope: nothing but the number and the commitment.
  case withheld(ChangeID, commitment: SHA256Digest, chain: SHA256Digest)

  public var id: ChangeID {
    switch self {
    case .whole(let sealed): sealed.change.id
    case .redacted(let header, _, _, _): header.id
    case .withheld(let id, _, _): id
    }
  }

  public var chain: SHA256Digest {
    switch self {
    case .whole(let sealed): sealed.chain
    case .redacted(_, _, _, let chain), .withheld(_, _, let chain): chain
    }
  }

  public var change: Change? {
    guard case .whole(let sealed) = self else { return nil }
    return sealed.change
  }

  /// The header where this replica knows it.
  public var header: ChangeHeader? {
    switch self {
    case .whole(let sealed): ChangeHeader(of: sealed.change)
    case .redacted(let header, _, _, _): header
    case .withheld: nil
    }
  }

  /// The same number with nothing told about it: what a peer of narrower scope is given.
  public var withheld: LogEntry {
    switch self {
    case .whole(let sealed):
      .withheld(
        id,
        commitment: StreamChain.commitment(
          to: ChangeHeader(of: sealed.change),
          payloadHash: StreamChain.payloadHash(sealed.payload)),
        chain: chain)
    case .redacted(let header, let payloadHash, _, let chain):
      .withheld(
        id, commitment: StreamChain.commitment(to: header, payloadHash: payloadHash), chain: chain)
    case .withheld: self
    }
  }

  /// What goes into a batch: the entry without its chain, which the receiver computes itself.
  public var streamEntry: StreamEntry {
    switch self {
    case .whole(let sealed): .whole(sealed.change)
    case .redacted(let header, let payloadHash, let remaining, _):
      .redacted(header, payloadHash: payloadHash, remaining: remaining)
    case .withheld(let id, let commitment, _): .withheld(id, commitment: commitment)
    }
  }
}

/// One number of a stream as it travels.
public enum StreamEntry: Hashable, Sendable {
  case whole(Change)
  case redacted(ChangeHeader, payloadHash: SHA256Digest, remaining: [UInt8]?)
  case withheld(ChangeID, commitment: SHA256Digest)

  public var id: ChangeID {
    switch self {
    case .whole(let change): change.id
    case .redacted(let header, _, _): header.id
    case .withheld(let id, _): id
    }
  }

  public var header: ChangeHeader? {
    switch self {
    case .whole(let change): ChangeHeader(of: change)
    case .redacted(let header, _, _): header
    case .withheld: nil
    }
  }

  /// The entry with its place in the chain, computed from its content.
  func sealed(after previous: SHA256Digest?) -> LogEntry {
    switch self {
    case .whole(let change):
      let payload = PayloadCodec.encode(change)
      let chain = StreamChain.next(
        after: previous, header: ChangeHeader(of: change),
        payloadHash: StreamChain.payloadHash(payload))
      return .whole(SealedChange(change: change, payload: payload, chain: chain))
    case .redacted(let header, let payloadHash, let remaining):
      let chain = StreamChain.next(after: previous, header: header, payloadHash: payloadHash)
      return .redacted(
        header, payloadHash: payloadHash, remaining: remaining, chain: chain)
    case .withheld(let id, let commitment):
      let chain = StreamChain.next(after: previous, commitment: commitment)
      return .withheld(id, commitment: commitment, chain: chain)
    }
  }
}
