/// Strict UTF-8 to scalars (RFC 3629, the table in Unicode's §3.9), quick where bytes are ASCII and
/// without a branch for each letter where they are ASCII and two-byte letters mixed.
enum UTF8Text {
  /// The scalars of some bytes, if they are UTF-8 and exactly so many.
  static func scalars(_ bytes: [UInt8], count: Int) -> [Unicode.Scalar]? {
    guard bytes.count >= count else { return nil }
    var isWhole = false
    let scalars = unsafe [Unicode.Scalar](unsafeUninitializedCapacity: count) { target, made in
      unsafe isWhole = decode(bytes.span, into: target, &made)
    }
    return isWhole ? scalars : nil
  }

  /// Fills `target`; whether the bytes are UTF-8 and fill it exactly.
  private static func decode(
    _ bytes: Span<UInt8>, into target: UnsafeMutableBufferPointer<Unicode.Scalar>,
    _ made: inout Int
  ) -> Bool {
    var index = 0
    while index < bytes.count {
      guard unsafe decodeShort(bytes, &index, target, &made) else { return false }
      guard index < bytes.count else { break }
      guard made < target.count, let (scalar, width) = scalar(bytes, at: index) else {
        return false
      }
      unsafe target.initializeElement(at: made, to: scalar)
      index += width
      made += 1
    }
    return made == target.count
  }

  /// Decodes what takes one byte or two, up to a longer scalar or near the end; `false` if it is
  /// not UTF-8.
  ///
  /// Each round widens eight bytes, keeps those before the first that is not ASCII, and decodes
  /// the scalar there, whether it takes one byte or two: no branch depends on the letters.
  private static func decodeShort(
    _ bytes: Span<UInt8>, _ start: inout Int,
    _ target: UnsafeMutableBufferPointer<Unicode.Scalar>, _ end: inout Int
  ) -> Bool {
    guard let first = target.baseAddress else { return true }
    let (raw, room) = unsafe (bytes.bytes, UnsafeMutableRawPointer(first))
    // Kept apart from what the caller can see, so that they stay in registers.
    var (index, made) = (start, end)
    var broken: UInt32 = 0
    while bytes.count - index >= 10, target.count - made >= 9 {
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      let part = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD8<UInt8>.self)
      unsafe room.storeBytes(
        of: SIMD8<UInt32>(truncatingIfNeeded: part), toByteOffset: made * 4,
        as: SIMD8<UInt32>.self)
      let run = (UInt64(littleEndian: word) & 0x8080_8080_8080_8080).trailingZeroBitCount >> 3
      index += run
      made += run
      let lead = UInt32(unsafe bytes[unchecked: index])
      let next = UInt32(unsafe bytes[unchecked: index + 1])
      guard lead < 0xE0 else { break }
      let isPair = lead >> 7
      let mask = 0 &- isPair
      broken |= mask & ((lead &- 0xC2) >> 31 | (next & 0xC0) ^ 0x80)
      let value = lead & ~mask | ((lead & 0x1F) << 6 | next & 0x3F) & mask
      // Below U+0800 every number is a scalar.
      unsafe room.storeBytes(of: value, toByteOffset: made * 4, as: UInt32.self)
      index += 1 + Int(isPair)
      made += 1
    }
    (start, end) = (index, made)
    return broken == 0
  }

  /// The scalar whose one to four bytes begin at an index; `nil` for anything that is not the one
  /// spelling of a scalar.
  private static func scalar(
    _ bytes: Span<UInt8>, at index: Int
  ) -> (scalar: Unicode.Scalar, width: Int)? {
    let lead = bytes[index]
    let width: Int
    switch lead {
    case 0x00...0x7F: return (Unicode.Scalar(lead), 1)
    case 0xC2...0xDF: width = 2
    case 0xE0...0xEF: width = 3
    case 0xF0...0xF4: width = 4
    default: return nil
    }
    guard width <= bytes.count - index else { return nil }
    var value = UInt32(lead) & (0x7F >> UInt32(width))
    for offset in 1..<width {
      let byte = bytes[index + offset]
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let least: UInt32 = width == 2 ? 0x80 : width == 3 ? 0x800 : 0x1_0000
    // `Unicode.Scalar` refuses surrogates and what lies beyond U+10FFFF.
    guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, width)
  }
}
