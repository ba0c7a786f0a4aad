import Simulation

/// Makes odd inputs from good ones: bytes turned, taken out, put in, repeated, cut off, and pieces
/// that a format's author would rather not meet.
struct Mutator {
  private var random: RandomSource
  private let tokens: [[UInt8]]

  init(seed: UInt64, tokens: [String]) {
    random = RandomSource(seed: seed)
    self.tokens =
      tokens.map { Array($0.utf8) } + [[0], [0xff], [0xc3], [0xff, 0xff, 0xff, 0xff, 0x7f]]
  }

  /// A few changes to one of the good inputs; now and then nothing but noise.
  mutating func next(from corpus: [[UInt8]]) -> [UInt8] {
    if corpus.isEmpty || random.chance(perMille: 30) {
      return (0..<random.below(200)).map { _ in UInt8(random.below(256)) }
    }
    var bytes = corpus[random.below(corpus.count)]
    for _ in 0..<random.between(1, 8) { mutate(&bytes) }
    return bytes
  }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    let place = random.below(bytes.count + 1)
    switch random.below(7) {
    case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(random.below(8))
    case 1 where place < bytes.count: bytes[place] = UInt8(random.below(256))
    case 2 where place < bytes.count:
      bytes.removeSubrange(place..<min(bytes.count, place + random.between(1, 16)))
    case 3: bytes.insert(contentsOf: tokens[random.below(tokens.count)], at: place)
    case 4 where place < bytes.count:
      let piece = Array(bytes[place..<min(bytes.count, place + random.between(1, 40))])
      for _ in 0..<random.between(1, 30) { bytes.insert(contentsOf: piece, at: place) }
    case 5 where random.chance(perMille: 300): bytes.removeSubrange(place...)
    default: bytes.insert(UInt8(random.below(256)), at: place)
    }
  }
}
