/// Reads bits lowest first, as RFC 1951 §3.1.1 packs them.
struct BitReader {
  private let bytes: [UInt8]
  private var next = 0
  private var buffer: UInt64 = 0
  private var available = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Bytes that no bit was taken from.
  var bytesLeft: Int { bytes.count - next + available / 8 }

  /// Makes at least 32 bits available, or all that are left.
  @inline(__always)
  mutating func fill() {
    while available <= 48, next < bytes.count {
      buffer |= UInt64(bytes[next]) << UInt64(available)
      next += 1
      available += 8
    }
  }

  /// The next bits without taking them; zeros stand in behind the end.
  @inline(__always)
  func peek(_ count: Int) -> Int {
    Int(truncatingIfNeeded: buffer & ((1 << UInt64(count)) - 1))
  }

  @inline(__always)
  mutating func skip(_ count: Int) throws(DeflateError) {
    guard count <= available else { throw .truncated }
    buffer >>= UInt64(count)
    available -= count
  }

  /// Takes up to 16 bits.
  @inline(__always)
  mutating func take(_ count: Int) throws(DeflateError) -> Int {
    if available < count { fill() }
    let value = peek(count)
    try skip(count)
    return value
  }

  /// Drops the rest of a byte that was begun (RFC 1951 §3.2.4).
  mutating func alignToByte() {
    let rest = available % 8
    buffer >>= UInt64(rest)
    available -= rest
  }
}
