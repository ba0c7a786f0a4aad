/// A small LZ77 for stored histories: fast to read, no entropy coding, no dependency.
///
/// A block is a row of steps, each a token byte, literals, and a copy from before. The token's high
/// half is the number of literals, its low half the length of the copy less `matchMin`; 15 in
/// either means that a varint with the rest follows. Behind the literals stands the distance of
/// the copy as a varint. The last step has literals only and ends with the block. The bodies that
/// travel are compressed by DEFLATE instead (DESIGN §6); this is for what a replica keeps.
enum Compression {
  static let matchMin = 4
  /// Bounds what a short block can become: no step of four bytes yields more than this.
  static let matchMax = 512
  private static let hashBits: UInt32 = 15
  /// How many earlier places with the same four bytes are looked at.
  private static let chainMax = 48

  static func compress(_ source: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    var finder = MatchFinder(source)
    var literals = 0
    var index = 0
    while index < source.count {
      var match = finder.longest(at: index)
      guard match.length >= matchMin else {
        index += 1
        continue
      }
      // One byte later there may be a longer one; then this byte is better a literal.
      let later = finder.longest(at: index + 1)
      if later.length > match.length + 1 {
        index += 1
        match = later
      }
      step(&writer, source[literals..<index], match)
      finder.skip(from: index + 1, to: index + match.length)
      index += match.length
      literals = index
    }
    step(&writer, source[literals...], nil)
    return writer.bytes
  }

  private struct Match {
    var length: Int
    var distance: Int
  }

  private static func step(
    _ writer: inout ByteWriter, _ literals: ArraySlice<UInt8>, _ match: Match?
  ) {
    let copied = match.map { $0.length - matchMin } ?? 0
    writer.byte(UInt8(min(15, literals.count) << 4 | min(15, copied)))
    if literals.count >= 15 { writer.varint(UInt64(literals.count - 15)) }
    writer.bytes(literals)
    guard let match else { return }
    if copied >= 15 { writer.varint(UInt64(copied - 15)) }
    writer.varint(UInt64(match.distance))
  }

  /// Earlier places by a hash of the next four bytes, newest first.
  private struct MatchFinder {
    private let source: [UInt8]
    private var heads = [Int32](repeating: -1, count: 1 << Int(hashBits))
    private var previous: [Int32]
    private var entered = 0

    init(_ source: [UInt8]) {
      self.source = source
      previous = [Int32](repeating: -1, count: source.count)
    }

    mutating func skip(from start: Int, to end: Int) {
      while entered < min(end, source.count - 3) { enter() }
    }

    mutating func longest(at index: Int) -> Match {
      guard index + matchMin <= source.count else { return Match(length: 0, distance: 0) }
      while entered < index { enter() }
      var best = Match(length: 0, distance: 0)
      var candidate = Int(heads[hash(index)])
      var tries = 0
      while candidate >= 0, tries < chainMax {
        let length = matchLength(candidate, index)
        if length > best.length { best = Match(length: length, distance: index - candidate) }
        candidate = Int(previous[candidate])
        tries += 1
      }
      // A far copy of four bytes costs as much as the four literals.
      return best.length == matchMin && best.distance >= 1 << 14
        ? Match(length: 0, distance: 0) : best
    }

    private mutating func enter() {
      let hash = hash(entered)
      previous[entered] = heads[hash]
      heads[hash] = Int32(entered)
      entered += 1
    }

    private func matchLength(_ one: Int, _ other: Int) -> Int {
      var length = 0
      while other + length < source.count, length < matchMax,
        source[one + length] == source[other + length]
      {
        length += 1
      }
      return length
    }

    private func hash(_ index: Int) -> Int {
      let word =
        UInt32(source[index]) | UInt32(source[index + 1]) << 8 | UInt32(source[index + 2]) << 16
        | UInt32(source[index + 3]) << 24
      return Int((word &* 2_654_435_761) >> (32 - hashBits))
    }
  }
}
