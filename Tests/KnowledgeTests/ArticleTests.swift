import CRDT
import Testing

@testable import Knowledge

@Suite struct `An article` {
  @Test func `says what its draft said`() throws {
    let article = try Desk(.passport).article
    #expect(article.title == "Pas til børn")
    #expect(article.shortAnswer == "Bestil tid i Borgerservice. Barnet skal med.")
    #expect(article.body == "## Sådan gør du\n\n1. Bestil tid.\n2. Tag barnet med.\n")
    #expect(article.subject?.number == "23.03.04")
    #expect(article.audience == .citizen)
    #expect(article.keywords == ["pas", "rejse", "ærinde", "åbningstid"])
    #expect(article.links.map(\.label) == ["Bestil tid"])
    #expect(article.legalReferences == ["Pasloven § 2"])
    #expect(article.owner == Municipality(code: "0340").map { .municipality($0) })
    #expect(article.validFrom?.danishShort == "01-01-2026")
    #expect(article.validTo == nil)
    #expect(article.status == .draft)
    #expect(article.disagreements.isEmpty && article.unreadable.isEmpty)
  }

  @Test func `lists the registers that people wrote at the same time`() throws {
    var sorø = try Desk(.passport)
    var slagelse = sorø.copied(to: 2, author: "KKR, Slagelse")
    try sorø.save(.with { $0.title = "Pas til dit barn" })
    try slagelse.save(
      .with {
        $0.title = "Børnepas"
        $0.subject = "23.03.06"
      })
    try sorø.receive(from: slagelse)
    try slagelse.receive(from: sorø)

    #expect(sorø.article == slagelse.article)
    let disagreements = sorø.article.disagreements
    #expect(disagreements.map(\.field) == [.title])
    #expect(
      Set(disagreements[0].entries.compactMap(\.value.text)) == ["Pas til dit barn", "Børnepas"])
    #expect(disagreements[0].entries[0].value.text == sorø.article.title)
    #expect(sorø.article.subject?.number == "23.03.06")
  }

  @Test func `has no disagreement where both wrote the same`() throws {
    var sorø = try Desk(.passport)
    var slagelse = sorø.copied(to: 2, author: "KKR, Slagelse")
    try sorø.save(.with { $0.title = "Børnepas" })
    try slagelse.save(.with { $0.title = "Børnepas" })
    try sorø.receive(from: slagelse)
    #expect(sorø.article.disagreements.isEmpty)
  }

  @Test func `is not settled by saving a form, but by saying so`() throws {
    var sorø = try Desk(.passport)
    var slagelse = sorø.copied(to: 2, author: "KKR, Slagelse")
    try sorø.save(.with { $0.title = "Pas til dit barn" })
    try slagelse.save(.with { $0.title = "Børnepas" })
    try sorø.receive(from: slagelse)

    var form = ArticleDraft.with { $0.title = sorø.article.title }
    #expect(try Article.operations(toward: form, from: sorø.history.state()).isEmpty)
    form.settling = [.title]
    try sorø.save(form)
    #expect(sorø.article.disagreements.isEmpty)
    #expect(sorø.article.title == form.title)
  }

  @Test func `counts what it cannot read as unset and says so`() throws {
    var desk = try Desk(.passport)
    try desk.save([
      .assign(.subject, Value("pas")), .assign(.validFrom, Value(bytes: [0xFF])),
      .assign(.approval, Value("nonsense")), .assign(.status, Value("exploded")),
      .assign(.owner, Value("9999")), .add(.links, Value("javascript:alert(1)\nKlik")),
      .assign(.audience, Value("martians")), .assign(.frontMatter, Value("x")),
    ])
    let article = desk.article
    #expect(article.subject == nil && article.validFrom == nil && article.approval == nil)
    #expect(article.status == .draft && article.owner == nil)
    #expect(article.links.map(\.label) == ["Bestil tid"])
    #expect(
      article.unreadable == [
        .subject, .audience, .links, .status, .approval, .frontMatter, .owner, .validFrom,
      ])
  }

  @Test func `is for staff only when its audience cannot be read`() throws {
    var desk = try Desk(.passport)
    try desk.save([.assign(.audience, Value("børn"))])
    #expect(desk.article.audience == .staff)
    try desk.save([.assign(.audience, Value(bytes: []))])
    #expect(desk.article.audience == .citizen)
  }
}

@Suite struct `Withdrawing` {
  let withdrawal = CivilDate(iso: "2026-07-01").flatMap {
    Withdrawal(date: $0, replacement: "FV-000012", reason: "Loven er ændret")
  }

  @Test func `survives everything written at the same time`() throws {
    let withdrawal = try #require(withdrawal)
    for other in [Status.draft, .inReview, .approved] {
      for withdrawer in [UInt64(1), 9] {
        var sorø = try Desk(at: 5, .passport)
        var one = sorø.copied(to: withdrawer, author: "KKR")
        try one.save(withdrawal.operations)
        // More changes make the other side the one that the register itself would show.
        try sorø.save(.with { $0.title = "Pas" })
        try sorø.save([.assign(.status, Value(other.encoded))])
        try sorø.receive(from: one)
        #expect(sorø.article.status == .withdrawn(withdrawal))
        #expect(sorø.article.title == "Pas")
        #expect(Lifecycle(sorø.article) == .withdrawn)
        #expect(sorø.article.disagreements.map(\.field) == [.status])
      }
    }
  }

