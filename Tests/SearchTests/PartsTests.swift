import Chance
import Testing

@testable import Search

/// The small machines the index is made of, each by itself.
struct PartsTests {
  private func distance(_ left: String, _ right: String, limit: Int = 9) -> Int? {
    var distance = EditDistance()
    return distance.distance(
      Skeleton.skeleton(of: Array(left.utf8))[...], Skeleton.skeleton(of: Array(right.utf8))[...],
      limit: limit)
  }

  @Test(arguments: [
    ("kørekort", "kørekort", 0), ("koerekort", "kørekort", 0), ("korekort", "kørekort", 0),
    ("aarhus", "århus", 0), ("søette", "slette", 1), ("bekledning", "beklædning", 1),
    ("kpoimaskine", "kopimaskine", 1), ("sandfiilter", "sandfilter", 1),
    ("publikium", "publikum", 2),
    ("kørkort", "kørekort", 2), ("kirkp", "kirkq", 2), ("", "pas", 6),
  ])
  func `what hands do easily is half a slip`(typed: String, meant: String, halves: Int) {
    #expect(distance(typed, meant) == halves)
    #expect(distance(typed, meant, limit: halves) == halves)
    if halves > 0 { #expect(distance(typed, meant, limit: halves - 1) == nil) }
  }

  @Test func `an article's words read back as they were written`() {
    var words = DocumentWords()
    words.wordCount = 70_000
    words.titleWordCount = 3
    for (word, code) in [(1, 1), (2, 255), (300, 64), (5_000_000, 16)] as [(UInt32, UInt8)] {
      words.entries.append(.init(word: word, counts: FieldCounts(code: code)))
    }
    let bytes = words.encoded
    #expect(DocumentWords(decoding: bytes.span) == words)
  }

  @Test func `damaged bytes are read as far as they are sound`() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<5_000 {
      let bytes = (0..<random.below(24)).map { _ in UInt8(random.below(256)) }
      var last: UInt32 = 0
      DocumentWords.forEach(in: bytes.span) { entry in
        #expect(entry.word >= last)
        last = entry.word
      }
    }
    let overlong: [UInt8] = [0x80, 0x80, 0x80, 0x80, 0x80, 0x01]
    #expect(DocumentWords.forEach(in: overlong.span) { _ in }.isSound == false)
  }

  @Test func `counts stay inside their byte`() {
    var counts = FieldCounts()
    for field in FieldCounts.Field.allCases { for _ in 0..<40 { counts.add(in: field) } }
    #expect(counts.code == 255)
    #expect([counts.title, counts.shortAnswer, counts.keywords, counts.body] == [3, 1, 1, 15])
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `postings hold what a dictionary holds`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var postings = Postings()
    var twin: [Int: UInt8] = [:]
    for _ in 0..<500 {
      let place = random.below(60)
      if random.below(3) == 0 {
        postings.remove(at: place)
        twin[place] = nil
      } else {
        let code = UInt8(random.below(256))
        postings.set(FieldCounts(code: code), at: place)
        twin[place] = code
      }
    }
    let expected = twin.sorted { $0.key < $1.key }.map { UInt32($0.key) << 8 | UInt32($0.value) }
    #expect(postings.items == expected)
  }

  @Test func `an array that settles keeps its elements and not the room beside them`() {
    var numbers = Array(0..<100)
    numbers.reserveCapacity(10_000)
    numbers.settle()
    #expect(numbers == Array(0..<100))
    #expect(numbers.capacity < 200)
    numbers.append(100)
    #expect(numbers.count == 101)
  }
}
