/// What one block will say: literals and matches in order, and how often each symbol occurs.
struct Block {
  /// Where codes stop paying for their own description, and adapting to new text begins to.
  static let tokensMax = 24_576

  /// A literal as itself; a match as `1 << 31 | (length - 3) << 16 | (distance - 1)`.
  private(set) var tokens: [UInt32] = []
  private(set) var literals = [Int](repeating: 0, count: Symbols.literalAndLengthCount)
  private(set) var distances = [Int](repeating: 0, count: Symbols.distanceCount)

  /// The places of the input that the block stands for.
  private(set) var range: Range<Int>

  init(from start: Int) {
    range = start..<start
    literals[Symbols.endOfBlock] = 1
    tokens.reserveCapacity(Self.tokensMax)
  }

  var isFull: Bool { tokens.count >= Self.tokensMax }

  mutating func append(literal: UInt8) {
    tokens.append(UInt32(literal))
    literals[Int(literal)] += 1
    range = range.lowerBound..<(range.upperBound + 1)
  }

  mutating func append(_ match: MatchFinder.Match) {
    tokens.append(1 << 31 | UInt32(match.length - 3) << 16 | UInt32(match.distance - 1))
    literals[257 + Self.lengthIndex(match.length)] += 1
    distances[Self.distanceIndex(match.distance)] += 1
    range = range.lowerBound..<(range.upperBound + match.length)
  }

  /// Takes over a token of another block.
  mutating func append(token: UInt32) {
    if token >> 31 == 0 {
      append(literal: UInt8(truncatingIfNeeded: token))
    } else {
      append(
        MatchFinder.Match(
          length: Int(token >> 16 & 0x7fff) + 3, distance: Int(token & 0xffff) + 1))
    }
  }

  /// The number of a token's symbol among literals and lengths, and that of its distance.
  static func symbols(of token: UInt32) -> (literal: Int, distance: Int?) {
    guard token >> 31 == 1 else { return (Int(token), nil) }
    return (
      257 + lengthIndex(Int(token >> 16 & 0x7fff) + 3), distanceIndex(Int(token & 0xffff) + 1)
    )
  }

  /// Bits of the extra fields, which no choice of codes changes.
  var extraBits: Int {
    var bits = 0
    for index in 0..<29 { bits += literals[257 + index] * Int(Symbols.lengthExtra[index]) }
    for index in 0..<30 { bits += distances[index] * Int(Symbols.distanceExtra[index]) }
    return bits
  }

  func write(to bits: inout BitWriter, literals: PrefixCode, distances: PrefixCode) {
    for token in tokens {
      if token >> 31 == 0 {
        bits.put(literals, Int(token))
      } else {
        let length = Int(token >> 16 & 0x7fff) + 3
        let lengthIndex = Self.lengthIndex(length)
        bits.put(literals, 257 + lengthIndex)
        bits.put(
          length - Int(Symbols.lengthBase[lengthIndex]),
          count: Int(Symbols.lengthExtra[lengthIndex]))
        let distance = Int(token & 0xffff) + 1
        let distanceIndex = Self.distanceIndex(distance)
        bits.put(distances, distanceIndex)
        bits.put(
          distance - Int(Symbols.distanceBase[distanceIndex]),
          count: Int(Symbols.distanceExtra[distanceIndex]))
      }
    }
    bits.put(literals, Symbols.endOfBlock)
  }

  /// Lengths go in groups of four per number of extra bits; 258 has a symbol of its own.
  @inline(__always)
  private static func lengthIndex(_ length: Int) -> Int {
    guard length < 258 else { return 28 }
    let offset = length - 3
    guard offset >= 8 else { return offset }
    let extra = 61 - offset.leadingZeroBitCount
    return extra * 4 + offset >> extra
  }

  /// Distances go in groups of two per number of extra bits.
  @inline(__always)
  private static func distanceIndex(_ distance: Int) -> Int {
    let offset = distance - 1
    guard offset >= 4 else { return offset }
    let extra = 62 - offset.leadingZeroBitCount
    return extra * 2 + offset >> extra
  }
}

extension BitWriter {
  @inline(__always)
  mutating func put(_ code: PrefixCode, _ symbol: Int) {
    put(Int(code.codes[symbol]), count: Int(code.lengths[symbol]))
  }
}
