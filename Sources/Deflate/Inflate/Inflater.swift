/// Expands DEFLATE streams (RFC 1951) that anyone may have sent.
///
/// The caller says how long the result may become; nothing is allocated beyond it, whatever the
/// stream claims. Anything the standard does not allow is an error, bytes behind the last block
/// included, and no input traps.
public enum Inflater {
  public static func expand(
    _ bytes: [UInt8], bytesMax: Int
  ) throws(DeflateError) -> [UInt8] {
    var stream = Stream(bytesMax: max(0, bytesMax))
    var bits = BitReader(bytes)
    var isLast = false
    while !isLast {
      isLast = try bits.take(1) == 1
      switch try bits.take(2) {
      case 0: try stream.copyStored(from: &bits)
      case 1: try stream.expandBlock(from: &bits, codes: BlockCodes.fixed())
      case 2: try stream.expandBlock(from: &bits, codes: BlockCodes(from: &bits))
      default: throw .invalid
      }
    }
    guard bits.bytesLeft == 0 else { throw .trailingBytes }
    return stream.output
  }

  private struct Stream {
    var output: [UInt8] = []
    let bytesMax: Int

    /// RFC 1951 §3.2.4.
    mutating func copyStored(from bits: inout BitReader) throws(DeflateError) {
      bits.alignToByte()
      let count = try bits.take(16)
      let complement = try bits.take(16)
      guard count ^ complement == 0xffff else { throw .invalid }
      guard count <= bytesMax - output.count else { throw .tooLong }
      guard count <= bits.bytesLeft else { throw .truncated }
      output.reserveCapacity(output.count + count)
      for _ in 0..<count { output.append(UInt8(truncatingIfNeeded: try bits.take(8))) }
    }

    /// RFC 1951 §3.2.3.
    mutating func expandBlock(
      from bits: inout BitReader, codes: BlockCodes
    ) throws(DeflateError) {
      while true {
        let symbol = try codes.literals.symbol(from: &bits)
        if symbol < Symbols.endOfBlock {
          guard output.count < bytesMax else { throw .tooLong }
          output.append(UInt8(truncatingIfNeeded: symbol))
        } else if symbol == Symbols.endOfBlock {
          return
        } else {
          let length = try Self.length(symbol, from: &bits)
          let distance = try Self.distance(
            codes.distances.symbol(from: &bits), from: &bits)
          try repeatEarlier(length: length, distance: distance)
        }
      }
    }

    private static func length(
      _ symbol: Int, from bits: inout BitReader
    ) throws(DeflateError) -> Int {
      let index = symbol - 257
      guard index < 29 else { throw .invalid }
      return try Int(Symbols.lengthBase[index]) + bits.take(Int(Symbols.lengthExtra[index]))
    }

    private static func distance(
      _ symbol: Int, from bits: inout BitReader
    ) throws(DeflateError) -> Int {
      guard symbol < Symbols.distanceCount else { throw .invalid }
      return try Int(Symbols.distanceBase[symbol]) + bits.take(Int(Symbols.distanceExtra[symbol]))
    }

    /// The copy may overlap what it writes: distance 1 repeats the last byte.
    private mutating func repeatEarlier(length: Int, distance: Int) throws(DeflateError) {
      guard distance <= output.count else { throw .invalid }
      guard length <= bytesMax - output.count else { throw .tooLong }
      var source = output.count - distance
      for _ in 0..<length {
        output.append(output[source])
        source += 1
      }
    }
  }
}
