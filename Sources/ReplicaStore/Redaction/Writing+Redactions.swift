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
    case .redacted(let header, let hash, let chain):
      guard try !isGoverned(header.document) else {
        throw ProtocolError(.outOfScope, change: header.id)
      }
      let change =
        try replica.standIn(forPayload: hash, of: header)?.change ?? StandIn.unknown(header)
      try accept(
        change, chain: chain, insteadOf: RemovedPayload(hash: hash, kept: nil))
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
      let (standIn, isSound) = try replica.standIn(
        forPayload: hash, of: ChangeHeader(of: sealed.change))
    else { return try accept(sealed, insteadOf: nil) }
    try accept(
      standIn, chain: sealed.chain,
      insteadOf: RemovedPayload(hash: hash, kept: isSound ? nil : sealed.payload))
  }

  private mutating func accept(
    _ standIn: Change, chain: SHA256Digest, insteadOf removed: RemovedPayload
  ) throws {
    try accept(
      SealedChange(change: standIn, payload: PayloadCodec.encode(standIn), chain: chain),
      insteadOf: removed)
  }
}
