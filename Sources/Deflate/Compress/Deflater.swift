/// Compresses bytes as DEFLATE (RFC 1951): matches by hash chains with one byte of lookahead, and
/// for each block the cheapest of stored, fixed and dynamic codes.
///
/// The same bytes always give the same stream. Any language's zlib reads it with `wbits = -15`.
///
/// Example: `try Inflater.expand(Deflater.compress(bytes), bytesMax: bytes.count) == bytes`.
public enum Deflater {
  /// A match this long is taken at once; waiting for a better one at the next byte seldom pays.
  private static let lazyMax = 16

  /// A match of three bytes from further away costs more than the three literals.
  private static let shortMatchReach = 4096

  public static func compress(_ bytes: [UInt8]) -> [UInt8] {
    let input = bytes.span
    var finder = MatchFinder(for: input)
    var bits = BitWriter()
    var block = Block(from: 0)
    var waiting: MatchFinder.Match?
    var place = 0
    while place < input.count {
      let found = worthwhile(
        (waiting?.length ?? 0) >= lazyMax
          ? nil : finder.longest(in: input, at: place, beating: waiting?.length ?? 2))
      finder.insert(place, of: input)
      if let match = waiting, found == nil {
        // The match one byte earlier stays the best.
        block.append(match)
        let end = place - 1 + match.length
        for covered in (place + 1)..<max(place + 1, end) { finder.insert(covered, of: input) }
        place = end
        waiting = nil
      } else {
        if waiting != nil { block.append(literal: input[place - 1]) }
        if found == nil { block.append(literal: input[place]) }
        waiting = found
        place += 1
      }
      if block.isFull {
        for piece in block.pieces { piece.write(input, isLast: false, to: &bits) }
        block = Block(from: block.range.upperBound)
      }
    }
    if let match = waiting { block.append(match) }
    let pieces = block.pieces
    for piece in pieces.dropLast() { piece.write(input, isLast: false, to: &bits) }
    pieces.last?.write(input, isLast: true, to: &bits)
    bits.alignToByte()
    return bits.bytes
  }

  private static func worthwhile(_ match: MatchFinder.Match?) -> MatchFinder.Match? {
    guard let match, match.length > 3 || match.distance <= shortMatchReach else { return nil }
    return match
  }
}
