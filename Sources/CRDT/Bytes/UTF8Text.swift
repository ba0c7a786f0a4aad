/// Strict UTF-8 to scalars (RFC 3629, the table in Unicode's §3.9), quick where bytes are ASCII.
enum UTF8Text {
  /// The scalars of some bytes, if they are UTF-8 and exactly so many.
  static func scalars(_ bytes: [UInt8], count: Int) -> [Unicode.Scalar]? {
    guard bytes.count >= count else { return nil }
    var isWhole = false
    let scalars = unsafe [Unicode.Scalar](unsafeUninitializedCapacity: count) { target, made in
      unsafe isWhole = decode(bytes, into: target, &made)
    }
    return isWhole ? scalars : nil
  }

  /// Fills `target`; whether the bytes are UTF-8 and fill it exactly.
  private static func decode(
    _ bytes: [UInt8], into target: UnsafeMutableBufferPointer<Unicode.Scalar>, _ made: inout Int
  ) -> Bool {
    var index = 0
    while index < bytes.count {
      if bytes.count - index >= 8, target.count - made >= 8,
        unsafe widen(bytes, index, target, made)
      {
        index += 8
        made += 8
        continue
      }
      guard made < target.count else { return false }
      let lead = bytes[index]
      if lead < 0x80 {
        unsafe target.initializeElement(at: made, to: Unicode.Scalar(lead))
        index += 1
      } else {
        guard let (scalar, width) = multibyte(bytes, at: index) else { return false }
        unsafe target.initializeElement(at: made, to: scalar)
        index += width
      }
      made += 1
    }
    return made == target.count
  }

  /// Turns eight bytes into scalars if all are ASCII; `false` if not. The caller has made sure that
  /// there are eight, and room for them: without bounds checks this is vector code.
  private static func widen(
    _ bytes: [UInt8], _ index: Int, _ target: UnsafeMutableBufferPointer<Unicode.Scalar>,
    _ made: Int
  ) -> Bool {
    let span = bytes.span
    var all: UInt8 = 0
    for offset in 0..<8 { all |= unsafe span[unchecked: index + offset] }
    guard all < 0x80, let room = target.baseAddress else { return false }
    for offset in 0..<8 {
      let byte = unsafe span[unchecked: index + offset]
      unsafe (room + made + offset).initialize(to: Unicode.Scalar(byte))
    }
    return true
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
