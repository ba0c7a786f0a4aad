/// SHA-256 as FIPS 180-4 defines it, for bytes that arrive in pieces.
///
/// It names changes, proves that two replicas hold the same set, and is the ground under `HMAC`.
/// It is not for passwords: those go through the system's yescrypt.
///
/// Example:
///
///     var hash = SHA256()
///     hash.update("f".utf8)
///     hash.update("år".utf8)
///     hash.finalize() == SHA256.hash("får".utf8)
public struct SHA256: Sendable {
  private var state: State
  /// The start of a block that is not yet full; the first `filled` bytes count.
  private var block: InlineArray<64, UInt8>
  private var filled: Int
  /// Bytes taken in so far. FIPS 180-4 §5.1.1 counts bits in 64 bits, so it may wrap.
  private var length: UInt64

  public init() {
    state = .initial
    block = InlineArray(repeating: 0)
    filled = 0
    length = 0
  }

  /// The hash of bytes that are all at hand.
  public static func hash(_ bytes: some Sequence<UInt8>) -> SHA256Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }

  /// The hash of bytes that are all at hand.
  public static func hash(_ bytes: Span<UInt8>) -> SHA256Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }

  /// Takes in more bytes; arrays and other contiguous storage are read in place.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    let done: Void? = bytes.withContiguousStorageIfAvailable { storage in
      unsafe update(Span(_unsafeElements: storage))
    }
    if done == nil {
      for byte in bytes { update(byte) }
    }
  }

  /// Takes in more bytes.
  public mutating func update(_ bytes: Span<UInt8>) {
    length &+= UInt64(bytes.count)
    var next = 0
    if filled > 0 {
      next = min(64 - filled, bytes.count)
      for index in 0..<next { block[filled + index] = bytes[index] }
      filled += next
      guard filled == 64 else { return }
      state.compress(block.span, at: 0)
      filled = 0
    }
    while bytes.count - next >= 64 {
      state.compress(bytes, at: next)
      next += 64
    }
    while next < bytes.count {
      block[filled] = bytes[next]
      filled += 1
      next += 1
    }
  }

  /// Takes in one byte.
  public mutating func update(_ byte: UInt8) {
    length &+= 1
    block[filled] = byte
    filled += 1
    if filled == 64 {
      state.compress(block.span, at: 0)
      filled = 0
    }
  }

  /// The digest of everything taken in. The value itself stays as it was, so a common beginning
  /// can be hashed once and continued many times.
  public consuming func finalize() -> SHA256Digest {
    let bits = length &* 8
    // FIPS 180-4 §5.1.1: a one bit, zeros, and the length in the last eight bytes of a block.
    update(0x80)
    while filled != 56 { update(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      update(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    return state.digest
  }
}
