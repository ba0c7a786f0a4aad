import Chance
import SQLite
import Testing

@testable import Search

/// What is left out to save time is what could not have been among the best.
@Suite struct PruningTests {
  /// Articles whose words are as unevenly common as those of a language are.
  private static func fixture(_ chance: inout SeededRandom, articles: Int) throws -> Fixture {
    let fixture = try Fixture()
    try fixture.connection.immediate {
      for number in 1...articles {
        let length = 5 + chance.below(20)
        let words = (0..<length).map { _ in word(&chance) }
        try fixture.insert(
          SearchDocument(
            rowID: Int64(number), title: word(&chance), body: words.joined(separator: " ")))
      }
    }
    return fixture
  }

  /// One of a hundred words, none of which is a slip of another.
  private static func word(_ chance: inout SeededRandom) -> String {
    let number = min(99, (1 + chance.below(30)) * (1 + chance.below(30)) / 9)
    let syllables = ["bif", "dol", "gam", "kep", "lus", "mir", "nov", "pag", "rel", "sut"]
    return syllables[number / 10] + syllables[number % 10] + syllables[(number / 10 + 5) % 10]
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `the best are the same whether all are counted or not`(seed: UInt64) throws {
    var chance = SeededRandom(seed: seed)
    let fixture = try PruningTests.fixture(&chance, articles: 1_500)
    for _ in 0..<60 {
      let query = (0...chance.below(4)).map { _ in PruningTests.word(&chance) }
        .joined(separator: " ")
      // With room for all nothing is left out.
      let all = try fixture.search(query + " ", limit: 2_000)
      let best = try fixture.search(query + " ", limit: 30)
      #expect(best == Array(all.prefix(30)), "\(query), seed \(seed)")
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `the most common stems are those that sorting finds`(seed: UInt64) {
    var chance = SeededRandom(seed: seed)
    var common = CommonStems()
    var counts: [Int: Int] = [:]
    for _ in 0..<2_000 {
      let stem = chance.below(500)
      counts[stem] = counts[stem] ?? chance.below(60)
      common.offer(stem, articles: counts[stem] ?? 0)
    }
    var room = UnionRoom()
    let sorted = counts.filter { $0.value > 0 }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .prefix { room.takes($0.value) }
    #expect(common.stems == sorted.map(\.key))
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `the greatest are those that sorting finds`(seed: UInt64) {
    var chance = SeededRandom(seed: seed)
    let numbers = (0..<1_000).map { _ in chance.below(300) }
    var greatest = Greatest<Int>(50)
    for number in numbers { greatest.offer(number) }
    #expect(greatest.elements.sorted(by: >) == Array(numbers.sorted(by: >).prefix(50)))
    #expect(greatest.least == numbers.sorted(by: >)[49])
  }
}
