/// Names a node: 64 random bits that it drew when it was made and keeps while it changes the replica
/// id that it writes under.
public struct NodeID: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt64

  public init(rawValue: UInt64) {
    self.rawValue = rawValue
  }
}

extension NodeID: Comparable {
  public static func < (left: NodeID, right: NodeID) -> Bool { left.rawValue < right.rawValue }
}

extension NodeID: CustomStringConvertible, LosslessStringConvertible {
  /// Sixteen lower-case hexadecimal digits.
  public var description: String {
    let digits = String(rawValue, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// Reads what `description` writes; anything else is `nil`.
  public init?(_ description: String) {
    guard let bits = UInt64(description, radix: 16),
      NodeID(rawValue: bits).description == description
    else { return nil }
    self.init(rawValue: bits)
  }
}

/// Somebody at a node, by the name that their changes carry: initials and unit.
///
/// The node vouches for the name. So whoever holds a node's key can write as anybody at that node,
/// and as nobody elsewhere.
public struct Person: Hashable, Sendable {
  public let name: String
  public let node: NodeID

  public init(name: String, node: NodeID) {
    self.name = name
    self.node = node
  }

  /// "KKR, Slagelse" and "kkr, slagelse " are one person.
  static func folded(_ name: String) -> String {
    CleanText.trimmed(name).lowercased()
  }
}
