/// A question that waits for the editors: what staff wrote up because the base had no answer, or
/// what readers said did not help them. Counts and nothing else: nobody has typed a word.
///
/// It has to be dealt with in ten working days, as a municipality answers a letter; the day on which
/// it was asked is not counted.
public struct EditorQuestion: Hashable, Sendable {
  public enum Source: String, CaseIterable, Hashable, Sendable {
    case writtenUp = "skrevet-op"
    case didNotHelp = "hjalp-ikke"
  }

  public static let workingDays = 10

  public var source: Source
  public var topic: ContactKey.Topic
  /// How many have asked since it was last dealt with.
  public var count: Int
  public var first: CivilDate
  public var last: CivilDate

  /// The last day of the deadline.
  public var due: CivilDate { first.adding(workingDays: EditorQuestion.workingDays) ?? first }

  /// The questions that were asked and not dealt with, in no order.
  ///
  /// - Parameter asked: how many asked about what on which day.
  public static func open(
    _ source: Source, asked: [(topic: ContactKey.Topic, day: CivilDate, count: Int)],
    answered: [AnsweredQuestion]
  ) -> [EditorQuestion] {
    var through: [ContactKey.Topic: CivilDate] = [:]
    for line in answered where line.source == source {
      through[line.topic] = max(through[line.topic] ?? line.through, line.through)
    }
    var questions: [ContactKey.Topic: EditorQuestion] = [:]
    for (topic, day, count) in asked where count > 0 {
      if let through = through[topic], day <= through { continue }
      var question =
        questions[topic]
        ?? EditorQuestion(source: source, topic: topic, count: 0, first: day, last: day)
      question.count += count
      question.first = min(question.first, day)
      question.last = max(question.last, day)
      questions[topic] = question
    }
    return Array(questions.values)
  }
}

extension EditorQuestion: Comparable {
  /// The one that is due first; of those the one that most have asked.
  public static func < (left: EditorQuestion, right: EditorQuestion) -> Bool {
    (left.first, right.count, left.source.rawValue, left.topic.text)
      < (right.first, left.count, right.source.rawValue, right.topic.text)
  }
}

// MARK: - Deadlines

/// How a deadline stands on a day.
public struct Deadline: Hashable, Sendable {
  public enum State: Hashable, Sendable {
    case ahead
    /// Three working days are left, or fewer.
    case near
    case passed
  }

  public let due: CivilDate
  /// Working days from today until the deadline; below nought those since.
  public let daysLeft: Int

  public init(_ due: CivilDate, on today: CivilDate) {
    self.due = due
    daysLeft = due >= today ? today.workingDays(until: due) : -due.workingDays(until: today)
    hasPassed = due < today
  }

  private let hasPassed: Bool

  public var state: State { hasPassed ? .passed : daysLeft <= 3 ? .near : .ahead }

  /// `frist 3. december (om 4 arbejdsdage)`, `overskredet: fristen var 3. december 2026`.
  public var danish: String {
    switch state {
    case .passed: "overskredet: fristen var \(due.danishLong)"
    case .near, .ahead: "frist \(due.danishDay) (\(distance))"
    }
  }

  private var distance: String {
    switch daysLeft {
    case 0: "i dag"
    case 1: "om 1 arbejdsdag"
    default: "om \(daysLeft) arbejdsdage"
    }
  }
}

extension CivilDate {
  /// How many working days come after this day until another, that one included; 0 where it is not
  /// later.
  public func workingDays(until last: CivilDate) -> Int {
    var days = 0
    var day = adding(days: 1)
    while let next = day, next <= last {
      if next.isWorkingDay { days += 1 }
      day = next.adding(days: 1)
    }
    return days
  }

  /// `3. december`, where the year is known.
  var danishDay: String {
    let words = danishLong
    return String(words[..<(words.lastIndex(of: " ") ?? words.endIndex)])
  }
}

// MARK: - As a table

extension Report {
  /// The questions that wait, as people read them.
  ///
  /// - Parameter names: what a topic is called.
  public static func questions(
    _ questions: [EditorQuestion], on today: CivilDate, names: (ContactKey.Topic) -> String
  ) -> Table {
    Table(
      "Spørgsmål, der venter på redaktionen",
      columns: ["Spørgsmål", "Fra", "Antal", "Første dag", "Svarfrist"],
      rows: questions.map { question in
        [
          .text(question.topic == .nothing ? "Intet emne" : names(question.topic)),
          .text(question.source.danishName), .count(question.count),
          .text(question.first.danishShort),
          .text(Deadline(question.due, on: today).danish),
        ]
      }, definition: Definition.questions)
  }
}

extension EditorQuestion.Source {
  /// Who asked.
  public var danishName: String {
    switch self {
    case .writtenUp: "Skrevet op"
    case .didNotHelp: "Svaret hjalp ikke"
    }
  }
}
