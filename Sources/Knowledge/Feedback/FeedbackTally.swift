public import CRDT

/// What is counted of readers' answers: how many said what of which article on a day. Nothing else,
/// and so nothing about a person.
///
/// A counter's key has the three in lines: the article's document, the day, the answer
/// (Protocol/04 §3).
public struct FeedbackTally: Hashable, Sendable {
  public var article: ChangeID
  public var day: CivilDate
  public var answer: FeedbackAnswer

  public init(article: ChangeID, day: CivilDate, answer: FeedbackAnswer) {
    self.article = article
    self.day = day
    self.answer = answer
  }

  /// `nil` for what is no such key.
  public init?(key: Value) {
    let lines = key.text?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
    guard lines.count == 3, let article = ChangeID(String(lines[0])),
      let day = CivilDate(iso: String(lines[1])),
      let answer = FeedbackAnswer(rawValue: String(lines[2]))
    else { return nil }
    self.init(article: article, day: day, answer: answer)
  }

  public var key: Value { Value("\(article)\n\(day.iso)\n\(answer.rawValue)") }

  /// More than anybody means on one day: what a document claims beyond it is not believed.
  public static let timesMax = 1_000_000

  /// The tallies of a document and how often each was given, in an order that is the same
  /// everywhere. What is no key, or no sensible number, is left out.
  public static func all(in state: DocumentState) -> [(tally: FeedbackTally, times: Int)] {
    let counts = state.counters[.feedback] ?? [:]
    return counts.sorted { $0.key < $1.key }.compactMap { key, sum in
      guard let tally = FeedbackTally(key: key), (1...Int64(timesMax)).contains(sum) else {
        return nil
      }
      return (tally, Int(sum))
    }
  }

  /// The operations that count; a document of its own begins with its creation.
  public static func operations(
    counting counts: [(tally: FeedbackTally, times: Int)]
  ) -> [Operation] {
    counts.map { .count(.feedback, key: $0.tally.key, amount: Int64($0.times)) }
  }
}
