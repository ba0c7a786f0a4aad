import Chance
import Testing

@testable import CRDT

@Suite struct `A text buffer` {
  @Test(arguments: 0..<6) func `edits as an array does`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var buffer = TextBuffer()
    var array: [Unicode.Scalar] = []
    for round in 0..<600 {
      let start = random.below(array.count + 1)
      let most = random.chance(5) ? array.count : 40
      let end = min(array.count, start + random.below(most + 1))
      let length = random.chance(4) ? random.below(30_000) : random.below(60)
      let text = (0..<length).map { _ in RandomHistory.alphabet[random.below(13)] }
      buffer.replace(Int32(start)..<Int32(end), with: text, 0..<text.count)
      array.replaceSubrange(start..<end, with: text)
      #expect(Int(buffer.count) == array.count)
      guard round % 50 == 0 else { continue }
      var expected = String.UnicodeScalarView()
      expected.append(contentsOf: array)
      #expect(buffer.string().unicodeScalars.elementsEqual(expected))
    }
  }

  @Test func `keeps every width of UTF-8`() {
    let text = "a\u{7F}\u{80}æ\u{7FF}\u{800}€\u{FFFF}\u{10000}😀\u{10FFFF}\r\n"
    #expect(TextBuffer(text).string().utf8.elementsEqual(text.utf8))
    #expect(TextBuffer("").string().isEmpty)
  }
}
