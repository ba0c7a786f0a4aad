public import CRDT
public import Digest

/// The first 16 bytes of a chain hash: what travels in place of all 32.
///
/// 128 bits are too many for the owner of a stream to find two branches with the same mark, and
/// the digest at the end of every exchange compares all 256.
public struct ChainMark: Hashable, Sendable {
  public let bits: UInt128

  public init(_ chain: SHA256Digest) {
    bits = chain.prefix
  }

  init(bits: UInt128) {
    self.bits = bits
  }
}

/// How far a peer says it holds one stream.
public struct StreamMark: Hashable, Sendable {
  public let replica: ReplicaID
  public let sequence: UInt64
  public let chain: ChainMark

  public init(replica: ReplicaID, sequence: UInt64, chain: ChainMark) {
    self.replica = replica
    self.sequence = sequence
    self.chain = chain
  }

  public init(_ replica: ReplicaID, _ position: StreamPosition) {
    self.init(
      replica: replica, sequence: position.sequence, chain: ChainMark(position.chain))
  }
}

/// What a peer has, as far as it said: the have-vector with marks in place of hashes. Entries
/// ascend by replica id.
public struct PeerVector: Hashable, Sendable {
  public private(set) var marks: [StreamMark] = []

  public init() {}

  public init(_ vector: HaveVector) {
    marks = vector.entries.map { StreamMark($0.replica, $0.position) }
  }

  /// Marks in ascending order without repetition, as a decoder has checked them.
  init(ascending marks: [StreamMark]) {
    self.marks = marks
  }

  /// What was agreed on, with what moved since put over it.
  public init(_ agreed: HaveVector, moved: [StreamMark]) {
    var byReplica: [ReplicaID: StreamMark] = [:]
    for entry in agreed.entries {
      byReplica[entry.replica] = StreamMark(entry.replica, entry.position)
    }
    for mark in moved { byReplica[mark.replica] = mark }
    marks = byReplica.values.sorted { $0.replica < $1.replica }
  }

  public subscript(replica: ReplicaID) -> StreamMark? {
    var low = 0
    var high = marks.count
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].replica < replica { low = middle + 1 } else { high = middle }
    }
    return low < marks.count && marks[low].replica == replica ? marks[low] : nil
  }

  public func covers(_ id: ChangeID) -> Bool {
    guard let mark = self[id.replica] else { return false }
    return id.sequence <= mark.sequence
  }
}
