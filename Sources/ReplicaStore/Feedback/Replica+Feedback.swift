public import CRDT
public import Knowledge
import SQLite

/// What readers say of answers. It counts here at once, and travels when its day is over: one change
/// for all that was said, at most one a day.
extension Replica {
  /// Counts an answer.
  public func note(feedback tally: FeedbackTally) throws {
    try connection.immediate {
      try connection.execute(
        """
        INSERT INTO feedback_waiting VALUES (?1, ?2, ?3, 1)
        ON CONFLICT (article, day, answer) DO UPDATE SET times = min(times + 1, ?4)
        """,
        [
          .text(tally.article.description), .text(tally.day.iso), .text(tally.answer.rawValue),
          .integer(Int64(FeedbackTally.timesMax)),
        ])
    }
  }

  /// Puts what was counted before a day into the log, in one change. It is the node that writes, and
  /// nobody's initials are on it.
  ///
  /// Where the node may not count for others, or keeps no log of its own, the counts stay here.
  ///
  /// - Returns: whether there was anything to seal.
  @discardableResult
  public func sealFeedback(before day: CivilDate, at time: Int64) throws -> Bool {
    guard try !isMirror(), try hasFeedback(before: day) else { return false }
    do {
      try write { writing in try writing.sealFeedback(before: day, at: time) }
      return true
    } catch is AuthorityRefusal {
      return false
    }
  }

  private func hasFeedback(before day: CivilDate) throws -> Bool {
    try connection.first(
      "SELECT 1 FROM feedback_waiting WHERE day < ?1 LIMIT 1", [.text(day.iso)]
    ) { _ in true } ?? false
  }

  /// What readers everywhere said of one answer.
  public struct FeedbackSummary: Hashable, Sendable {
    public var article: ChangeID
    public var times: [FeedbackAnswer: Int]

    public func times(_ answer: FeedbackAnswer) -> Int { times[answer] ?? 0 }
  }

  /// The answers that did not help, since a day; those that most readers say no to come first.
  public func feedback(since day: CivilDate, limit: Int) throws -> [FeedbackSummary] {
    let articles = try connection.query(
      """
      SELECT article, sum(CASE answer WHEN ?2 THEN times END) AS noes FROM \(Replica.feedbackOfAll)
      WHERE day >= ?1 GROUP BY article HAVING noes > 0 ORDER BY noes DESC, article LIMIT ?3
      """,
      [
        .text(day.iso), .text(FeedbackAnswer.didNotHelp.rawValue), .integer(Int64(limit)),
      ]
    ) { row in row.text(0) }
    return try articles.compactMap { article in
      guard let id = ChangeID(article) else { return nil }
      return FeedbackSummary(article: id, times: try times(of: article, since: day))
    }
  }

  private func times(of article: String, since day: CivilDate) throws -> [FeedbackAnswer: Int] {
    let rows = try connection.query(
      """
      SELECT answer, sum(times) FROM \(Replica.feedbackOfAll)
      WHERE article = ?1 AND day >= ?2 GROUP BY answer
      """, [.text(article), .text(day.iso)]
    ) { row in (row.text(0), Int(row.integer(1))) }
    return Dictionary(
      rows.compactMap { name, times in FeedbackAnswer(rawValue: name).map { ($0, times) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// What is sealed and what waits here never hold the same.
  private static let feedbackOfAll = """
    (SELECT article, day, answer, times FROM feedback
     UNION ALL SELECT article, day, answer, times FROM feedback_waiting)
    """

  /// Keeps the rows of a document that counts.
  func storeFeedback(_ state: DocumentState, document: Int64) throws {
    try connection.execute("DELETE FROM feedback WHERE document = ?1", [.integer(document)])
    for (tally, times) in FeedbackTally.all(in: state) {
      try connection.execute(
        "INSERT INTO feedback VALUES (?1, ?2, ?3, ?4, ?5)",
        [
          .integer(document), .text(tally.article.description), .text(tally.day.iso),
          .text(tally.answer.rawValue), .integer(Int64(times)),
        ])
    }
  }
}

extension Writing {
  /// A document for each month: it stays small, and a year has twelve.
  mutating func sealFeedback(before day: CivilDate, at time: Int64) throws {
    let waiting = try waitingFeedback(before: day)
    let authorship = Authorship(author: "", time: time)
    let months = Dictionary(grouping: waiting) { $0.tally.day.iso.prefix(7) }
    for (month, counts) in months.sorted(by: { $0.key < $1.key }) {
      let counting = FeedbackTally.operations(counting: counts)
      if let document = try ownFeedback(ofMonth: String(month)) {
        _ = try act(counting, on: document, by: authorship)
      } else {
        _ = try author(
          document: nil, parents: [], by: authorship,
          operations: [.create(kind: DocumentKind.feedback.rawValue)] + counting)
      }
    }
    try replica.connection.execute(
      "DELETE FROM feedback_waiting WHERE day < ?1", [.text(day.iso)])
  }

  private func waitingFeedback(
    before day: CivilDate
  ) throws -> [(tally: FeedbackTally, times: Int)] {
    try replica.connection.query(
      """
      SELECT article, day, answer, times FROM feedback_waiting WHERE day < ?1
      ORDER BY article, day, answer
      """, [.text(day.iso)]
    ) { row in
      FeedbackTally(key: Value([row.text(0), row.text(1), row.text(2)].joined(separator: "\n")))
        .map { ($0, Int(row.integer(3))) }
    }.compactMap { $0 }
  }

  /// The month's document that this very replica began: nobody else writes there, so nothing has to
  /// be merged.
  private func ownFeedback(ofMonth month: String) throws -> ChangeID? {
    try replica.connection.first(
      """
      SELECT s.replica, d.sequence FROM feedback AS f JOIN document AS d ON d.id = f.document
      JOIN stream AS s ON s.id = d.stream
      WHERE substr(f.day, 1, 7) = ?1 AND f.day >= ?1 AND s.replica = ?2
      ORDER BY d.sequence LIMIT 1
      """, [.text(month), .replica(try replica.replicaID())]
    ) { row in
      ChangeID(
        replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(0))),
        sequence: UInt64(bitPattern: row.integer(1)))
    }
  }
}
