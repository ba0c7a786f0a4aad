public import CRDT
public import Digest

/// What an exchange needs from a replica, and from what it remembers about one peer. The store,
/// a test's array or the simulator's disk stands behind it.
///
/// An exchange calls these one after another, never at the same time.
public struct ReplicaAccess {
  /// The replica id that this node writes under.
  public var own: ReplicaID

  /// What the replica holds.
  public var vector: () throws -> HaveVector

  /// The chain hash of a number that the replica holds; `nil` for others.
  public var chain: (ChangeID) throws -> SHA256Digest?

  /// Visits what the peer lacks in the order of the replica's log, as the peer's scope may see
  /// it, until the visitor has enough and says `false`.
  public var log: (_ lackedBy: PeerVector, _ visit: (LogEntry) throws -> Bool) throws -> Void

  /// Visits, in the same way, what the peer lacks and should have before all the rest, and everything
  /// that it stands on (Protocol/05 §10): what must not wait while a link is weak.
  public var urgent: (_ lackedBy: PeerVector, _ visit: (LogEntry) throws -> Bool) throws -> Void = {
    _, _ in
  }

  /// What is known of the secrets that the salts of these numbers follow from (`SaltNode`). Only
  /// bytes depend on it: what is missing here travels as salts.
  public var salts: (ReplicaID, ClosedRange<UInt64>) throws -> [SaltNode]

  /// Whether the peer's scope allows this entry. Without more ado only whole changes: a number that
  /// was taken withheld counts as held and would never be asked for again, and one that was taken
  /// redacted waits for the record that says what stands in its place.
  public var admits: (StreamEntry) throws -> Bool

  /// Stores a batch and the vector after it in one transaction, or throws and stores nothing.
  public var apply: (VerifiedBatch) throws -> Void

  /// The vector remembered for a digest that this peer was told or proved.
  public var agreed: (SHA256Digest) throws -> HaveVector?

  /// Remembers a vector under its digest for this peer; the last few are enough.
  public var remember: (SHA256Digest, HaveVector) throws -> Void

  /// Something about a stream that somebody must act on, told before the batch that came with it
  /// is applied.
  public var report: (SyncFinding) throws -> Void

  /// A digest over what readers see, so that two replicas with equal changes and unequal articles
  /// notice; `nil` where the peer sees only a part.
  public var stateMark: () throws -> ChainMark?

  /// What the replica holds at a number, said for the case that branches part there; `nil` when it
  /// does not hold it. A replica that cannot heal forks says nothing.
  public var claim: (ChangeID) throws -> BranchClaim? = { _ in nil }

  /// Gives the own branch its other name because of what the peer holds there; `false` when this
  /// peer may not cause that. Everything that is remembered about agreements is void afterwards.
  public var rename: (_ own: BranchClaim, _ other: BranchClaim) throws -> Bool = { _, _ in false }

  /// The forks that were healed here by giving a branch another name.
  public var healed: () throws -> [HealedFork] = { [] }

  /// Told before a batch leaves: from now on somebody else may hold these numbers.
  public var offered: ([Batch.Span]) throws -> Void = { _ in }

  /// Given by a replica that only follows (a mirror, Protocol/10 §4): forgets its streams from these
  /// numbers on, which the peer that it asks does not hold, or holds otherwise; `false` when this
  /// peer may not cause that. Such a replica offers nothing when it asks.
  public var giveWay: ((_ from: [ChangeID]) throws -> Bool)?

  public init(
    own: ReplicaID,
    vector: @escaping () throws -> HaveVector,
    chain: @escaping (ChangeID) throws -> SHA256Digest?,
    log: @escaping (PeerVector, (LogEntry) throws -> Bool) throws -> Void,
    apply: @escaping (VerifiedBatch) throws -> Void,
    agreed: @escaping (SHA256Digest) throws -> HaveVector?,
    remember: @escaping (SHA256Digest, HaveVector) throws -> Void,
    report: @escaping (SyncFinding) throws -> Void,
    stateMark: @escaping () throws -> ChainMark? = { nil },
    salts: @escaping (ReplicaID, ClosedRange<UInt64>) throws -> [SaltNode] = { _, _ in [] },
    admits: @escaping (StreamEntry) throws -> Bool = ReplicaAccess.isWhole
  ) {
    self.own = own
    self.vector = vector
    self.chain = chain
    self.log = log
    self.apply = apply
    self.agreed = agreed
    self.remember = remember
    self.report = report
    self.stateMark = stateMark
    self.salts = salts
    self.admits = admits
  }

  public static func isWhole(_ entry: StreamEntry) -> Bool {
    if case .whole = entry { true } else { false }
  }

  /// Whole changes, and those whose payload was removed for good.
  public static func hasHeader(_ entry: StreamEntry) -> Bool { entry.header != nil }

  /// The batch, verified against what is held now.
  func verified(_ batch: Batch, _ held: HaveVector, _ limits: SyncLimits) throws -> VerifiedBatch {
    for entry in batch.entries where try !admits(entry) {
      throw ProtocolError(.outOfScope, change: entry.id)
    }
    let verified = try VerifiedBatch(batch, continuing: held, limits: limits, chain: chain)
    for fork in try healed() {
      // What has another name here must not come back under its old one.
      guard batch.spans.contains(where: { $0.replica == fork.lost.replica }) else { continue }
      for entry in verified.fresh
      where entry.id == fork.lost.id && ChainMark(entry.chain) == fork.lost.mark {
        throw ProtocolError(.fork, change: entry.id)
      }
    }
    return verified
  }

  /// Of the forks healed here, those whose kept branch the peer should be told of: it goes on where
  /// this replica stops, and whether with the branch that kept the name nobody can see yet.
  func claims(for marks: [StreamMark], _ held: HaveVector) throws -> [BranchClaim] {
    let healed = try healed()
    guard !healed.isEmpty else { return [] }
    var claims: [ReplicaID: BranchClaim] = [:]
    for kept in healed.map(\.kept) where (held[kept.replica]?.sequence ?? 0) == kept.first - 1 {
      guard marks.contains(where: { $0.replica == kept.replica && $0.sequence >= kept.first })
      else { continue }
      if let other = claims[kept.replica], other.payload < kept.payload { continue }
      claims[kept.replica] = kept
    }
    return claims.values.sorted { $0.replica < $1.replica }
  }
}

/// A fork that was healed by giving one branch another name: what both branches began with.
public struct HealedFork: Hashable, Sendable {
  public let kept: BranchClaim
  public let lost: BranchClaim

  public init(kept: BranchClaim, lost: BranchClaim) {
    self.kept = kept
    self.lost = lost
  }
}

/// What an exchange found out about streams, beyond the changes it moved.
public enum SyncFinding: Hashable, Sendable {
  /// The peer holds more of this replica's own stream than the replica itself: it was restored
  /// from a backup. It must take a fresh replica id before its next change.
  case ownStreamAhead(here: UInt64, there: UInt64)

  /// Two branches of one stream are out: a copied disk, or numbers used again after a restore.
  /// The first number that differs is known once the exchange has looked for it.
  case fork(ReplicaID, firstDifferent: UInt64?)

  /// The exchange ends with a fork that neither side could heal.
  case forkStays(ReplicaID, firstDifferent: UInt64)

  /// Both sides hold the same streams up to the same numbers, and still not the same.
  case digestsDiffer

  /// Equal sets of changes, but not the same articles: a bug of ours.
  case statesDiffer
}
