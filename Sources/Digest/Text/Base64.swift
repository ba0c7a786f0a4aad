/// Bytes as Base64 (RFC 4648 §4), with padding.
///
/// Decoding accepts exactly what encoding writes: no line breaks, no missing padding, no set bits
/// behind the last byte (RFC 4648 §3.5). One value, one text: a signature header cannot be altered
/// and still mean the same.
public enum Base64 {
  public static func encode(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.underestimatedCount / 3 * 4 + 4)
    var pending: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
      pending = pending << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        text.append(letter(pending >> bits))
      }
    }
    if bits > 0 { text.append(letter(pending << (6 - bits))) }
    while text.count % 4 != 0 { text.append(padding) }
    return String(decoding: text, as: UTF8.self)
  }

  /// `nil` unless the text is what `encode` writes for some bytes.
  public static func decode(_ text: String) -> [UInt8]? {
    var letters = Array(text.utf8)
    guard letters.count % 4 == 0 else { return nil }
    let full = letters.count
    while full - letters.count < 2, letters.last == padding { letters.removeLast() }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(full / 4 * 3)
    var pending: UInt32 = 0
    var bits: UInt32 = 0
    for character in letters {
      guard let sextet = value(character) else { return nil }
      pending = pending << 6 | sextet
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: pending >> bits))
      }
    }
    let leftover = pending & ((1 << bits) - 1)
    return leftover == 0 ? bytes : nil
  }

  private static let padding = UInt8(ascii: "=")

  private static func letter(_ sextet: UInt32) -> UInt8 {
    let value = UInt8(truncatingIfNeeded: sextet & 63)
    return switch value {
    case 0..<26: UInt8(ascii: "A") + value
    case 26..<52: UInt8(ascii: "a") + value - 26
    case 52..<62: UInt8(ascii: "0") + value - 52
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
  }

  private static func value(_ character: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
