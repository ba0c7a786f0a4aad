import Chance
import Search

/// Queries nobody means, and the time they take all the same: operators of other search engines,
/// quotes, NUL, emoji, halves of characters, single letters in heaps, and a hundred kilobytes.
enum QueryFuzz {
  private static let pieces = [
    "a", "e", "s", "å", "ø", "bygge", "tilladelse", "kommunen", "til", "og", " ", " ", " ", "-",
    ".",
    "\"", "*", "(", ")", ":", "NEAR(", " OR ", " AND ", " NOT ", "title:", "col:", "§ ", "27", "1",
    "\0", "\u{2}", "\u{3}", "🚌", "東", "\u{ad}", "\u{30a}", "\u{fffd}", "'", ";", "^", "{", "}", "%",
  ]

  static func printTimes(of count: Int, _ index: MeasuredIndex, _ documents: Int) throws {
    var random = SeededRandom(seed: 2_026)
    var times: [Double] = []
    for number in 0..<count {
      let query = query(number, &random)
      let start = CPUClock.milliseconds()
      _ = try index.store.search(query, limit: SearchBench.hitsMax)
      times.append(CPUClock.milliseconds() - start)
    }
    print(
      "{\"docs\":\(documents),\"queries\":\(count),\"p50_ms\":\(times.percentile(50)),"
        + "\"p99_ms\":\(times.percentile(99)),\"max_ms\":\(times.percentile(100))}")
  }

  /// Every hundredth is as long as a server lets through.
  private static func query(_ number: Int, _ random: inout SeededRandom) -> String {
    if number % 100 == 99 {
      let piece = pieces[random.below(pieces.count)]
      return String(repeating: piece, count: 100_000 / piece.utf8.count)
    }
    return (0..<random.below(40)).map { _ in pieces[random.below(pieces.count)] }.joined()
  }

}
