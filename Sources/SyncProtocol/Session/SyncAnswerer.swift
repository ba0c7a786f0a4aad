import CRDT
import Digest

/// The side that is asked. It keeps nothing between requests but what its replica remembers, so a
/// request that is cut, repeated or late does no harm (Protocol/05 §7).
public struct SyncAnswerer {
  private let access: ReplicaAccess
  private let limits: SyncLimits
  private let bytesMax: Int

  /// `bytesMax` bounds the compressed batch of an answer; a requester may ask for shorter ones.
  public init(
    access: ReplicaAccess, bytesMax: Int = SyncSession.batchBytesMax,
    limits: SyncLimits = .standard
  ) {
    self.access = access
    self.limits = limits
    self.bytesMax = bytesMax
  }

  /// The answer to a request. A batch that does not continue what is held is left aside and the
  /// answer says so; one that no sound peer can have sent throws, and nothing of it was stored.
  public func answer(to request: SyncMessage) throws -> EncodedMessage {
    guard request.kind == .request else { throw ProtocolError(.unexpectedAnswer) }
    var held = try access.vector()
    if request.digest == held.digest { return try agree(with: request, held) }
    var healing = BranchHealing(access: access)
    if try healing.weigh(request.branches) { held = try access.vector() }
    let agreed = try agreedVector(request, held)
    let peer = peerVector(request, agreed)
    let comparison = try StreamComparison(
      peer?.marks ?? [], with: held, own: access.own, chain: access.chain)
    try report(comparison, held)
    let isCurrent = peer != nil && !healing.hasRenamed
    let leftAside =
      try isCurrent
      ? !take(request.batch, comparison, agreed, held)
      : !request.batch.isEmpty
    let after = try access.vector()
    let answer = SyncMessage(
      kind: .answer, digest: after.digest, vector: Self.vector(after, since: agreed),
      agreedUnknown: request.agreed != nil && agreed == nil, batchLeftAside: leftAside,
      stateMark: try access.stateMark(), probed: try marks(request.probes, comparison),
      branches: try healing.claims(for: peer?.marks ?? [], held, limits))
    guard let peer else { return EncodedMessage(answer) }
    let encoded = try collector(comparison, agreed).fill(
      answer, for: peer, bytesMax: min(bytesMax, request.answerBytesMax ?? bytesMax))
    try access.offered(encoded.message.batch.spans)
    // Once the requester has taken this, it will name the digest as agreed.
    if !encoded.message.hasMore { try access.remember(after.digest, after) }
    return encoded
  }

  /// Equal digests: nothing to say, and nothing to write if it was known before.
  private func agree(with request: SyncMessage, _ held: HaveVector) throws -> EncodedMessage {
    if try request.agreed != request.digest || access.agreed(request.digest) == nil {
      try access.remember(request.digest, held)
    }
    return EncodedMessage(
      SyncMessage(
        kind: .answer, digest: request.digest, vector: .unchanged,
        stateMark: try agreedState(with: request), probed: try marks(request.probes, nil)))
  }

  private func agreedState(with request: SyncMessage) throws -> ChainMark? {
    let here = try access.stateMark()
    if let here, let there = request.stateMark, here != there {
      try access.report(.statesDiffer)
    }
    return here
  }

  private func agreedVector(_ request: SyncMessage, _ held: HaveVector) throws -> HaveVector? {
    guard let digest = request.agreed else { return nil }
    return digest == held.digest ? held : try access.agreed(digest)
  }

  /// What the requester has, as far as it can be known.
  private func peerVector(_ request: SyncMessage, _ agreed: HaveVector?) -> PeerVector? {
    switch request.vector {
    case .full(let marks): PeerVector(ascending: marks)
    case .delta(let marks): agreed.map { PeerVector($0, moved: marks) }
    case .unchanged: agreed.map { PeerVector($0) }
    }
  }

  private func report(_ comparison: StreamComparison, _ held: HaveVector) throws {
    if let there = comparison.ownAhead {
      try access.report(
        .ownStreamAhead(here: held[access.own]?.sequence ?? 0, there: there))
    }
    for replica in comparison.different.keys.sorted() {
      try access.report(.fork(replica, firstDifferent: nil))
    }
  }

  /// Stores the batch; `false` if it does not continue what is held.
  ///
  /// Only one whose sender's vector is known: a change may name a number of a forked stream and
  /// mean the other branch's.
  private func take(
    _ batch: Batch, _ comparison: StreamComparison, _ agreed: HaveVector?, _ held: HaveVector
  ) throws -> Bool {
    guard !batch.isEmpty else { return true }
    var forked = forked(comparison, agreed)
    guard batch.entries.allSatisfy({ BatchCollector.admits($0.id, $0.header, &forked) }) else {
      return false
    }
    let verified: VerifiedBatch
    do {
      verified = try access.verified(batch, held, limits)
    } catch let error as ProtocolError
      where [.gap, .fork, .missingParent].contains(error.reason)
    {
      // The requester counted from knowledge that no longer holds here. The answer's vector tells
      // it what does.
      return false
    }
    if !verified.fresh.isEmpty || !verified.repeated.isEmpty { try access.apply(verified) }
    return true
  }

  static func vector(_ held: HaveVector, since agreed: HaveVector?) -> SyncMessage.Vector {
    guard let agreed, agreed.entries.allSatisfy({ held[$0.replica] != nil }) else {
      return .full(PeerVector(held).marks)
    }
    let moved = held.advanced(since: agreed).map { StreamMark($0.0, $0.1) }
    return moved.isEmpty ? .unchanged : .delta(moved)
  }

  private func collector(
    _ comparison: StreamComparison, _ agreed: HaveVector?
  ) -> BatchCollector {
    BatchCollector(access: access, limits: limits, forked: forked(comparison, agreed))
  }

  /// Where streams may differ: what was agreed on is certainly common; behind it, nobody knows yet
  /// where branches part.
  private func forked(
    _ comparison: StreamComparison, _ agreed: HaveVector?
  ) -> [ReplicaID: UInt64] {
    var forked: [ReplicaID: UInt64] = [:]
    for replica in comparison.different.keys {
      forked[replica] = (agreed?[replica]?.sequence ?? 0) + 1
    }
    return forked
  }

  /// The marks asked for, and unasked those that prove a fork to the requester.
  private func marks(
    _ probes: [ChangeID], _ comparison: StreamComparison?
  ) throws -> [StreamMark] {
    let unasked = (comparison?.different ?? [:]).map { ChangeID(replica: $0, sequence: $1) }
    let wanted = Set(probes).union(unasked).sorted().prefix(limits.probesMax)
    return try wanted.compactMap { id in
      try access.chain(id).map {
        StreamMark(replica: id.replica, sequence: id.sequence, chain: ChainMark($0))
      }
    }
  }
}
