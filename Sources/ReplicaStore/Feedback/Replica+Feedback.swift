public import CRDT
public import Knowledge
import SQLite

/// What readers say of answers. It counts here at once, and travels when its day is over: one change
/// for all that was said, at most one a day.
extension Replica {
  /// Counts an answer.
  ///
  /// - Parameter session: 64 random bits that the process drew when it started, as for contacts.
  public func note(feedback tally: FeedbackTally, session: UInt64) throws {
    try connection.immediate {
      var named = tally
      named.batch = session &+ (try feedbackSeals()) &* 0x9E37_79B9_7F4A_7C15
      try connection.execute(
        """
        INSERT INTO feedback_waiting VALUES (?1, ?2, ?3, ?4, 1)
        ON CONFLICT DO UPDATE SET times = min(times + 1, ?5)
        """, named.columns + [.integer(Int64(FeedbackTally.timesMax))])
    }
  }

  /// How often this was sealed here. What comes after a seal has a batch of its own.
  fileprivate func feedbackSeals() throws -> UInt64 {
    try connection.first("SELECT value FROM setting WHERE name = 'feedback_seals'", []) { row in
      UInt64(row.text(0)) ?? 0
    } ?? 0
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
      GROUP BY article HAVING noes > 0 ORDER BY noes DESC, article LIMIT ?3
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
      WHERE article = ?2 GROUP BY answer
      """, [.text(day.iso), .text(article)]
    ) { row in (row.text(0), Int(row.integer(1))) }
    return Dictionary(
      rows.compactMap { name, times in FeedbackAnswer(rawValue: name).map { ($0, times) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Since the day ?1. Of copies of a batch the larger; what is sealed and what waits here never hold
  /// the same.
  static let feedbackOfAll = """
    (SELECT article, day, answer, max(times) AS times FROM feedback WHERE day >= ?1
     GROUP BY article, day, answer, batch
     UNION ALL SELECT article, day, answer, times FROM feedback_waiting WHERE day >= ?1)
    """

  /// Keeps the rows of a document that counts.
  func storeFeedback(_ state: DocumentState, document: Int64) throws {
    try connection.execute("DELETE FROM feedback WHERE document = ?1", [.integer(document)])
    for (tally, times) in FeedbackTally.all(in: state) {
      // What no batch names is apart in each document.
      var columns = tally.columns
      if tally.batch == nil { columns[3] = .text("document \(document)") }
      try connection.execute(
        "INSERT INTO feedback VALUES (?5, ?1, ?2, ?3, ?4, ?6)",
        columns + [.integer(document), .integer(Int64(times))])
      // Sealed by another copy of this disk: what is waiting here is in it.
      guard tally.batch != nil else { continue }
      try connection.execute(
        """
        DELETE FROM feedback_waiting
        WHERE article = ?1 AND day = ?2 AND answer = ?3 AND batch = ?4
        """, columns)
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
    try replica.set(.feedbackSeals, "\(replica.feedbackSeals() + 1)")
  }

  private func waitingFeedback(
    before day: CivilDate
  ) throws -> [(tally: FeedbackTally, times: Int)] {
    try replica.connection.query(
      """
      SELECT article, day, answer, batch, times FROM feedback_waiting WHERE day < ?1
      ORDER BY article, day, answer, batch
      """, [.text(day.iso)]
    ) { row in
      let lines = (0..<4).map { row.text($0) }.filter { !$0.isEmpty }
      return FeedbackTally(key: Value(lines.joined(separator: "\n")))
        .map { ($0, Int(row.integer(4))) }
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

extension FeedbackTally {
  /// In the order of both tables.
  fileprivate var columns: [SQLiteValue] {
    [
      .text(article.description), .text(day.iso), .text(answer.rawValue),
      .text(batch.map(FeedbackTally.name) ?? ""),
    ]
  }
}
