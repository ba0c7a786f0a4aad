/// One scalar of a text that may hold any bytes.
struct DecodedScalar {
  /// Nil for a byte that starts no well-formed scalar.
  let scalar: Unicode.Scalar?

  /// How many bytes it took; an ill-formed byte takes one.
  let length: Int
}

extension Span<UInt8> {
  /// Decodes the scalar that starts at `offset` (The Unicode Standard 3.9, table 3-7).
  func decodeScalar(at offset: Int) -> DecodedScalar {
    let first = self[offset]
    let length: Int
    switch first {
    case 0..<0x80: return DecodedScalar(scalar: Unicode.Scalar(first), length: 1)
    case 0xc2...0xdf: length = 2
    case 0xe0...0xef: length = 3
    case 0xf0...0xf4: length = 4
    default: return DecodedScalar(scalar: nil, length: 1)
    }
    guard offset <= count - length else { return DecodedScalar(scalar: nil, length: 1) }
    var value = UInt32(first) & (0x7f >> UInt32(length))
    for place in 1..<length {
      let byte = self[offset + place]
      guard byte & 0xc0 == 0x80 else { return DecodedScalar(scalar: nil, length: 1) }
      value = value << 6 | UInt32(byte & 0x3f)
    }
    // Longer than needed; surrogates and what is above U+10FFFF are refused by Unicode.Scalar.
    let leastValue: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x1_0000
    guard value >= leastValue, let scalar = Unicode.Scalar(value) else {
      return DecodedScalar(scalar: nil, length: 1)
    }
    return DecodedScalar(scalar: scalar, length: length)
  }
}
