public import CRDT
import Digest

/// A node of the tree that a stream's salts grow on (Protocol/02 §5): a secret for 2^level
/// consecutive numbers, from which each one's salt follows and nothing about any other number.
///
/// A salt is there so that a removed or withheld change cannot be found again by guessing, and so
/// it must be as hard to guess as eight random bytes. A hundred of them would be half of what a
/// hundred small edits take to send. A node says as many in sixteen bytes, and it only travels
/// where every change below it travels too (Goldreich, Goldwasser and Micali 1986: the tree; the
/// same use of it for leaving out single leaves is called a puncturable function).
///
///             secret of 1…4
///            ↙             ↘          child(i) = SHA-256("fv1:salt" 0 ‖ secret ‖ i), first half
///     secret of 1…2   secret of 3…4
///       ↙      ↘        ↙      ↘      salt of a number = the first 8 bytes of its own secret
///       1       2       3       4
public struct SaltNode: Hashable, Sendable {
  /// The level of the secrets that an author draws: 4,096 numbers each.
  public static let levelMax = 12

  public let replica: ReplicaID
  /// The lowest number covered: one more than a multiple of 2^level.
  public let first: UInt64
  public let level: Int
  public let secret: UInt128

  public init(replica: ReplicaID, first: UInt64, level: Int, secret: UInt128) {
    precondition(SaltNode.isPlace(first, level))
    self.replica = replica
    self.first = first
    self.level = level
    self.secret = secret
  }

  /// The numbers that it has salts for.
  public var numbers: ClosedRange<UInt64> { first...(first + (1 << UInt64(level) - 1)) }

  /// The place of the node of that level whose numbers `number` is among.
  public static func first(ofLevel level: Int, around number: UInt64) -> UInt64 {
    ((number - 1) >> UInt64(level)) << UInt64(level) + 1
  }

  public static func isPlace(_ first: UInt64, _ level: Int) -> Bool {
    (0...levelMax).contains(level) && first > 0 && first < 1 << 62
      && self.first(ofLevel: level, around: first) == first
  }

  /// The node below this one that begins at `first`.
  func descendant(first: UInt64, level: Int) -> SaltNode {
    precondition(SaltNode.isPlace(first, level))
    precondition(level <= self.level)
    precondition(numbers.contains(first))
    var node = self
    while node.level > level { node = node.child(around: first) }
    return node
  }

  /// The nodes beside the way down to a number: all that may be kept of this one when the payload of
  /// that number is removed (Protocol/02 §5). The lowest levels do not pay.
  public func besides(_ number: UInt64) -> [SaltNode] {
    guard numbers.contains(number) else { return [self] }
    var kept: [SaltNode] = []
    var node = self
    while node.level > 0 {
      let (lower, upper) = (node.child(0), node.child(1))
      let isLower = lower.numbers.contains(number)
      kept.append(isLower ? upper : lower)
      node = isLower ? lower : upper
    }
    return kept.filter { $0.level >= SaltNode.levelMin }
  }

  /// The salt of one of its numbers.
  public func salt(of number: UInt64) -> UInt64 {
    UInt64(truncatingIfNeeded: descendant(first: number, level: 0).secret >> 64)
  }

  /// The salts of all its numbers, ascending.
  public var salts: [UInt64] {
    var nodes = [self]
    for _ in 0..<level { nodes = nodes.flatMap { [$0.child(0), $0.child(1)] } }
    return nodes.map { UInt64(truncatingIfNeeded: $0.secret >> 64) }
  }

  private func child(around number: UInt64) -> SaltNode {
    child((number - first) >> UInt64(level - 1))
  }

  private func child(_ side: UInt64) -> SaltNode {
    var hash = HashDomain.salt.start
    hash.update(bigEndian: UInt64(truncatingIfNeeded: secret >> 64))
    hash.update(bigEndian: UInt64(truncatingIfNeeded: secret))
    hash.update(UInt8(truncatingIfNeeded: side))
    return SaltNode(
      replica: replica, first: first + side << UInt64(level - 1), level: level - 1,
      secret: hash.finalize().prefix)
  }
}

extension SaltNode {
  /// The fewest nodes that say the salts of a run of numbers and of no other number, as far as
  /// `known` goes; what they leave over travels as salts.
  ///
  /// Whatever `known` claims is checked against the salts that the changes have, so an entry that
  /// is out of date costs bytes and nothing else.
  static func cover(
    _ salts: [UInt64], from first: UInt64, of replica: ReplicaID, known: [SaltNode]
  ) -> [SaltNode] {
    var cover: [SaltNode] = []
    var place = 0
    while place < salts.count {
      let number = first + UInt64(place)
      let node = largest(at: number, upTo: salts.count - place, known)
      if let node, node.salts == Array(salts[place..<(place + 1 << node.level)]) {
        cover.append(node)
        place += 1 << node.level
      } else {
        place += 1
      }
    }
    return cover
  }

  /// Two salts are as long as one node, so the lowest two levels do not pay.
  private static let levelMin = 2

  private static func largest(
    at number: UInt64, upTo count: Int, _ known: [SaltNode]
  ) -> SaltNode? {
    let room = Int.bitWidth - 1 - count.leadingZeroBitCount
    let highest = min((number - 1).trailingZeroBitCount, room, levelMax)
    let above = known.filter { $0.numbers.contains(number) }.max { $0.level < $1.level }
    guard let above, min(highest, above.level) >= levelMin else { return nil }
    return above.descendant(first: number, level: min(highest, above.level))
  }
}
