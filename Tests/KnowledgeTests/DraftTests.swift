import CRDT
import Testing

@testable import Knowledge

@Suite struct `A draft` {
  @Test func `that says nothing new makes no operations`() throws {
    let desk = try Desk(.passport)
    #expect(try Article.operations(toward: .passport, from: desk.history.state()).isEmpty)
    #expect(try Article.operations(toward: ArticleDraft(), from: desk.history.state()).isEmpty)
  }

  @Test func `writes only what differs`() throws {
    let desk = try Desk(.passport)
    var draft = ArticleDraft.passport
    draft.title = "Pas til dit barn"
    draft.shortAnswer = "Bestil tid i Borgerservice. Barnet skal helst med."
    draft.keywords = ["pas", "rejse", "åbningstid", "barn"]
    draft.owner = "Slagelse"
    let operations = try Article.operations(toward: draft, from: desk.history.state())
    #expect(
      operations == [
        .assign(.title, Value("Pas til dit barn")),
        .assign(.owner, Value("0330")),
        .edit(.shortAnswer, [Splice(position: 40, deleted: 0, inserted: "helst ")]),
        .remove(.keywords, Value("ærinde")),
        .add(.keywords, Value("barn")),
      ])
  }

  @Test func `clears what it empties`() throws {
    var desk = try Desk(.passport)
    try desk.save(
      .with {
        $0.subject = ""
        $0.keywords = []
        $0.links = [""]
        $0.shortAnswer = " "
        $0.owner = ""
        $0.validFrom = ""
      })
    let article = desk.article
    #expect(article.subject == nil && article.owner == nil && article.validFrom == nil)
    #expect(article.keywords.isEmpty && article.links.isEmpty && article.shortAnswer.isEmpty)
    #expect(article.title == "Pas til børn")
  }

  @Test func `tells apart two spellings of a letter that look the same`() throws {
    let desk = try Desk(.with { $0.title = "Åben" })
    let draft = ArticleDraft.with { $0.title = "A\u{30A}ben" }
    let operations = try Article.operations(toward: draft, from: desk.history.state())
    #expect(operations == [.assign(.title, Value("A\u{30A}ben"))])
    #expect(draft.hasDecomposedLetters)
    #expect(draft.composed().title.map { Array($0.utf8) } == Array("Åben".utf8))
    #expect(!draft.composed().hasDecomposedLetters)
    let body = try Desk(.with { ($0.title, $0.body) = ("T", "Gå") })
    let other = ArticleDraft.with { $0.body = "Ga\u{30A}" }
    #expect(try Article.operations(toward: other, from: body.history.state()).count == 1)
  }

  @Test func `ends its lines with a line feed, however the form sent them`() throws {
    let desk = try Desk(
      .with {
        $0.title = "T"
        $0.body = "a\r\nb\r\n"
      })
    #expect(Array(desk.article.body.utf8) == Array("a\nb\n".utf8))
  }

  @Test func `of another version becomes a branch and loses nothing`() throws {
    var sorø = try Desk(.passport)
    let base = sorø.history
    try sorø.save(.with { $0.keywords = ["pas", "rejse", "ærinde"] })
    let late = ArticleDraft.with { $0.shortAnswer = "Bestil tid i Borgerservice." }
    let id = ChangeID(replica: ReplicaID(rawValue: 8), sequence: 1)
    var history = sorø.history
    try history.append(
      Change(
        id: id, document: base.changes[0].id, parents: base.heads, author: "KKR", time: 0, salt: 0,
        operations: try Article.operations(toward: late, from: base.state())))
    let article = Article(history.state())
    #expect(article.keywords == ["pas", "rejse", "ærinde"])
    #expect(article.shortAnswer == "Bestil tid i Borgerservice.")
  }
}

@Suite struct `A draft that cannot be saved` {
  @Test(arguments: [
    (ArticleDraft.with { $0.title = " " }, FieldID.title, DraftProblem.Reason.missing),
    (
      .with { $0.title = String(repeating: "å", count: 201) }, .title,
      .tooLong(length: 201, max: 200)
    ),
    (.with { $0.title = "a\nb" }, .title, .controlCharacter("\n")),
    (.with { $0.body = "a\0b" }, .body, .controlCharacter("\0")),
    (.with { $0.body = "a\rb" }, .body, .controlCharacter("\r")),
    (.with { $0.shortAnswer = "a\u{1B}[2J" }, .shortAnswer, .controlCharacter("\u{1B}")),
    (
      .with { $0.body = String(repeating: "x", count: (1 << 20) + 1) }, .body,
      .tooLong(length: (1 << 20) + 1, max: 1 << 20)
    ),
    (.with { $0.subject = "38.14" }, .subject, .notSubjectNumber("38.14")),
    (.with { $0.validTo = "31-02-2026" }, .validTo, .notDate("31-02-2026")),
    (.with { $0.reviewIn = "snart" }, .reviewIn, .notInterval("snart")),
    (
      .with { $0.audience = "alle" }, .audience,
      .notOneOf(["borger", "partner", "medarbejder"], given: "alle")
    ),
    (
      .with { $0.keywords = (0...100).map { "ord\($0)" } }, .keywords,
      .tooMany(count: 101, max: 100)
    ),
    (.with { $0.links = ["borger.dk"] }, .links, .notLink("borger.dk")),
    (
      .with { $0.status = "færdig" }, .status,
      .notOneOf(["kladde", "til godkendelse", "godkendt", "trukket tilbage"], given: "færdig")
    ),
    (.with { $0.status = "trukket tilbage" }, .status, .withdrawalIncomplete),
  ])
  func `names the field and the cure`(
    draft: ArticleDraft, field: FieldID, reason: DraftProblem.Reason
  ) throws {
    let desk = try Desk(.passport)
    let error = #expect(throws: InvalidDraft.self) {
      try Article.operations(toward: draft, from: desk.history.state())
    }
    #expect(error?.problems == [DraftProblem(field: field, reason: reason)])
  }

  @Test func `names every field at once`() throws {
    let draft = ArticleDraft.with {
      $0.subject = "x"
      $0.owner = "Soro"
      $0.validFrom = "2026-05-02"
      $0.validTo = "2026-05-01"
    }
    let error = #expect(throws: InvalidDraft.self) { try Article.creation(of: draft) }
    #expect(error?.problems.map(\.field) == [.title, .subject, .owner, .validTo])
  }

  @Test func `suggests the municipality that was meant`() throws {
    let error = #expect(throws: InvalidDraft.self) {
      try Article.creation(
        of: .with {
          $0.title = "T"
          $0.owner = "340"
        })
    }
    guard case .unknownMunicipality(let unknown)? = error?.problems.first?.reason else {
      Issue.record("another problem")
      return
    }
    #expect(unknown.suggestions.map(\.code) == ["0340"])
  }
}
