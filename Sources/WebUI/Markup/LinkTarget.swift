/// Where a link written by a person or received from a peer may lead.
///
/// Only `http`, `https`, `mailto`, `tel` and addresses within this site pass; everything else,
/// `javascript:` and `data:` first among it, is no link at all. Browsers drop control characters
/// before they look at the scheme (WHATWG URL §4.4), so they are dropped here first.
struct LinkTarget: Hashable, Sendable {
  /// The address, percent-encoded where RFC 3986 demands it.
  let address: [UInt8]

  /// The address escaped for a double-quoted attribute.
  var attributeValue: [UInt8] {
    var value: [UInt8] = []
    value.appendEscaped(bytes: address)
    return value
  }

  init?(_ text: String) {
    self.init(bytes: Array(text.utf8))
  }

  init?(bytes: [UInt8]) {
    let cleaned = LinkTarget.withoutControls(bytes)
    if let scheme = LinkTarget.scheme(of: cleaned) {
      guard LinkTarget.allowedSchemes.contains(scheme) else { return nil }
    } else if LinkTarget.namesHost(cleaned) {
      return nil
    }
    address = LinkTarget.percentEncoded(cleaned)
  }

  private static let allowedSchemes: Set<String> = ["http", "https", "mailto", "tel"]

  private static func withoutControls(_ bytes: [UInt8]) -> [UInt8] {
    let visible = bytes.filter { $0 >= 0x20 && $0 != 0x7F }
    guard let first = visible.firstIndex(where: { $0 != 0x20 }),
      let last = visible.lastIndex(where: { $0 != 0x20 })
    else { return [] }
    return Array(visible[first...last])
  }

  /// What stands before the first colon, in lower case, if that colon comes before any slash,
  /// question mark or hash. RFC 3986 §4.2 forbids such a colon in a relative reference, so whatever
  /// stands before it is judged as a scheme even where it could not be one.
  private static func scheme(of bytes: [UInt8]) -> String? {
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: ":"):
        return String(decoding: bytes[..<index], as: UTF8.self).lowercased()
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "\\"):
        return nil
      default:
        continue
      }
    }
    return nil
  }

  /// `//host`, and the backslash spellings that browsers take for it.
  private static func namesHost(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 2 && isSlash(bytes[0]) && isSlash(bytes[1]) || bytes.first == UInt8(ascii: "\\")
  }

  private static func isSlash(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
  }

  private static func percentEncoded(_ bytes: [UInt8]) -> [UInt8] {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(bytes.count)
    for byte in bytes {
      if isPlain(byte) {
        encoded.append(byte)
      } else {
        encoded.append(UInt8(ascii: "%"))
        encoded.append(hexDigit(byte >> 4))
        encoded.append(hexDigit(byte & 15))
      }
    }
    return encoded
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    guard byte > 0x20, byte < 0x7F else { return false }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
      UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"),
      UInt8(ascii: "}"):
      return false
    default:
      return true
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
