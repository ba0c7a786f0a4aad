/// The short name of a department or an event in counts and files: `borgerservice`,
/// `smukfest-2026`. One to thirty-two of a-z, 0-9 and hyphen, so that nothing about a person fits.
public struct Code: Hashable, Comparable, Sendable, CustomStringConvertible {
  public static let lengthMax = 32

  public let text: String

  public init?(_ text: String) {
    guard (1...Code.lengthMax).contains(text.utf8.count), text.utf8.allSatisfy(Code.mayStand),
      text.utf8.first != UInt8(ascii: "-")
    else { return nil }
    self.text = text
  }

  private static func mayStand(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  public static func < (left: Code, right: Code) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  public var description: String { text }
}

/// From one day to another, both included; without one of them there is no bound on that side.
public struct DaySpan: Hashable, Sendable {
  public let from: CivilDate?
  public let to: CivilDate?

  /// `nil` when it would end before it begins.
  public init?(from: CivilDate? = nil, to: CivilDate? = nil) {
    if let from, let to, to < from { return nil }
    self.from = from
    self.to = to
  }

  public func contains(_ day: CivilDate) -> Bool {
    (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
  }

  /// The cells of a row.
  var fields: [String] { [from?.iso ?? "", to?.iso ?? ""] }
}
