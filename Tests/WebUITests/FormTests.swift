import Testing

@testable import WebUI

@Suite struct `The editor's form` {
  private func form(_ fields: [ArticleForm.Field: String]) -> ArticleForm {
    ArticleForm { fields[$0] }
  }

  @Test func `fields are read with line ends as LF and nothing else lost`() {
    let read = form([
      .title: " Pas \r\n", .shortAnswer: "Kort", .body: "a\r\n\r\n  b\rc ", .audience: "partner",
    ])
    #expect(read.title == "Pas")
    #expect(read.body == "a\n\n  b\nc ")
    #expect(read.audience == .partner)
    #expect(read.keywords.isEmpty)
  }

  @Test func `an audience that does not exist is the citizens`() {
    #expect(form([.audience: "alle"]).audience == .citizen)
  }

  @Test func `keywords and links survive being shown and read again`() {
    var shown = ArticleForm()
    let links = [
      AnswerPage.SelfServiceLink(title: "A | B", address: "https://a.dk/?x=1"),
      AnswerPage.SelfServiceLink(title: "Ring", address: "tel:57876000"),
    ]
    shown.set(keywords: ["flytte", "ny adresse"], links: links)
    let read = form([.keywords: shown.keywords, .links: shown.links])
    #expect(read.keywordList == ["flytte", "ny adresse"])
    #expect(read.linkList == links)
  }

  @Test func `keywords are trimmed and named once`() {
    #expect(form([.keywords: " a ,b;a,\n c,, "]).keywordList == ["a", "b", "c"])
  }

  @Test func `a complete form has no problems`() {
    let complete = form([
      .title: "Pas", .subject: "23.05", .initials: "MHA", .links: "A | https://a.dk\n\n",
    ])
    #expect(complete.problems.isEmpty)
  }

  @Test func `problems come in the order of the fields`() {
    let read = form([
      .shortAnswer: String(repeating: "æ", count: 601), .subject: "23.5",
      .links: "A | https://a.dk\nB https://b.dk\nC | javascript:x",
    ])
    #expect(
      read.problems == [
        .init(.title, .missing), .init(.shortAnswer, .tooLong(charactersMax: 600)),
        .init(.subject, .notASubjectNumber), .init(.links, .notALink(line: 2)),
        .init(.links, .notALink(line: 3)), .init(.initials, .missing),
      ])
  }

  @Test(arguments: ["2", "23.", "23.05.1", "23.05.12.01", "ab.cd", "23,05", "１２"])
  func `these are no subject numbers`(number: String) {
    let read = form([.title: "a", .initials: "b", .subject: number])
    #expect(read.problems == [.init(.subject, .notASubjectNumber)])
  }
}

@Suite struct `A choice in a conflict` {
  private func choice(_ value: String?, text: String? = nil) -> ConflictChoice? {
    ConflictChoice(sideCount: 2) { $0 == .choice ? value : $0 == .text ? text : nil }
  }

  @Test func `is read from the form`() {
    #expect(choice("0") == .side(0))
    #expect(choice("1") == .side(1))
    #expect(choice("alle") == .all)
    #expect(choice("egen", text: "Ny") == .own("Ny"))
  }

  @Test(arguments: [nil, "", "2", "-1", "A", "99999999999999999999"])
  func `is nothing when nothing that exists was chosen`(value: String?) {
    #expect(choice(value, text: "Ny") == nil)
  }
}

@Suite struct `A notice` {
  @Test(arguments: [
    Notice.created, .saved, .merged(changes: 1), .mergedWithConflicts(changes: 12, conflicts: 3),
    .unchanged, .approved, .conflictResolved(remaining: 0), .syncStarted, .syncAlreadyRunning,
  ])
  func `comes through a redirect as it was`(notice: Notice) {
    #expect(Notice(parameterValue: notice.parameterValue) == notice)
    #expect(
      notice.redirectPath(to: "/rediger/1") == "/rediger/1?besked=\(notice.parameterValue)")
  }

  @Test(arguments: [
    "", "flettet", "flettet-", "flettet--1", "flettet-99999999", "flettet-1-2-3", "x",
  ])
  func `is nothing when somebody made it up`(value: String) {
    #expect(Notice(parameterValue: value) == nil)
  }
}

@Suite struct `Dates and numbers are Danish` {
  @Test func `days`() {
    let day = CalendarDay(year: 2026, month: 3, day: 2)
    #expect(day.short == "02-03-2026")
    #expect(day.long == "2. marts 2026")
    #expect(CalendarDay(year: 2026, month: 13, day: 2).long == "02-13-2026")
    #expect(day.markup.text == "<time datetime=\"2026-03-02\">02-03-2026</time>")
  }

  @Test func `times`() {
    let moment = LocalMoment(year: 2026, month: 12, day: 24, hour: 9, minute: 5)
    #expect(moment.short == "24-12-2026 kl. 9.05")
    #expect(moment.markup.text.contains("datetime=\"2026-12-24T09:05\""))
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1.000"), (12_950, "12.950"), (-1_234_567, "-1.234.567"),
  ])
  func `thousands`(number: Int, text: String) {
    #expect(DanishNumber.text(number) == text)
  }
}

@Suite struct `A list to choose from` {
  private func list(_ options: [(value: String, text: String)]) -> String {
    FormField(
      name: "afdeling", label: "Afdeling", value: "", control: .choice(options), isRequired: true
    ).markup.text
  }

  @Test func `can be sent with its empty entry, where that is an answer`() {
    #expect(!list([("", "Ikke oplyst"), ("visitation", "Visitationen")]).contains(" required"))
    #expect(list([("visitation", "Visitationen")]).contains(" required"))
  }
}
