public import CRDT

/// What is counted of readers' answers: how many said what of which article on a day. Nothing else,
/// and so nothing about a person.
///
/// A counter's key has the three in lines: the article's document, the day, the answer; and a fourth
/// for the batch (Protocol/04 §3).
public struct FeedbackTally: Hashable, Sendable {
  public var article: ChangeID
  public var day: CivilDate
  public var answer: FeedbackAnswer
  /// What one process collected between two seals, by a name of 64 random bits. A restored or copied
  /// disk may seal what another copy has sealed already: it comes under the same name then, and the
  /// larger count holds. `nil` for what an earlier version counted, and before it is counted.
  public var batch: UInt64?

  public init(article: ChangeID, day: CivilDate, answer: FeedbackAnswer, batch: UInt64? = nil) {
    self.article = article
    self.day = day
    self.answer = answer
    self.batch = batch
  }

  /// `nil` for what is no such key.
  public init?(key: Value) {
    let lines = key.text?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
    guard lines.count == 3 || lines.count == 4, let article = ChangeID(String(lines[0])),
      let day = CivilDate(iso: String(lines[1])),
      let answer = FeedbackAnswer(rawValue: String(lines[2]))
    else { return nil }
    let batch = lines.count == 4 ? FeedbackTally.batch(named: lines[3]) : nil
    guard lines.count == 3 || batch != nil else { return nil }
    self.init(article: article, day: day, answer: answer, batch: batch)
  }

  public var key: Value {
    let name = batch.map { "\n" + FeedbackTally.name(of: $0) } ?? ""
    return Value("\(article)\n\(day.iso)\n\(answer.rawValue)\(name)")
  }

  /// Sixteen hexadecimal digits.
  public static func name(of batch: UInt64) -> String {
    let digits = String(batch, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// Reads what `name(of:)` writes; `nil` for anything else.
  public static func batch(named name: some StringProtocol) -> UInt64? {
    guard let batch = UInt64(name, radix: 16), FeedbackTally.name(of: batch) == name else {
      return nil
    }
    return batch
  }

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
