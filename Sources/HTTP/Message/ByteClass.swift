// The character classes of RFC 9110 and RFC 3986, as questions to a byte.
//
// Each is a switch over constants, which becomes a shift and a mask. A table of all bytes is no
// faster, and being a global it would ask whether it has been made yet at every byte.

extension UInt8 {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0a
  static let carriageReturn: UInt8 = 0x0d
  static let space: UInt8 = 0x20

  /// `tchar` (RFC 9110 §5.6.2): method and field names.
  var isToken: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true  // digits and letters
    case 0x21, 0x23...0x27, 0x2a, 0x2b, 0x2d, 0x2e, 0x5e...0x60, 0x7c, 0x7e: true  // !#-'*+-.^-`|~
    default: false
    }
  }

  /// `field-vchar`, SP and HTAB (RFC 9110 §5.5): all but controls.
  var isFieldValue: Bool { self >= 0x20 && self != 0x7f || self == .tab }

  /// What may stand in a request target. RFC 3986 §3.3 and §3.4, and besides the handful of
  /// characters (`[ ] ^ ` { | } \`) that browsers send unescaped in a query.
  var isTarget: Bool {
    switch self {
    case 0x22, 0x23, 0x3c, 0x3e: false  // "#<>
    case 0x21...0x7e: true
    default: false
    }
  }

  /// `reg-name` of a host (RFC 3986 §3.2.2) without the comma: "a,b" is what a proxy makes of two
  /// Host fields, and no host is named so.
  var isHostName: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    case 0x21, 0x24...0x2b, 0x2d, 0x2e, 0x3b, 0x3d, 0x5f, 0x7e: true  // !$-+-.;=_~
    default: false
    }
  }

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
