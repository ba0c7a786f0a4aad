/// Finds where the bytes at a place stood before: chains of earlier places with the same hash of
/// three bytes, newest first, within the window of 32 kB.
struct MatchFinder {
  struct Match {
    var length: Int
    var distance: Int
  }

  /// How many earlier places are tried, and when a match is long enough to stop looking: the
  /// point where more work no longer pays for prose.
  private static let tries = 128
  private static let goodEnough = 128

  /// Tables no larger than the input asks for: most messages are a few hundred bytes.
  private let hashBits: Int
  private let ringMask: Int
  private var newest: [Int32]
  private var older: [Int32]

  init(for bytes: Span<UInt8>) {
    let bits = Int.bitWidth - min(max(bytes.count, 256), Symbols.window).leadingZeroBitCount
    hashBits = min(15, bits)
    newest = [Int32](repeating: -1, count: 1 << hashBits)
    older = [Int32](repeating: -1, count: 1 << min(15, bits))
    ringMask = older.count - 1
  }

  /// Makes a place known to later searches.
  @inline(__always)
  mutating func insert(_ place: Int, of bytes: Span<UInt8>) {
    guard place + Symbols.shortestMatch <= bytes.count else { return }
    let hash = hash(bytes, at: place)
    older[place & ringMask] = newest[hash]
    newest[hash] = Int32(truncatingIfNeeded: place)
  }

  /// The longest match that is longer than `beating`; of equals the nearest, which costs least.
  func longest(in bytes: Span<UInt8>, at place: Int, beating: Int) -> Match? {
    let limit = min(Symbols.longestMatch, bytes.count - place)
    guard limit >= Symbols.shortestMatch, limit > beating else { return nil }
    var best: Match?
    var bestLength = beating
    var candidate = Int(newest[hash(bytes, at: place)])
    var triesLeft = beating >= 8 ? Self.tries / 4 : Self.tries
    let oldest = max(0, place - Symbols.window)
    while candidate >= oldest, triesLeft > 0 {
      triesLeft -= 1
      if bytes[candidate + bestLength] == bytes[place + bestLength] {
        let length = commonLength(in: bytes, candidate, place, limit: limit)
        if length > bestLength {
          best = Match(length: length, distance: place - candidate)
          bestLength = length
          if length >= min(Self.goodEnough, limit) { break }
        }
      }
      let next = Int(older[candidate & ringMask])
      // A slot that was written over by a newer place ends the chain.
      guard next < candidate else { break }
      candidate = next
    }
    return best
  }

  @inline(__always)
  private func hash(_ bytes: Span<UInt8>, at place: Int) -> Int {
    let three =
      UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
    return Int((three &* 0x9e37_79b1) >> UInt32(32 - hashBits))
  }

  @inline(__always)
  private func commonLength(
    in bytes: Span<UInt8>, _ earlier: Int, _ place: Int, limit: Int
  ) -> Int {
    var length = 0
    while length + 8 <= limit {
      let difference = eight(bytes, at: earlier + length) ^ eight(bytes, at: place + length)
      if difference != 0 { return length + difference.trailingZeroBitCount / 8 }
      length += 8
    }
    while length < limit, bytes[earlier + length] == bytes[place + length] { length += 1 }
    return length
  }

  @inline(__always)
  private func eight(_ bytes: Span<UInt8>, at place: Int) -> UInt64 {
    precondition(place >= 0)
    precondition(bytes.count - place >= 8)
    return UInt64(
      littleEndian: unsafe bytes.bytes.unsafeLoadUnaligned(
        fromByteOffset: place, as: UInt64.self))
  }
}
