import Chance
import DanishText
import Testing

struct DanishStemmerTests {
  private func stem(_ word: String) -> String {
    let letters = Array(word.utf8)
    return String(
      decoding: letters.prefix(DanishStemmer.stemLength(of: letters.span)), as: UTF8.self)
  }

  @Test(arguments: [
    ("", ""), ("å", "å"), ("s", "s"), ("øer", "øer"), ("skolernes", "skol"), ("skolen", "skol"),
    ("byggetilladelse", "byggetillad"), ("arbejdsløst", "arbejdsløs"), ("vigtigst", "vigt"),
    ("igst", "ig"), ("kattene", "kat"), ("åbningstider", "åbningstid"),
  ])
  func `a word is cut down to its stem`(word: String, stem expected: String) {
    #expect(stem(word) == expected)
  }

  @Test(.enabled(if: SharedData.exists("snowball-danish/voc.txt")))
  func `the published vocabulary is stemmed as published`() {
    let words = SharedData.lines("snowball-danish/voc.txt")
    let stems = SharedData.lines("snowball-danish/output.txt")
    #expect(words.count > 20_000 && words.count == stems.count)
    let wrong = zip(words, stems).filter { stem($0) != $1 }.map { "\($0) → \(stem($0)), not \($1)" }
    #expect(wrong == [])
  }

  @Test func `any bytes have a stem`() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<20_000 {
      let letters = (0..<random.below(12)).map { _ in
        [0xc3, 0xa5, 0xa6, 0xb8, 0x65, 0x73, 0x74, 0x69, 0x67, 0xff][random.below(10)] as UInt8
      }
      #expect((0...letters.count).contains(DanishStemmer.stemLength(of: letters.span)))
    }
  }
}
