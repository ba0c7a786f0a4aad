import CRDT
public import Knowledge
import SQLite

/// The questions that wait for a municipality's editors, and that they are dealt with.
extension Replica {
  /// How long a question is remembered that nobody deals with.
  static let questionDays = 365

  /// What the municipality's citizens asked and what readers said did not help, in articles that
  /// are no other municipality's; the one that is due first at the top.
  public func questions(of home: Municipality, on today: CivilDate) throws -> [EditorQuestion] {
    try connection.read {
      let first = CivilDate(
        nearestToDaysSince1970: today.daysSince1970 - Replica.questionDays)
      let book = try referenceBook(of: home)
      let answered = book.own.lines(AnsweredQuestion.self) + book.national.lines()
      let written = EditorQuestion.open(
        .writtenUp, asked: try writtenUp(of: home, first...max(first, today)), answered: answered)
      let noes = EditorQuestion.open(
        .didNotHelp, asked: try noes(of: home, since: first), answered: answered)
      return (written + noes).sorted()
    }
  }

  /// Puts on the municipality's record that a question is dealt with, as far as it was asked.
  public func answer(
    _ question: EditorQuestion, of home: Municipality, by authorship: Authorship
  ) throws {
    var edit = ReferenceEdit()
    let line = AnsweredQuestion(
      source: question.source, topic: question.topic, through: question.last)
    // What was dealt with before is said by this one too.
    for earlier in try reference(of: .municipality(home)).lines(AnsweredQuestion.self)
    where earlier.source == line.source && earlier.topic == line.topic
      && earlier.through < line.through
    {
      edit.remove(earlier)
    }
    edit.add(line)
    _ = try self.edit(referenceOf: .municipality(home), edit, by: authorship)
  }

  private typealias Asked = (topic: ContactKey.Topic, day: CivilDate, count: Int)

  private func writtenUp(
    of home: Municipality, _ days: ClosedRange<CivilDate>
  ) throws -> [Asked] {
    var query = ContactQuery([home], days: days, by: [.day, .topic])
    query.outcomes = [.writtenUp]
    var sums: [TopicDay: Int] = [:]
    for tally in try contactTallies(query) where !tally.isInternal {
      if let day = tally.day {
        sums[TopicDay(topic: tally.about, day: day), default: 0] += tally.count
      }
    }
    return sums.map { ($0.key.topic, $0.key.day, $0.value) }
  }

  private func noes(of home: Municipality, since day: CivilDate) throws -> [Asked] {
    var owners: [String: Bool] = [:]
    let rows = try connection.query(
      """
      SELECT article, day, sum(times) FROM \(Replica.feedbackOfAll) WHERE answer = ?2
      GROUP BY article, day
      """, [.text(day.iso), .text(FeedbackAnswer.didNotHelp.rawValue)]
    ) { row in (row.text(0), row.text(1), Int(row.integer(2))) }
    return try rows.compactMap { article, day, count in
      guard let id = ChangeID(article), let day = CivilDate(iso: day) else { return nil }
      let isOurs = try owners[article] ?? isArticle(id, of: home)
      owners[article] = isOurs
      return isOurs ? (.article(id), day, count) : nil
    }
  }

  /// Whether an article is here and is not another municipality's.
  private func isArticle(_ id: ChangeID, of home: Municipality) throws -> Bool {
    guard let row = try Replica.documentRow(of: nameNow(ofDocument: id), on: connection) else {
      return false
    }
    let owner = try connection.first(
      "SELECT coalesce(owner, ?2) FROM article WHERE document = ?1",
      [.integer(row), .text(Owner.national.encoded)]
    ) { row in row.text(0) }
    return owner == Owner.national.encoded || owner == Owner.municipality(home).encoded
  }
}

private struct TopicDay: Hashable {
  var topic: ContactKey.Topic
  var day: CivilDate
}
