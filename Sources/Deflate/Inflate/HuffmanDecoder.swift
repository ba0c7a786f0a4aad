/// Finds the symbol of a code (RFC 1951 §3.2.2).
///
/// Codes of up to nine bits are one look into a table; the few longer ones are found by counting,
/// length by length. Lengths that give more codes than there is room for are refused, and so are
/// those that leave codes without a symbol, but for the two cases that encoders do write: no code
/// at all, and a single code of one bit.
struct HuffmanDecoder {
  private static let fastBits = 9

  /// For the next nine bits: symbol × 16 + length, or 0 where the code is longer.
  private var fast: [UInt16]
  /// How many codes there are of each length.
  private var counts = InlineArray<16, Int>(repeating: 0)
  /// Symbols in the order of their codes.
  private var symbols: [UInt16]

  init(lengths: some RandomAccessCollection<UInt8>) throws(DeflateError) {
    fast = [UInt16](repeating: 0, count: 1 << Self.fastBits)
    symbols = []
    for length in lengths where length > 0 { counts[Int(length)] += 1 }
    try Self.checkRoom(counts)
    var firstCode = InlineArray<16, Int>(repeating: 0)
    var firstIndex = InlineArray<16, Int>(repeating: 0)
    var code = 0
    var index = 0
    for length in 1...15 {
      code <<= 1
      firstCode[length] = code
      firstIndex[length] = index
      code += counts[length]
      index += counts[length]
    }
    symbols = [UInt16](repeating: 0, count: index)
    for (symbol, bits) in lengths.enumerated() where bits > 0 {
      let length = Int(bits)
      symbols[firstIndex[length]] = UInt16(truncatingIfNeeded: symbol)
      enter(symbol, code: firstCode[length], length: length)
      firstIndex[length] += 1
      firstCode[length] += 1
    }
  }

  private static func checkRoom(_ counts: InlineArray<16, Int>) throws(DeflateError) {
    var room = 1
    var total = 0
    for length in 1...15 {
      room = room << 1 - counts[length]
      total += counts[length]
      guard room >= 0 else { throw .invalid }
    }
    let isSingleBit = total == 1 && counts[1] == 1
    guard room == 0 || total == 0 || isSingleBit else { throw .invalid }
  }

  /// Writes a short code into every place of the table that begins with it. Codes are sent highest
  /// bit first, everything else lowest first, so they stand reversed here.
  private mutating func enter(_ symbol: Int, code: Int, length: Int) {
    guard length <= Self.fastBits else { return }
    var reversed = 0
    for bit in 0..<length where code >> bit & 1 == 1 { reversed |= 1 << (length - 1 - bit) }
    let entry = UInt16(truncatingIfNeeded: symbol << 4 | length)
    for place in stride(from: reversed, to: 1 << Self.fastBits, by: 1 << length) {
      fast[place] = entry
    }
  }

  @inline(__always)
  func symbol(from bits: inout BitReader) throws(DeflateError) -> Int {
    bits.fill()
    let entry = Int(fast[bits.peek(Self.fastBits)])
    if entry != 0 {
      try bits.skip(entry & 15)
      return entry >> 4
    }
    return try longSymbol(from: &bits)
  }

  private func longSymbol(from bits: inout BitReader) throws(DeflateError) -> Int {
    let ahead = bits.peek(15)
    var code = 0
    var first = 0
    var index = 0
    for length in 1...15 {
      code = code << 1 | (ahead >> (length - 1) & 1)
      first <<= 1
      let count = counts[length]
      if code - first < count {
        try bits.skip(length)
        return Int(symbols[index + code - first])
      }
      index += count
      first += count
    }
    throw .invalid
  }
}
