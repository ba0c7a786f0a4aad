/// The 32 bytes of a SHA-256 digest, held in place.
///
/// Order is that of the bytes. Equality stops at the first difference, so secrets are compared
/// with `ConstantTime.areEqual` instead.
@frozen
public struct SHA256Digest: Hashable, Comparable, Sendable {
  /// The bytes, eight at a time, first byte highest.
  @usableFromInline let first: UInt64
  @usableFromInline let second: UInt64
  @usableFromInline let third: UInt64
  @usableFromInline let fourth: UInt64

  public static let byteCount = 32

  @inlinable
  init(words first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
    self.first = first
    self.second = second
    self.third = third
    self.fourth = fourth
  }

  /// Reads exactly 32 bytes; any other number is `nil`.
  @inlinable
  public init?(bytes: some Sequence<UInt8>) {
    var words: InlineArray<4, UInt64> = [0, 0, 0, 0]
    var count = 0
    for byte in bytes {
      guard count < Self.byteCount else { return nil }
      words[count / 8] = words[count / 8] << 8 | UInt64(byte)
      count += 1
    }
    guard count == Self.byteCount else { return nil }
    self.init(words: words[0], words[1], words[2], words[3])
  }

  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    forEachByte { bytes.append($0) }
    return bytes
  }

  /// The first 16 bytes as one number, first byte highest.
  @inlinable
  public var prefix: UInt128 { UInt128(first) << 64 | UInt128(second) }

  @inlinable
  public func forEachByte(_ body: (UInt8) -> Void) {
    for index in 0..<4 {
      let word = index < 2 ? (index == 0 ? first : second) : (index == 2 ? third : fourth)
      for shift in stride(from: UInt64(56), through: 0, by: -8) {
        body(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
  }

  @inlinable
  public static func < (left: SHA256Digest, right: SHA256Digest) -> Bool {
    if left.first != right.first { return left.first < right.first }
    if left.second != right.second { return left.second < right.second }
    if left.third != right.third { return left.third < right.third }
    return left.fourth < right.fourth
  }
}

extension SHA256Digest: CustomStringConvertible, LosslessStringConvertible {
  /// 64 lower-case hexadecimal digits.
  public var description: String { Hex.encode(bytes) }

  /// Reads what `description` writes, in either case of letters; anything else is `nil`.
  public init?(_ description: String) {
    guard let bytes = Hex.decode(description) else { return nil }
    self.init(bytes: bytes)
  }
}

extension SHA256 {
  /// Takes in the 32 bytes of a digest.
  public mutating func update(_ digest: SHA256Digest) {
    digest.forEachByte { update($0) }
  }

  /// Takes in a number as eight bytes, highest first.
  public mutating func update(bigEndian number: UInt64) {
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      update(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}
