public import CRDT
public import Digest

/// Gives the end of a stream another name: how two branches of one stream are parted for good
/// (Protocol/05 §9).
///
/// Everything that names a renamed change is renamed with it: the changes themselves, documents
/// they created, parents. Acknowledgements name conflicts by opaque bytes and stay as they are; a
/// conflict between renamed changes is then open again, which loses nothing.
///
/// Example: a restored node wrote numbers 101 and 102 again. `StreamRenaming(of: old, from: 101,
/// to: fresh)` makes them numbers 1 and 2 of its fresh replica id.
public struct StreamRenaming: Hashable, Sendable {
  public let replica: ReplicaID
  public let first: UInt64
  public let name: ReplicaID

  public init(of replica: ReplicaID, from first: UInt64, to name: ReplicaID) {
    precondition(first > 0)
    precondition(replica != name)
    self.replica = replica
    self.first = first
    self.name = name
  }

  /// The name of the branch that does not keep the stream's own, the same on every replica: the
  /// branch whose chain hash at the first difference is smaller keeps the name.
  public static func name(
    ofBranchOf replica: ReplicaID, chainAtFirstDifference chain: SHA256Digest
  ) -> ReplicaID {
    var hash = HashDomain.fork.start
    hash.update(bigEndian: replica.rawValue)
    hash.update(chain)
    return ReplicaID(rawValue: UInt64(truncatingIfNeeded: hash.finalize().prefix >> 64))
  }

  public func callAsFunction(_ id: ChangeID) -> ChangeID {
    guard id.replica == replica, id.sequence >= first else { return id }
    return ChangeID(replica: name, sequence: id.sequence - first + 1)
  }

  public func callAsFunction(_ change: Change) -> Change {
    Change(
      id: self(change.id), document: self(change.document),
      parents: change.parents.map { self($0) }.sorted(), author: change.author,
      time: change.time, salt: change.salt, operations: change.operations)
  }
}
