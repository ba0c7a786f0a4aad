public import CRDT
public import Digest

/// How far one stream is held: the highest number and the chain hash there.
public struct StreamPosition: Hashable, Sendable {
  public let sequence: UInt64
  public let chain: SHA256Digest

  public init(sequence: UInt64, chain: SHA256Digest) {
    self.sequence = sequence
    self.chain = chain
  }
}

/// What a replica has, exactly: for each stream the highest number held and its chain hash.
///
/// Entries ascend by replica id. Two replicas with equal digests hold the same set of changes, and
/// since everything shown is a pure function of that set, they show the same.
public struct HaveVector: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public let replica: ReplicaID
    public var position: StreamPosition

    public init(replica: ReplicaID, position: StreamPosition) {
      self.replica = replica
      self.position = position
    }
  }

  public private(set) var entries: [Entry] = []

  public init() {}

  /// Takes entries in any order; of two for one stream the further one counts.
  public init(_ entries: some Sequence<Entry>) {
    let given = Array(entries)
    guard zip(given, given.dropFirst()).contains(where: { $0.replica >= $1.replica }) else {
      self.entries = given
      return
    }
    for entry in given.sorted(by: { $0.replica < $1.replica }) {
      if let last = self.entries.last, last.replica == entry.replica {
        if last.position.sequence < entry.position.sequence {
          self.entries[self.entries.count - 1] = entry
        }
      } else {
        self.entries.append(entry)
      }
    }
  }

  public subscript(replica: ReplicaID) -> StreamPosition? {
    get {
      let index = lowerBound(replica)
      return index < entries.count && entries[index].replica == replica
        ? entries[index].position : nil
    }
    set {
      let index = lowerBound(replica)
      let exists = index < entries.count && entries[index].replica == replica
      switch (newValue, exists) {
      case (let position?, true): entries[index].position = position
      case (let position?, false):
        entries.insert(Entry(replica: replica, position: position), at: index)
      case (nil, true): entries.remove(at: index)
      case (nil, false): break
      }
    }
  }

  /// SHA-256("fv1:vector" 0 ‖ for each entry: replica, sequence, chain); Protocol/05 §2. The
  /// empty vector has a digest like any other.
  public var digest: SHA256Digest {
    var hash = HashDomain.vector.start
    for entry in entries {
      hash.update(bigEndian: entry.replica.rawValue)
      hash.update(bigEndian: entry.position.sequence)
      hash.update(entry.position.chain)
    }
    return hash.finalize()
  }

  public func covers(_ id: ChangeID) -> Bool {
    guard let position = self[id.replica] else { return false }
    return id.sequence <= position.sequence
  }

  /// The entries that are not the same in an older vector, in ascending order.
  public func advanced(since older: HaveVector) -> [(ReplicaID, StreamPosition)] {
    var known = older.entries[...]
    return entries.compactMap { entry in
      while let next = known.first, next.replica < entry.replica { known.removeFirst() }
      return known.first == entry ? nil : (entry.replica, entry.position)
    }
  }

  /// Takes over every stream that the other vector has further than this one.
  public mutating func merge(_ other: HaveVector) {
    self = HaveVector(entries + other.entries)
  }

  private func lowerBound(_ replica: ReplicaID) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].replica < replica { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
