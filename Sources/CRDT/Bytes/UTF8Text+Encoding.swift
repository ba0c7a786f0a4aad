/// Scalars to UTF-8, and places in UTF-8 by scalars.
extension UTF8Text {
  /// How many bytes more than its scalars take a buffer must have: eight are written at a time.
  static let slack = 16

  /// The bytes that some scalars take. Without branches or bounds checks it is vector code.
  static func width(_ scalars: Span<Unicode.Scalar>) -> Int {
    var width = UInt32(scalars.count)
    for index in scalars.indices {
      let value = unsafe scalars[unchecked: index].value
      width &+= (value >= 0x80 ? 1 : 0) &+ (value >= 0x800 ? 1 : 0) &+ (value >= 0x10000 ? 1 : 0)
    }
    return Int(width)
  }

  /// Writes some scalars; `target` has room for them and `slack`.
  static func encode(
    _ scalars: Span<Unicode.Scalar>, into target: UnsafeMutableBufferPointer<UInt8>,
    _ end: inout Int
  ) {
    let raw = unsafe scalars.bytes
    // Kept apart from what the caller can see, so that it stays in a register.
    var written = end
    var index = 0
    while index < scalars.count {
      // Eight scalars as eight bytes, of which those before the first that is not ASCII are kept.
      if scalars.count - index >= 9 {
        let part = unsafe raw.unsafeLoadUnaligned(
          fromByteOffset: index * 4, as: SIMD8<UInt32>.self)
        let word = unsafe unsafeBitCast(
          SIMD8<UInt8>(truncatingIfNeeded: pointwiseMin(part, SIMD8(repeating: 0x80))),
          to: UInt64.self)
        unsafe UnsafeMutableRawBufferPointer(target).storeBytes(
          of: word, toByteOffset: written, as: UInt64.self)
        let run = (UInt64(littleEndian: word) & 0x8080_8080_8080_8080).trailingZeroBitCount >> 3
        index += run
        written += run
      }
      unsafe put(scalars[unchecked: index].value, into: target, &written)
      index += 1
    }
    end = written
  }

  /// One or two bytes are written without asking which: Danish text changes between them at every
  /// few letters, and a branch that cannot be foreseen costs more than a byte.
  @inline(__always)
  private static func put(
    _ scalar: UInt32, into target: UnsafeMutableBufferPointer<UInt8>, _ end: inout Int
  ) {
    let last = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
    guard scalar >= 0x800 else {
      let isASCII = scalar < 0x80
      unsafe target[end] = UInt8(truncatingIfNeeded: isASCII ? scalar : 0xC0 | scalar >> 6)
      unsafe target[end + 1] = last
      end += isASCII ? 1 : 2
      return
    }
    let middle = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
    if scalar < 0x10000 {
      unsafe target[end] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
    } else {
      unsafe target[end] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
      end += 1
      unsafe target[end] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F)
    }
    unsafe target[end + 1] = middle
    unsafe target[end + 2] = last
    end += 3
  }
}

extension UTF8Text {
  /// Where so many scalars end that begin at a byte of valid UTF-8 and are all there.
  static func end(of count: Int, from start: Int, in bytes: Span<UInt8>) -> Int {
    var index = start
    var left = count
    while left >= 16 {
      // A block of sixteen bytes begins at most sixteen scalars, so these blocks are not too many.
      let blocks = min(left / 16, 255)
      guard blocks * 16 <= bytes.count - index else { break }
      left -= unsafe blocks * 16 - continuations(bytes.bytes, index, blocks)
      index += blocks * 16
    }
    // The last block may have ended inside a scalar.
    while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
    while left > 0 {
      let lead = bytes[index]
      index += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      left -= 1
    }
    return index
  }

  /// How many bytes of some blocks go on with a scalar. Each lane counts its own, at most 255.
  private static func continuations(_ bytes: RawSpan, _ start: Int, _ blocks: Int) -> Int {
    var counts = SIMD16<UInt8>(repeating: 0)
    for block in 0..<blocks {
      let part = unsafe bytes.unsafeLoadUnaligned(
        fromByteOffset: start + block * 16, as: SIMD16<UInt8>.self)
      counts &+= (part &>> 7) & ~(part &>> 6) & SIMD16(repeating: 1)
    }
    var sum = 0
    for lane in 0..<16 { sum += Int(counts[lane]) }
    return sum
  }
}
