/// Strict UTF-8 to scalars (RFC 3629, the table in Unicode's §3.9), quick where bytes are ASCII.
enum UTF8Text {
  /// The scalars of some bytes, if they are UTF-8 and exactly so many.
  static func scalars(_ bytes: [UInt8], count: Int) -> [Unicode.Scalar]? {
    guard bytes.count >= count else { return nil }
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(count)
    var index = 0
    while index < bytes.count {
      guard scalars.count < count else { return nil }
      let lead = bytes[index]
      if lead < 0x80 {
        scalars.append(Unicode.Scalar(lead))
        index += 1
        continue
      }
      guard let (scalar, width) = multibyte(bytes, at: index) else { return nil }
      scalars.append(scalar)
      index += width
    }
    return scalars.count == count ? scalars : nil
  }

  /// The scalar whose two to four bytes begin at an index; `nil` for anything that is not the one
  /// spelling of a scalar.
  private static func multibyte(
    _ bytes: [UInt8], at index: Int
  ) -> (scalar: Unicode.Scalar, width: Int)? {
    let lead = bytes[index]
    let width: Int
    switch lead {
    case 0xC2...0xDF: width = 2
    case 0xE0...0xEF: width = 3
    case 0xF0...0xF4: width = 4
    default: return nil
    }
    guard width <= bytes.count - index else { return nil }
    var value = UInt32(lead) & (0x7F >> UInt32(width))
    for byte in bytes[index + 1..<index + width] {
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let least: UInt32 = width == 2 ? 0x80 : width == 3 ? 0x800 : 0x1_0000
    // `Unicode.Scalar` refuses surrogates and what lies beyond U+10FFFF.
    guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, width)
  }
}
