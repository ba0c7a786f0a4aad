import Chance
import Deflate
import Testing

@Suite struct DeflateTests {

  private static let words = [
    "kommune", "borger", "ansøgning", "æblegrød", "skal", "kan", "og", "i", "byggetilladelse",
    "frist", "§ 12", ".", ",", "\n",
  ]

  private static func prose(_ seed: UInt64, words count: Int) -> [UInt8] {
    var random = SeededRandom(seed: seed)
    var bytes: [UInt8] = []
    for _ in 0..<count {
      bytes += Array((words.randomElement(using: &random) ?? "").utf8)
      bytes.append(32)
    }
    return bytes
  }

  @Test func `every short content survives`() throws {
    for length in 0...4 {
      for pattern in 0..<(1 << (2 * length)) {
        let bytes = (0..<length).map { UInt8(pattern >> (2 * $0) & 3) }
        let stream = Deflater.compress(bytes)
        #expect(try Inflater.expand(stream, bytesMax: length) == bytes)
      }
    }
  }

  @Test func `numbers before prose do not make the prose longer`() throws {
    let numbers = (0..<1500).map { UInt8(truncatingIfNeeded: 128 + $0 * $0 % 97) }
    var random = SeededRandom(seed: 9)
    let noise = (0..<1500).map { _ in UInt8.random(in: 128...255, using: &random) }
    let prose = Self.prose(7, words: 1500)
    let apart = [numbers, noise, prose].map { Deflater.compress($0).count }.reduce(0, +)
    let together = Deflater.compress(numbers + noise + prose)
    #expect(together.count < apart + 32)
    #expect(try Inflater.expand(together, bytesMax: 1 << 16) == numbers + noise + prose)
  }

  @Test(arguments: UInt64(1)...40)
  func `seeded content survives`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let noise = (0..<Int.random(in: 0...5000, using: &random)).map { _ in
      UInt8.random(in: 0...255, using: &random)
    }
    let contents: [[UInt8]] = [
      Self.prose(seed, words: 4000),
      noise,
      noise.map { $0 & 3 },
      Array(repeating: UInt8(truncatingIfNeeded: seed), count: Int(seed) * 1031),
      noise + Self.prose(seed, words: 300) + noise,
    ]
    for bytes in contents {
      let stream = Deflater.compress(bytes)
      #expect(try Inflater.expand(stream, bytesMax: bytes.count) == bytes)
      #expect(stream.count <= bytes.count + 5 * (bytes.count / 16_000 + 1))
    }
  }

  @Test func `content longer than the window and a block survives`() throws {
    let bytes = Self.prose(99, words: 40_000)
    let stream = Deflater.compress(bytes)
    #expect(stream.count * 4 < bytes.count)
    #expect(try Inflater.expand(stream, bytesMax: bytes.count) == bytes)
  }

  /// Fibonacci frequencies make the deepest code there is; the limit of 15 bits must hold.
  @Test func `frequencies that ask for too long codes survive`() throws {
    var bytes: [UInt8] = []
    var (one, other) = (1, 1)
    for symbol in UInt8(0)..<21 {
      bytes += Array(repeating: symbol, count: one)
      (one, other) = (other, one + other)
    }
    var random = SeededRandom(seed: 5)
    bytes.shuffle(using: &random)
    #expect(try Inflater.expand(Deflater.compress(bytes), bytesMax: bytes.count) == bytes)
  }

  @Test func `the result is never longer than allowed`() {
    let stream = Deflater.compress([UInt8](repeating: 0, count: 1_000_000))
    #expect(stream.count < 2000)
    #expect(throws: DeflateError.tooLong) { try Inflater.expand(stream, bytesMax: 999_999) }
    #expect(throws: DeflateError.tooLong) { try Inflater.expand(stream, bytesMax: 0) }
  }

  @Test func `a stream cut anywhere is refused`() {
    let stream = Deflater.compress(Self.prose(3, words: 200))
    for count in stream.indices {
      #expect(throws: DeflateError.truncated) {
        try Inflater.expand(Array(stream[..<count]), bytesMax: 1 << 20)
      }
    }
  }

  /// Nothing that anyone sends may do more than fail.
  @Test func `flipped bits and noise are refused or bounded`() {
    var random = SeededRandom(seed: 11)
    let stream = Deflater.compress(Self.prose(4, words: 400))
    var refused = 0
    for round in 0..<4000 {
      var bytes = stream
      if round % 4 == 0 {
        bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &random) }
        bytes[0] = bytes[0] & 0xf8 | UInt8.random(in: 1...5, using: &random)
      } else {
        for _ in 0...(round % 3) {
          bytes[Int.random(in: bytes.indices, using: &random)] ^=
            1 << UInt8.random(in: 0...7, using: &random)
        }
      }
      do {
        #expect(try Inflater.expand(bytes, bytesMax: 10_000).count <= 10_000)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 2000)
  }
}
