public import CRDT

/// The names of files in a relay folder (Protocol/07 §5). Whatever is called otherwise is none of
/// ours and is left alone.
///
/// ```
/// 00c0ffee00c0ffee.card                              what a node holds
/// 00c0ffee00c0ffee-00000007-9b1d6e0a52f3c874.bundle  its seventh bundle
/// 00c0ffee00c0ffee-9b1d6e0a52f3c874.part             on its way in
/// ```
public enum RelayName: Hashable, Sendable {
  case card(node: ReplicaID)
  /// The random bits keep two machines with one copied disk from taking each other's names.
  case bundle(node: ReplicaID, number: UInt32, random: ReplicaID)
  case part(node: ReplicaID, random: ReplicaID)

  private static let digits = 8

  public var text: String {
    switch self {
    case .card(let node): "\(node).card"
    case .bundle(let node, let number, let random):
      "\(node)-\(RelayName.padded(number))-\(random).bundle"
    case .part(let node, let random): "\(node)-\(random).part"
    }
  }

  /// Reads what `text` writes; anything else is `nil`.
  public init?(_ text: String) {
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count == 2 else { return nil }
    let words = halves[0].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard let node = ReplicaID(words[0]) else { return nil }
    switch (halves[1], words.count) {
    case ("card", 1):
      self = .card(node: node)
    case ("bundle", 3):
      guard let number = UInt32(words[1]), RelayName.padded(number) == words[1],
        let random = ReplicaID(words[2])
      else { return nil }
      self = .bundle(node: node, number: number, random: random)
    case ("part", 2):
      guard let random = ReplicaID(words[1]) else { return nil }
      self = .part(node: node, random: random)
    default:
      return nil
    }
    guard self.text == text else { return nil }
  }

  private static func padded(_ number: UInt32) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
