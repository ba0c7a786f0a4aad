import CRDT
import Testing

@testable import Knowledge

@Suite struct `Questions to the editors` {
  private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }

  private func subject(_ number: String) throws -> ContactKey.Topic {
    .subject(try #require(Subject(number)))
  }

  /// DESIGN §11: ten working days from each.
  @Test(arguments: [
    ("2026-03-27", "2026-04-15"), ("2026-05-22", "2026-06-09"), ("2026-12-18", "2027-01-07"),
    ("2023-04-28", "2023-05-15"), ("2024-04-19", "2024-05-03"),
  ])
  func `are due ten working days after the first day they were asked`(
    asked: String, due: String
  ) throws {
    let first = try day(asked)
    let later = try #require(first.adding(days: 4))
    let open = EditorQuestion.open(
      .writtenUp, asked: [(.nothing, later, 3), (.nothing, first, 1)], answered: [])
    let question = try #require(open.first)
    #expect(question.due.iso == due)
    #expect(question.count == 4)
    let last = try day(due)
    #expect(question.first.workingDays(until: last) == 10)
  }

  @Test(arguments: [
    ("2026-11-19", "frist 3. december (om 10 arbejdsdage)", Deadline.State.ahead),
    ("2026-11-27", "frist 3. december (om 4 arbejdsdage)", .ahead),
    ("2026-11-29", "frist 3. december (om 4 arbejdsdage)", .ahead),
    ("2026-11-30", "frist 3. december (om 3 arbejdsdage)", .near),
    ("2026-12-02", "frist 3. december (om 1 arbejdsdag)", .near),
    ("2026-12-03", "frist 3. december (i dag)", .near),
    ("2026-12-04", "overskredet: fristen var 3. december 2026", .passed),
  ])
  func `say in working days how long there is`(
    today: String, words: String, state: Deadline.State
  ) throws {
    let deadline = Deadline(try day("2026-12-03"), on: try day(today))
    #expect(deadline.danish == words)
    #expect(deadline.state == state)
  }

  @Test func `that were dealt with come back only when somebody asks again`() throws {
    let (pas, flytning) = (try subject("23.05.04"), try subject("23.05.02"))
    let asked = [
      (topic: pas, day: try day("2026-11-02"), count: 3),
      (topic: pas, day: try day("2026-11-20"), count: 2),
      (topic: flytning, day: try day("2026-11-03"), count: 1),
      (topic: flytning, day: try day("2026-11-04"), count: -1),
    ]
    let answered = [
      AnsweredQuestion(source: .writtenUp, topic: pas, through: try day("2026-11-02")),
      AnsweredQuestion(source: .didNotHelp, topic: flytning, through: try day("2026-12-02")),
    ]
    let open = EditorQuestion.open(.writtenUp, asked: asked, answered: answered).sorted()
    #expect(open.map(\.topic) == [flytning, pas])
    #expect(open.map(\.count) == [1, 2])
    #expect(open[1].first == open[1].last)
    let later =
      answered + [
        AnsweredQuestion(source: .writtenUp, topic: pas, through: try day("2026-11-20")),
        AnsweredQuestion(source: .writtenUp, topic: flytning, through: try day("2026-11-03")),
      ]
    #expect(EditorQuestion.open(.writtenUp, asked: asked, answered: later).isEmpty)
  }

  @Test func `are on record as a line that is read as it was written`() throws {
    let id = ChangeID(replica: ReplicaID(rawValue: 7), sequence: 9)
    for topic in [ContactKey.Topic.nothing, try subject("23.05.04"), .article(id)] {
      let line = AnsweredQuestion(
        source: .didNotHelp, topic: topic, through: try day("2026-11-20"))
      #expect(AnsweredQuestion(line.value) == line)
    }
    #expect(throws: ReferenceProblem.self) {
      try AnsweredQuestion(fields: ["skrevet-op", "Hr. Jensens pas", "2026-11-20"])
    }
    #expect(throws: ReferenceProblem.self) {
      try AnsweredQuestion(fields: ["ukendt", "23.05.04", "2026-11-20"])
    }
  }

  @Test func `as a table name the topic and the deadline`() throws {
    let question = EditorQuestion(
      source: .writtenUp, topic: try subject("23.05.04"), count: 12,
      first: try day("2026-11-19"), last: try day("2026-11-20"))
    let table = Report.questions([question], on: try day("2026-11-27")) { _ in "Pas" }
    #expect(
      table.rows == [
        [
          .text("Pas"), .text("Skrevet op"), .count(12), .text("19-11-2026"),
          .text("frist 3. december (om 4 arbejdsdage)"),
        ]
      ])
    #expect(table.definition.contains("arbejdsdage"))
  }
}
