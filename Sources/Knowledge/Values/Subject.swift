/// An *emnenummer* of KLE, the municipalities' common list of tasks: three pairs of digits for
/// main group, group and subject, as in `38.14.04`.
///
/// Only the form is checked. Which numbers exist is a matter of the edition of KLE in use.
public struct Subject: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The eight characters `dd.dd.dd`.
  public let number: String

  /// `nil` unless the text is exactly `dd.dd.dd` in ASCII digits.
  public init?(_ number: String) {
    let bytes = Array(number.utf8)
    guard bytes.count == 8 else { return nil }
    for (index, byte) in bytes.enumerated() {
      let isInPlace =
        index % 3 == 2
        ? byte == UInt8(ascii: ".")
        : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      guard isInPlace else { return nil }
    }
    self.number = number
  }

  /// The first pair, as in `38`.
  public var mainGroup: String { String(number.prefix(2)) }

  /// The first two pairs, as in `38.14`.
  public var group: String { String(number.prefix(5)) }

  public var description: String { number }

  public static func < (left: Subject, right: Subject) -> Bool { left.number < right.number }
}
