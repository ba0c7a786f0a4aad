import Chance
import Testing

@testable import CRDT

@Suite struct `Bytes` {
  @Test func `every integer comes back`() throws {
    var writer = ByteWriter()
    let values: [UInt64] = [0, 1, 127, 128, 16_383, 16_384, 1 << 32, 1 << 63, .max]
    let signed: [Int64] = [0, -1, 1, -64, 64, .min, .max]
    for value in values { writer.varint(value) }
    for value in signed { writer.zigzag(value) }
    writer.fixed64(0x0102_0304_0506_0708)
    writer.string("Ærø 😀")
    var reader = ByteReader(writer.bytes)
    for value in values { #expect(try reader.varint() == value) }
    for value in signed { #expect(try reader.zigzag() == value) }
    #expect(try reader.bytes(count: 8) == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(try reader.string() == "Ærø 😀")
    #expect(reader.isAtEnd)
  }

  @Test func `a varint has one spelling`() {
    let cases: [([UInt8], ByteError.Reason)] = [
      ([0x80, 0x00], .overlongVarint),
      ([0xFF, 0x80, 0x00], .overlongVarint),
      ([0x80], .truncated),
      ([], .truncated),
      ([UInt8](repeating: 0xFF, count: 9) + [0x02], .overflow),
      ([UInt8](repeating: 0xFF, count: 10) + [0x01], .overflow),
    ]
    for (bytes, reason) in cases {
      var reader = ByteReader(bytes)
      let error = #expect(throws: ByteError.self) { try reader.varint() }
      #expect(error?.reason == reason, "\(bytes)")
    }
  }

  @Test func `text is strict UTF-8 and lengths are bounded`() {
    for bytes in [[2, 0xC3, 0x28], [3, 0xED, 0xA0, 0x80], [2, 0xC0, 0xAF]] as [[UInt8]] {
      var reader = ByteReader(bytes)
      let error = #expect(throws: ByteError.self) { try reader.string() }
      #expect(error == ByteError(.invalidUTF8, at: 0))
    }
    var reader = ByteReader([0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 1])
    let error = #expect(throws: ByteError.self) { try reader.string() }
    #expect(error == ByteError(.tooMany, at: 0))
  }

  @Test func `our own UTF-8 agrees with the standard library`() {
    var random = SeededRandom(seed: 3)
    let bytes: [UInt8] = [
      0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF,
      0xF0, 0xF4, 0xF5, 0xFF,
    ]
    for _ in 0..<20_000 {
      let text = (0..<1 + random.below(5)).map { _ in bytes[random.below(bytes.count)] }
      let expected = String(validating: text, as: UTF8.self).map { Array($0.unicodeScalars) }
      #expect(UTF8Text.scalars(text, count: expected?.count ?? 1) == expected, "\(text)")
    }
    #expect(UTF8Text.scalars(Array("æø".utf8), count: 3) == nil)
    #expect(UTF8Text.scalars(Array("æø".utf8), count: 1) == nil)
  }

  @Test(arguments: 0..<8) func `long texts of every width come back`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let widths: [[Unicode.Scalar]] = [
      ["a", "\u{7F}", " "], ["æ", "\u{80}", "\u{7FF}"], ["€", "\u{800}", "\u{FFFF}"],
      ["😀", "\u{10000}", "\u{10FFFF}"],
    ]
    for _ in 0..<400 {
      let rare = random.below(30)
      let scalars = (0..<random.below(90)).map { _ in
        let isRare = random.chance(rare)
        return widths[isRare ? 1 + random.below(3) : random.below(2)][random.below(3)]
      }
      let expected = String(String.UnicodeScalarView(scalars))
      let bytes = Array(expected.utf8)
      #expect(UTF8Text.scalars(bytes, count: scalars.count) == scalars)
      #expect(TextBuffer(expected).string().utf8.elementsEqual(bytes))
      let start = random.below(scalars.count + 1)
      let count = random.below(scalars.count - start + 1)
      let end = UTF8Text.end(
        of: count, from: String(String.UnicodeScalarView(scalars[..<start])).utf8.count,
        in: bytes.span)
      #expect(end == String(String.UnicodeScalarView(scalars[..<(start + count)])).utf8.count)
      guard !bytes.isEmpty else { continue }
      var broken = bytes
      broken[random.below(bytes.count)] = UInt8(random.below(256))
      let valid = String(validating: broken, as: UTF8.self).map { Array($0.unicodeScalars) }
      #expect(UTF8Text.scalars(broken, count: valid?.count ?? scalars.count) == valid)
    }
  }

  @Test(arguments: 0..<4) func `a broken block is refused or gives as many bytes`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let words = (0..<12).map { _ in (0..<1 + random.below(30)).map { _ in UInt8(random.below(90)) }
    }
    let bytes = (0..<60).flatMap { _ in words[random.below(words.count)] }
    let packed = Compression.compress(bytes)
    var refused = 0
    for _ in 0..<3_000 {
      var broken = packed
      for _ in 0..<1 + random.below(3) {
        broken[random.below(broken.count)] = UInt8(random.below(256))
      }
      broken.removeLast(random.below(4))
      let unpacked = try? Compression.decompress(broken, count: bytes.count)  // nil is a refusal
      refused += unpacked == nil ? 1 : 0
      #expect(unpacked.map { $0.count == bytes.count } ?? true)
    }
    #expect(refused > 0)
  }

  @Test(arguments: 0..<4) func `compressed text comes back`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for size in [0, 1, 3, 4, 5, 17, 300, 5_000, 70_000] {
      let words = (0..<20).map { _ in (0..<1 + random.below(9)).map { _ in UInt8(random.below(30)) }
      }
      var bytes: [UInt8] = []
      while bytes.count < size { bytes += words[random.below(words.count)] }
      bytes += [UInt8](repeating: 7, count: size / 2)
      let packed = Compression.compress(bytes)
      #expect(try Compression.decompress(packed, count: bytes.count) == bytes)
      #expect(throws: ByteError.self) { try Compression.decompress(packed, count: bytes.count + 1) }
    }
  }

  @Test func `a short block cannot become a large one`() {
    #expect(throws: ByteError.self) {
      try Compression.decompress([0x1F, 7, 0xFF, 0xFF, 0x7F, 1, 0], count: 1 << 20)
    }
  }

  @Test func `a broken state is refused and never traps`() throws {
    var random = SeededRandom(seed: 11)
    for seed in 0..<100 as Range<UInt64> {
      let history = RandomHistory(seed: 6_000_000 + seed, changeCount: 15)
      let bytes = history.twin.state(at: history.twin.heads).encoded()
      #expect(try DocumentState(decoding: bytes).encoded() == bytes)
      for _ in 0..<30 {
        var broken = bytes
        broken[random.below(broken.count)] = UInt8(random.below(256))
        broken.removeLast(random.below(3))
        // What is read at all must have been spelled in the one way there is.
        if let state = try? DocumentState(decoding: broken) {  // refusals are what we expect
          #expect(state.encoded() == broken)
        }
      }
    }
  }
}
