import Chance
import Testing

@testable import CRDT

/// Splices in UTF-8 beside the same in an array of scalars.
@Suite struct `A text that splices are put into` {
  private static let letters: [Unicode.Scalar] = ["a", "å", "€", "🦫", "\u{30a}", "\n", " "]

  private func plain(_ text: String, _ splice: Splice) -> String {
    var scalars = Array(text.unicodeScalars)
    scalars.replaceSubrange(
      splice.position..<splice.position + splice.deleted, with: splice.inserted.unicodeScalars)
    return scalars.reduce(into: "") { $0.unicodeScalars.append($1) }
  }

  private func text(of count: Int, _ random: inout SeededRandom) -> String {
    (0..<count).reduce(into: "") { text, _ in
      text.unicodeScalars.append(Self.letters.randomElement(using: &random) ?? "a")
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `becomes what its scalars become`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var expected = text(of: Int.random(in: 0...400, using: &random), &random)
    var spliced = SplicedText(expected)
    for _ in 0..<20 {
      let count = expected.unicodeScalars.count
      let position = Int.random(in: 0...count, using: &random)
      let splice = Splice(
        position: position, deleted: Int.random(in: 0...count - position, using: &random),
        inserted: text(of: Int.random(in: 0...150, using: &random), &random))
      expected = plain(expected, splice)
      spliced.apply(splice)
      #expect(spliced.text.utf8.elementsEqual(expected.utf8))
    }
  }

  @Test func `takes an end that falls on the end of a block`() {
    for count in [63, 64, 65, 128] {
      var spliced = SplicedText(String(repeating: "å", count: count))
      spliced.apply(Splice(position: count, deleted: 0, inserted: "€"))
      spliced.apply(Splice(position: 32, deleted: count - 32, inserted: ""))
      #expect(spliced.text == String(repeating: "å", count: 32) + "€")
    }
  }
}
