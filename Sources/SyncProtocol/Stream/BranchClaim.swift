public import CRDT
public import Digest

/// What one side holds where two branches of a stream part (Protocol/05 §9).
///
/// Both sides say it of their own branch, and so both know which of the two keeps the stream's
/// name: the one whose first change has the smaller payload hash. That hash covers what was done
/// and a random salt, and no name of any stream, so the verdict is the same before and after other
/// branches were renamed, whoever gives it.
public struct BranchClaim: Hashable, Sendable {
  public let replica: ReplicaID

  /// The first number that differs.
  public let first: UInt64

  /// The mark of the number before it; `nil` when the stream begins with the difference.
  public let base: ChainMark?

  /// The mark of the first number that differs.
  public let mark: ChainMark

  /// The hash of the payload there.
  public let payload: SHA256Digest

  /// The sender gives its own branch another name, whatever the hashes say: nobody else holds it.
  /// If both sides say so, the hashes decide.
  public let yields: Bool

  public init(
    replica: ReplicaID, first: UInt64, base: ChainMark?, mark: ChainMark, payload: SHA256Digest,
    yields: Bool
  ) {
    precondition(first > 0)
    precondition((base == nil) == (first == 1))
    self.replica = replica
    self.first = first
    self.base = base
    self.mark = mark
    self.payload = payload
    self.yields = yields
  }

  public var id: ChangeID { ChangeID(replica: replica, sequence: first) }

  /// How two claims about the same number stand to each other.
  public enum Verdict: Hashable, Sendable {
    /// No fork, or not here: they agree on this number, or differ before it already.
    case notHere
    /// One change under two headers: what it stands on was renamed on one side and not yet on the
    /// other. Nothing is to be done about this stream; it heals with the one that it stands on.
    case consequence
    /// The branch of the claim asked keeps the name.
    case keeps
    /// The branch of the claim asked takes the name that its first change gives it.
    case renames
  }

  /// What becomes of this side's branch beside the other side's.
  public func verdict(beside other: BranchClaim) -> Verdict {
    guard id == other.id, base == other.base, mark != other.mark else { return .notHere }
    guard payload != other.payload else { return .consequence }
    if yields != other.yields { return yields ? .renames : .keeps }
    return payload < other.payload ? .keeps : .renames
  }

  /// The renaming of this branch, whoever does it.
  public var renaming: StreamRenaming {
    StreamRenaming(
      of: replica, from: first, to: StreamRenaming.name(ofBranchStartingWith: payload))
  }
}
