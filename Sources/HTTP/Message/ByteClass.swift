// The character classes of RFC 9110 and RFC 3986, as one table of bits per byte.

/// What a byte may be part of. One table lookup answers every question the parser asks of a byte.
struct ByteClass: OptionSet {
  let rawValue: UInt8

  /// `tchar` (RFC 9110 §5.6.2): method and field names.
  static let token = ByteClass(rawValue: 1 << 0)
  /// `field-vchar`, SP and HTAB (RFC 9110 §5.5): all but controls.
  static let fieldValue = ByteClass(rawValue: 1 << 1)
  /// What may stand in a request target. RFC 3986 §3.3 and §3.4, and besides the handful of
  /// characters (`[ ] ^ ` { | } \`) that browsers send unescaped in a query.
  static let target = ByteClass(rawValue: 1 << 2)
  /// `reg-name` of a host (RFC 3986 §3.2.2) without the comma: "a,b" is what a proxy makes of two
  /// Host fields, and no host is named so.
  static let host = ByteClass(rawValue: 1 << 3)
  static let hexDigit = ByteClass(rawValue: 1 << 4)
  /// `unreserved` (RFC 3986 §2.3): never needs escaping.
  static let unreserved = ByteClass(rawValue: 1 << 5)

  static func of(_ byte: UInt8) -> ByteClass { table[Int(byte)] }

  private static let table: [ByteClass] = (UInt8.min...UInt8.max).map(classify)

  private static func classify(_ byte: UInt8) -> ByteClass {
    var classes: ByteClass = []
    let isAlphanumeric =
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    let isVisible = (0x21...0x7e).contains(byte)
    if isAlphanumeric || "!#$%&'*+-.^_`|~".utf8.contains(byte) { classes.insert(.token) }
    if isVisible || byte >= 0x80 || byte == .space || byte == .tab { classes.insert(.fieldValue) }
    if isVisible && !"\"<>#".utf8.contains(byte) { classes.insert(.target) }
    if isAlphanumeric || "-._~!$&'()*+;=%".utf8.contains(byte) { classes.insert(.host) }
    if byte.hexValue != nil { classes.insert(.hexDigit) }
    if isAlphanumeric || "-._~".utf8.contains(byte) { classes.insert(.unreserved) }
    return classes
  }
}

extension UInt8 {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0a
  static let carriageReturn: UInt8 = 0x0d
  static let space: UInt8 = 0x20

  /// The value of a hexadecimal digit of either case, nil for any other byte.
  var hexValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  /// The lower-case form of an ASCII letter; other bytes are left alone.
  var asciiLowercased: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }
}
