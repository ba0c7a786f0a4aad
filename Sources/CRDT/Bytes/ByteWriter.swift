/// Writes the primitive pieces that all our binary formats are made of.
///
/// Integers are LEB128 varints (signed ones zigzag first), fixed-width integers are big-endian,
/// strings and byte strings carry their length in bytes in front.
@frozen
public struct ByteWriter: Sendable {
  public var bytes: [UInt8]

  @inlinable
  public init() {
    self.bytes = []
  }

  /// Seven bits a byte, lowest first; the high bit says that more follow.
  @inlinable
  public mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// A signed integer whose small magnitudes are short: 0, -1, 1, -2 … become 0, 1, 2, 3 …
  @inlinable
  public mutating func zigzag(_ value: Int64) {
    varint(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  @inlinable
  public mutating func byte(_ value: UInt8) {
    bytes.append(value)
  }

  @inlinable
  public mutating func bytes(_ values: some Collection<UInt8>) {
    bytes.append(contentsOf: values)
  }

  @inlinable
  public mutating func lengthPrefixed(_ values: [UInt8]) {
    varint(UInt64(values.count))
    bytes.append(contentsOf: values)
  }

  /// The length in bytes and the UTF-8 of a text.
  @inlinable
  public mutating func string(_ text: String) {
    varint(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  @inlinable
  public mutating func fixed64(_ value: UInt64) {
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}
