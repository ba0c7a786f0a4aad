/// Names one change: the writer and its place in that writer's stream.
///
/// Sequences per replica are 1, 2, 3 … without gaps. A document is named by the id of the change
/// that created it. Order is by replica, then sequence; it says nothing about time or causality.
@frozen
public struct ChangeID: Hashable, Comparable, Sendable {
  public let replica: ReplicaID
  public let sequence: UInt64

  @inlinable
  public init(replica: ReplicaID, sequence: UInt64) {
    self.replica = replica
    self.sequence = sequence
  }

  @inlinable
  public static func < (left: ChangeID, right: ChangeID) -> Bool {
    left.replica == right.replica
      ? left.sequence < right.sequence
      : left.replica < right.replica
  }
}

extension ChangeID: CustomStringConvertible, LosslessStringConvertible {
  /// The replica's sixteen digits, a hyphen and the sequence in decimal: `00c0ffee00c0ffee-17`.
  public var description: String { "\(replica)-\(sequence)" }

  /// Reads what `description` writes; anything else is `nil`.
  public init?(_ description: String) {
    let parts = description.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let replica = ReplicaID(String(parts[0])),
      let sequence = UInt64(parts[1]), sequence > 0, String(sequence) == parts[1]
    else { return nil }
    self.init(replica: replica, sequence: sequence)
  }
}
