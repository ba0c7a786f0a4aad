public import CRDT

/// What a node does about its own bundles in a relay folder, once it knows what the others hold: a
/// pure function of their cards and of what its bundles bring.
public struct RelayPlan {
  /// What one bundle needs, what it brings, and who can read it.
  public struct Reach: Hashable, Sendable {
    public let from: PeerVector
    public let to: PeerVector
    /// The names of the keys that it is sealed with.
    public let keys: [String]

    public init(from: PeerVector, to: PeerVector, keys: [String]) {
      self.from = from
      self.to = to
      self.keys = keys
    }

    /// For a row of the local database.
    public var encoded: [UInt8] {
      var writer = ByteWriter()
      writer.marks(from.marks)
      writer.marks(to.marks)
      writer.varint(UInt64(keys.count))
      for key in keys { writer.string(key) }
      return writer.bytes
    }

    public init(decoding bytes: [UInt8]) throws(ProtocolError) {
      self = try ProtocolError.reading { () throws(ByteError) in
        var reader = ByteReader(bytes)
        let limit = SyncLimits.standard.streamsMax
        let from = PeerVector(ascending: try reader.marks(upTo: limit))
        let to = PeerVector(ascending: try reader.marks(upTo: limit))
        var keys: [String] = []
        for _ in 0..<(try reader.count(upTo: BundleFormat.sealsMax)) {
          keys.append(try reader.string())
        }
        return Reach(from: from, to: to, keys: keys)
      }
    }
  }

  /// Somebody who has put a card into the folder.
  public struct Reader: Hashable, Sendable {
    /// What it says it holds, but for streams of which it holds another branch.
    public let held: PeerVector
    /// The name of the key that is shared with it. A bundle from before it was shared, or before it
    /// was changed, is none for this reader.
    public let key: String

    public init(held: PeerVector, key: String) {
      self.held = held
      self.key = key
    }
  }

  /// More bundles than this are replaced by as few as will do.
  public static let bundlesMax = 64

  /// Bundles that nobody needs any more; to be taken away once the new ones are there.
  public let superseded: [Int]

  /// What every reader that still lacks something will hold once it has read what is there; `nil`
  /// when nobody will lack anything.
  public let start: PeerVector?

  /// - Parameters:
  ///   - bundles: the own ones that are there, oldest first.
  public init(own: HaveVector, bundles: [Reach], readers: [Reader]) {
    // A bundle is read once, so what was set back or came later to the folder counts as unread.
    let unread = bundles.indices.filter { number in
      readers.contains { !$0.held.covers(bundles[number].to) }
    }
    let isCrowded = unread.count > Self.bundlesMax
    let kept = isCrowded || readers.isEmpty ? [] : unread
    let reached = readers.map { reader in
      kept.map { bundles[$0] }.reduce(reader.held) { held, bundle in
        let isRead = bundle.keys.contains(reader.key) && held.covers(bundle.from)
        return isRead ? held.joined(with: bundle.to) : held
      }
    }
    let all = PeerVector(own)
    start = reached.filter { !$0.covers(all) }.reduce(nil) { least, held in
      (least ?? all).meeting(held, own)
    }
    superseded = readers.isEmpty ? [] : bundles.indices.filter { !kept.contains($0) }
  }
}

extension PeerVector {
  /// Whether it reaches as far as another one in every stream.
  public func covers(_ other: PeerVector) -> Bool {
    other.marks.allSatisfy { ($0.sequence <= self[$0.replica]?.sequence ?? 0) }
  }

  /// Without some streams.
  public func without(_ streams: [ReplicaID: UInt64]) -> PeerVector {
    PeerVector(ascending: marks.filter { streams[$0.replica] == nil })
  }

  /// The farther of both in every stream.
  func joined(with other: PeerVector) -> PeerVector {
    advanced(to: other.marks.filter { $0.sequence > self[$0.replica]?.sequence ?? 0 })
  }

  /// The shorter of both in every stream, as far as `own` goes. Marks of numbers that `own` ends on
  /// are its own.
  fileprivate func meeting(_ other: PeerVector, _ own: HaveVector) -> PeerVector {
    PeerVector(
      ascending: marks.compactMap { mark in
        guard let there = other[mark.replica] else { return nil }
        return there.sequence < mark.sequence ? there : mark
      })
  }
}
