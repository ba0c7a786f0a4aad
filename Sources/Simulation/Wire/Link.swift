import CRDT

/// One machine's half of a pair: whom it knows, by which name and with which key.
struct Link: Hashable, Sendable {
  /// The machine at the other end.
  let machine: Int
  /// What this side calls it.
  let name: String
  let node: UInt64
  let keyID: String
  let key: [UInt8]

  /// Whether this side calls the other by itself; otherwise it is only called.
  var isCalled: Bool

  static let path = "/sync"

  var nodeName: String { ReplicaID(rawValue: node).description }

  /// The key of a pair, made by the world's chance.
  static func key(_ random: inout RandomSource) -> [UInt8] {
    (0..<4).flatMap { _ in
      let number = random.next()
      return (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
    }
  }
}
