/// Names one writer of changes: 64 random bits, written as 16 hexadecimal digits.
///
/// A node takes a fresh one when it was restored or cloned (DESIGN §6), so a replica id is never
/// shared by two writers. Order is the numeric order of the bits, which is also the order of the
/// eight big-endian bytes on the wire; it decides ties and nothing else.
@frozen
public struct ReplicaID: RawRepresentable, Hashable, Comparable, Sendable {
  public let rawValue: UInt64

  @inlinable
  public init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  @inlinable
  public static func < (left: ReplicaID, right: ReplicaID) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension ReplicaID: CustomStringConvertible, LosslessStringConvertible {
  /// Sixteen lower-case hexadecimal digits.
  public var description: String {
    let digits = String(rawValue, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// Reads exactly sixteen hexadecimal digits; anything else is `nil`.
  public init?(_ description: String) {
    guard description.utf8.count == 16, description.utf8.allSatisfy(ReplicaID.isHexDigit),
      let value = UInt64(description, radix: 16)
    else { return nil }
    self.init(rawValue: value)
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default:
      false
    }
  }
}