  @Test func `is lifted by no draft and no approval, only by saying so`() throws {
    let withdrawal = try #require(withdrawal)
    var desk = try Desk(.passport)
    try desk.approve()
    try desk.save(withdrawal.operations)
    for word in ["kladde", "til godkendelse", "godkendt"] {
      try desk.save(
        .with {
          $0.status = word
          $0.body = "Ny tekst: \(word)"
        })
      #expect(desk.article.status == .withdrawn(withdrawal))
    }
    try desk.approve()
    #expect(Lifecycle(desk.article) == .withdrawn)
    try desk.save(Withdrawal.reinstating)
    #expect(Lifecycle(desk.article) == .approved)
  }

  @Test func `by a draft needs a day and a reason`() throws {
    let desk = try Desk(.passport)
    var draft = ArticleDraft.with { $0.status = "trukket tilbage" }
    #expect(throws: InvalidDraft.self) {
      try Article.operations(toward: draft, from: desk.history.state())
    }
    draft.withdrawnOn = "01-07-2026"
    draft.withdrawnBecause = "Loven er ændret"
    draft.replacedBy = "FV-000012"
    let operations = try Article.operations(toward: draft, from: desk.history.state())
    #expect(try operations == #require(withdrawal).operations)
  }

  @Test func `refuses a reason of several lines, which would end in the wrong place`() throws {
    let date = try #require(CivilDate(iso: "2026-07-01"))
    #expect(Withdrawal(date: date, reason: "a\nb") == nil)
    #expect(Withdrawal(date: date, replacement: "a\nb", reason: "c") == nil)
    #expect(Withdrawal(date: date, reason: "") == nil)
  }
}

@Suite struct `The content hash` {
  @Test func `is the same for the same words, by whatever path they came`() throws {
    let direct = try Desk(.passport)
    var detour = try Desk(at: 7, .with { $0.title = "Noget andet" })
    var elsewhere = detour.copied(to: 3, author: "KKR")
    try detour.save(
      .with {
        $0.body = "## Sådan gør du\n\n1. Bestil tid.\n"
        $0.keywords = ["rejse", "udgår"]
      })
    try elsewhere.save(.with { $0.keywords = ["pas", "rejse"] })
    try detour.receive(from: elsewhere)
    try detour.save(.passport)
    #expect(detour.article.contentHash == direct.article.contentHash)
    #expect(detour.history.state() != direct.history.state())
  }

  @Test func `follows everything a reader sees`() throws {
    let before = try Desk(.passport)
    let other = ChangeID(replica: ReplicaID(rawValue: 1), sequence: 1)
    let drafts: [ArticleDraft] = [
      .with { $0.title = "x" }, .with { $0.shortAnswer = "x" }, .with { $0.body = "x" },
      .with { $0.subject = "" }, .with { $0.audience = "partner" }, .with { $0.keywords = ["pas"] },
      .with { $0.links = [] }, .with { $0.legalReferences = ["Pasloven § 3"] },
      .with { $0.owner = "national" }, .with { $0.validFrom = "" },
      .with { $0.validTo = "2027-01-01" },
      .with {
        $0.anchor = SupplementAnchor(
          base: other, placement: .after, section: "", in: before.article, version: [other])
      },
    ]
    var hashes = [before.article.contentHash]
    for draft in drafts {
      var after = before
      try after.save(draft)
      hashes.append(after.article.contentHash)
    }
    #expect(Set(hashes).count == drafts.count + 1)
    #expect(drafts.count == Field.all.filter(\.id.isContent).count)
  }

  /// Approvals of years ago must still hold: the hash was computed by another program from the
  /// description of the canonical bytes.
  @Test func `stays what it is`() throws {
    let desk = try Desk(
      .with {
        $0.title = "Pas til børn"
        $0.shortAnswer = "Bestil tid."
        $0.body = "## Sådan\n"
        $0.subject = "23.03.04"
        $0.audience = "medarbejder"
        $0.keywords = ["ærinde", "pas"]
        $0.links = ["Bestil tid <https://a.dk>"]
        $0.owner = "0340"
        $0.validFrom = "2026-01-01"
      })
    #expect(
      String(describing: desk.article.contentHash)
        == "44bae06662ae4dacb8d618b20a3ca3e98606bab93f0e1c69bf12fd0c300ae7be")
  }

  @Test func `follows nothing else`() throws {
    var desk = try Desk(.passport)
    let hash = desk.article.contentHash
    try desk.save(
      .with {
        $0.status = "til godkendelse"
        $0.externalID = "FV-1"
        $0.lastReviewedOn = "2026-05-05"
        $0.reviewIn = "1 år"
        $0.verifiedBy = "KKR"
      })
    try desk.approve()
    #expect(desk.article.contentHash == hash)
  }

  @Test func `does not confuse where one field ends and the next begins`() throws {
    let one = try Desk(.with { ($0.title, $0.shortAnswer, $0.body) = ("a", "bc", "d") })
    let two = try Desk(.with { ($0.title, $0.shortAnswer, $0.body) = ("a", "b", "cd") })
    #expect(one.article.contentHash != two.article.contentHash)
    let three = try Desk(.with { ($0.title, $0.keywords) = ("a", ["b", "c"]) })
    let four = try Desk(.with { ($0.title, $0.keywords) = ("a", ["bc"]) })
    #expect(three.article.contentHash != four.article.contentHash)
    let five = try Desk(.with { ($0.title, $0.keywords) = ("a", ["ab", "c"]) })
    let six = try Desk(.with { ($0.title, $0.keywords) = ("a", ["a", "bc"]) })
    #expect(five.article.contentHash != six.article.contentHash)
  }
}
