/// Packs bits lowest first (RFC 1951 §3.1.1).
struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var buffer: UInt64 = 0
  private var used = 0

  /// Appends up to 32 bits.
  @inline(__always)
  mutating func put(_ bits: Int, count: Int) {
    buffer |= UInt64(truncatingIfNeeded: bits) << UInt64(used)
    used += count
    while used >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: buffer))
      buffer >>= 8
      used -= 8
    }
  }

  /// Fills the byte that was begun with zeros.
  mutating func alignToByte() {
    if used > 0 { put(0, count: 8 - used) }
  }

  mutating func append(_ content: ArraySlice<UInt8>) {
    bytes.append(contentsOf: content)
  }
}
