public import CRDT
public import Digest

/// Gives the end of a stream another name: how two branches of one stream are parted for good
/// (Protocol/05 §9).
///
/// Everything that names a renamed change is renamed with it: the changes themselves, documents
/// they created, parents. So other streams' changes that stand on them get new headers and with
/// them new chain hashes, the same on every replica. Payloads stay as they are, byte for byte: an
/// acknowledgement of a conflict between renamed changes is void then and the conflict is open
/// again, which loses nothing.
///
/// Example: a restored node wrote numbers 101 and 102 again. `StreamRenaming(of: old, from: 101,
/// to: name)` makes them numbers 1 and 2 of a stream of their own.
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

  /// The first change that gets another name.
  public var firstID: ChangeID { ChangeID(replica: replica, sequence: first) }

  /// The name of a branch that does not keep the stream's own, the same on every replica.
  ///
  /// Only the payload of its first change goes into it, which is its own because of its salt. The
  /// stream's name does not: a branch of a branch would get one name from who knew the outer fork
  /// first and another from who knew the inner one first, and its edits would be there twice.
  public static func name(ofBranchStartingWith payloadHash: SHA256Digest) -> ReplicaID {
    var hash = HashDomain.fork.start
    hash.update(payloadHash)
    return ReplicaID(rawValue: UInt64(truncatingIfNeeded: hash.finalize().prefix >> 64))
  }

  public func callAsFunction(_ id: ChangeID) -> ChangeID {
    guard id.replica == replica, id.sequence >= first else { return id }
    return ChangeID(replica: name, sequence: id.sequence - first + 1)
  }

  public func callAsFunction(_ change: Change) -> Change {
    Change(
      id: self(change.id), document: self(change.document),
      parents: self(change.parents), author: change.author,
      time: change.time, salt: change.salt, operations: change.operations)
  }

  public func callAsFunction(_ header: ChangeHeader) -> ChangeHeader {
    ChangeHeader(
      id: self(header.id), document: self(header.document), parents: self(header.parents))
  }

  /// Ascending and each once: a replica that held a branch under both its names for a while may
  /// have named both.
  private func callAsFunction(_ parents: [ChangeID]) -> [ChangeID] {
    Set(parents.map { self($0) }).sorted()
  }
}
