/// The two codes of one block: literals with lengths, and distances.
struct BlockCodes {
  let literals: HuffmanDecoder
  let distances: HuffmanDecoder

  /// RFC 1951 §3.2.6.
  static func fixed() throws(DeflateError) -> BlockCodes {
    BlockCodes(
      literals: try HuffmanDecoder(lengths: Symbols.fixedLiteralLengths),
      distances: try HuffmanDecoder(lengths: Symbols.fixedDistanceLengths))
  }

  private init(literals: HuffmanDecoder, distances: HuffmanDecoder) {
    self.literals = literals
    self.distances = distances
  }

  /// Reads the codes of a dynamic block (RFC 1951 §3.2.7).
  init(from bits: inout BitReader) throws(DeflateError) {
    let literalCount = try bits.take(5) + 257
    let distanceCount = try bits.take(5) + 1
    let orderCount = try bits.take(4) + 4
    guard literalCount <= Symbols.literalAndLengthCount, distanceCount <= Symbols.distanceCount
    else { throw .invalid }
    var codeLengths = [UInt8](repeating: 0, count: Symbols.codeLengthCount)
    for index in 0..<orderCount {
      codeLengths[Int(Symbols.codeLengthOrder[index])] = UInt8(try bits.take(3))
    }
    let lengths = try Self.lengths(
      count: literalCount + distanceCount, code: HuffmanDecoder(lengths: codeLengths), from: &bits)
    // Without an end, the block could never be left.
    guard lengths[Symbols.endOfBlock] > 0 else { throw .invalid }
    literals = try HuffmanDecoder(lengths: lengths[..<literalCount])
    distances = try HuffmanDecoder(lengths: lengths[literalCount...])
  }

  private static func lengths(
    count: Int, code: HuffmanDecoder, from bits: inout BitReader
  ) throws(DeflateError) -> [UInt8] {
    var lengths: [UInt8] = []
    lengths.reserveCapacity(count)
    while lengths.count < count {
      let symbol = try code.symbol(from: &bits)
      let (length, times): (UInt8, Int)
      switch symbol {
      case 0...15: (length, times) = (UInt8(symbol), 1)
      case 16:
        guard let last = lengths.last else { throw .invalid }
        (length, times) = (last, try bits.take(2) + 3)
      case 17: (length, times) = (0, try bits.take(3) + 3)
      default: (length, times) = (0, try bits.take(7) + 11)
      }
      guard times <= count - lengths.count else { throw .invalid }
      lengths.append(contentsOf: repeatElement(length, count: times))
    }
    return lengths
  }
}
