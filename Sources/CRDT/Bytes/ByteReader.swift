/// Reads what `ByteWriter` wrote, from bytes that anyone may have sent.
///
/// Every length is compared with what is there before anything is allocated, varints have exactly
/// one spelling, and strings are strict UTF-8. `position` counts from the first byte given.
@frozen
public struct ByteReader: Sendable {
  @usableFromInline let source: ArraySlice<UInt8>

  @usableFromInline var cursor: Int

  @inlinable
  public init(_ bytes: [UInt8]) {
    self.init(bytes[...])
  }

  @inlinable
  public init(_ bytes: ArraySlice<UInt8>) {
    self.source = bytes
    self.cursor = 0
  }

  /// The number of bytes read so far.
  @inlinable
  public var position: Int { cursor }

  @inlinable
  public var remaining: Int { source.count - position }

  @inlinable
  public var isAtEnd: Bool { remaining == 0 }

  @inlinable
  public mutating func byte() throws(ByteError) -> UInt8 {
    guard remaining > 0 else { throw ByteError(.truncated, at: position) }
    defer { cursor += 1 }
    return source[source.startIndex + position]
  }

  /// LEB128 with one spelling per value: a last byte of zero and an eleventh byte are refused.
  @inlinable
  public mutating func varint() throws(ByteError) -> UInt64 {
    let start = position
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      let bits = UInt64(next & 0x7F)
      guard shift < 63 || (shift == 63 && bits <= 1) else { throw ByteError(.overflow, at: start) }
      value |= bits << shift
      if next < 0x80 {
        guard next != 0 || shift == 0 else { throw ByteError(.overlongVarint, at: start) }
        return value
      }
      shift += 7
    }
  }

  @inlinable
  public mutating func zigzag() throws(ByteError) -> Int64 {
    let raw = try varint()
    return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
  }

  @inlinable
  public mutating func bytes(count: Int) throws(ByteError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= remaining else { throw ByteError(.truncated, at: position) }
    let start = source.startIndex + position
    cursor += count
    return source[start..<start + count]
  }

  /// Passes over bytes that were read in another way.
  @inlinable
  public mutating func skip(_ count: Int) throws(ByteError) {
    guard count >= 0, count <= remaining else { throw ByteError(.truncated, at: position) }
    cursor += count
  }

  @inlinable
  public mutating func lengthPrefixed() throws(ByteError) -> ArraySlice<UInt8> {
    try bytes(count: count(upTo: remaining))
  }

  /// A length in bytes and as many bytes of strict UTF-8.
  @inlinable
  public mutating func string() throws(ByteError) -> String {
    let start = position
    let utf8 = try lengthPrefixed()
    guard let text = String(validating: utf8, as: UTF8.self) else {
      throw ByteError(.invalidUTF8, at: start)
    }
    return text
  }

  @inlinable
  public mutating func fixed64() throws(ByteError) -> UInt64 {
    var value: UInt64 = 0
    for next in try bytes(count: 8) { value = value << 8 | UInt64(next) }
    return value
  }

  /// A count that the caller may allocate for: larger ones are refused before anything is made.
  @inlinable
  public mutating func count(upTo limit: Int) throws(ByteError) -> Int {
    let start = position
    let value = try varint()
    guard value <= UInt64(max(0, limit)) else { throw ByteError(.tooMany, at: start) }
    return Int(value)
  }
}
