import CRDT
import Digest
import SyncProtocol

/// Taking in what came from elsewhere, without what was removed.
extension Writing {
  /// Puts an entry in the log: a change, or what stands in the place of one whose payload is gone.
  ///
  /// - Throws: `ProtocolError` `.outOfScope` for one that is withheld, and for a record of who may do
  ///   what without its payload: nobody can remove one of those.
  mutating func accept(_ entry: LogEntry) throws {
    switch entry {
    case .whole(let sealed):
      try accept(whole: sealed)
    case .redacted(let header, let hash, let remaining, let chain):
      guard try !isGoverned(header.document) else {
        throw ProtocolError(.outOfScope, change: header.id)
      }
      let standing = try replica.removals(ofPayload: hash).standing(
        of: header, from: remaining.map(PayloadSource.remaining) ?? .nothing)
      try accept(
        standing?.change ?? StandIn.unknown(header), chain: chain,
        insteadOf: standing?.removed
          ?? RemovedPayload(hash: hash, remaining: remaining, lacks: true))
    case .withheld(let id, _, _):
      throw ProtocolError(.outOfScope, change: id)
    }
  }

  private mutating func accept(whole sealed: SealedChange) throws {
    let removals = try knownRemovals ?? replica.removedHashes()
    knownRemovals = removals
    guard !removals.isEmpty else { return try accept(sealed, insteadOf: nil) }
    let hash = StreamChain.payloadHash(sealed.payload)
    guard removals.contains(hash), try !concernsAuthority(sealed.change),
      let standing = try replica.removals(ofPayload: hash).standing(
        of: ChangeHeader(of: sealed.change), from: .whole(sealed.payload))
    else { return try accept(sealed, insteadOf: nil) }
    try accept(standing.change, chain: sealed.chain, insteadOf: standing.removed)
  }

  private mutating func accept(
    _ standIn: Change, chain: SHA256Digest, insteadOf removed: RemovedPayload
  ) throws {
    try accept(
      SealedChange(change: standIn, payload: PayloadCodec.encode(standIn), chain: chain),
      insteadOf: removed)
  }
}
