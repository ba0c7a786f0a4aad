import CRDT
import Testing

@testable import Knowledge

/// The file that the text is, or the error it meets.
func file(_ text: String) throws(ArticleFileError) -> ArticleFile {
  try ArticleFile(parsing: Array(text.utf8))
}

/// What comes out when a file is imported as a new article and exported again.
func roundTrip(_ bytes: [UInt8]) throws -> [UInt8] {
  let desk = try Desk(ArticleDraft(try ArticleFile(parsing: bytes)))
  return ArticleFile(desk.article, template: desk.article.fileHead).serialised()
}

/// Imports a file, edits the article, and says what its file is then.
func exported(_ text: String, after edit: ArticleDraft) throws -> String {
  var desk = try Desk(ArticleDraft(try file(text)))
  try desk.save(edit)
  let file = ArticleFile(desk.article, template: desk.article.fileHead)
  return String(decoding: file.serialised(), as: UTF8.self)
}

@Suite struct `An article file` {
  static let passport = """
    ---
    # Hovedet
    id: FV-000007
    titel: "Pas: til børn"   # husk kolon
    kort_svar: |
      Bestil tid i Borgerservice.

      Barnet skal med.
    maalgruppe: borgere
    kle: 23.03.04
    ejer_kommune: Sorø

    emneord: [pas, 'rejse', "børn, små"]
    retskilde:
      - Pasloven § 2
      # den nye
      - "Bekendtgørelse: nr. 1"
    gyldig_fra: 01-01-2026
    last_reviewed_on: 2026-02-01
    review_in: 6 months
    selvbetjening:
    - Bestil tid <https://www.example.dk/tid>
    egen_noegle:
      navn: {a: 1}
    ---

    # Pas til børn

    Tekst.

    """

  @Test func `says what its keys say`() throws {
    let article = try Desk(ArticleDraft(try file(Self.passport))).article
    #expect(article.externalID == "FV-000007")
    #expect(article.title == "Pas: til børn")
    #expect(article.shortAnswer == "Bestil tid i Borgerservice.\n\nBarnet skal med.")
    #expect(article.audience == .citizen)
    #expect(article.subject?.number == "23.03.04")
    #expect(article.owner?.encoded == "0340")
    #expect(article.keywords == ["børn, små", "pas", "rejse"])
    #expect(article.legalReferences == ["Bekendtgørelse: nr. 1", "Pasloven § 2"])
    #expect(article.validFrom?.iso == "2026-01-01")
    #expect(article.reviewDue?.iso == "2026-08-01")
    #expect(article.links.map(\.label) == ["Bestil tid"])
    #expect(article.body == "# Pas til børn\n\nTekst.")
  }

  @Test func `comes out as it went in`() throws {
    #expect(try roundTrip(Array(Self.passport.utf8)) == Array(Self.passport.utf8))
  }

  @Test(arguments: [
    "# Titel", "# Titel\n", "# Titel\n\n", "\n\n# Titel\n\nTekst", "---\ntitel: T\n---",
    "---\ntitel: T\n---\n", "---\ntitel: T\n---\n\n", "---\ntitel: T\n---\n\n\n\n",
    "---\ntitel: T\n---\nTekst", "---\ntitel: T\n---\n\nTekst\n\n\n",
    "--- \ntitel: T\n...\nTekst\n",
    "---\n\n\n---\n# T\n", "\u{FEFF}---\ntitel: T\n---\n\nTekst\n",
    "---\r\ntitel: T\r\nemneord: [a]\r\n---\r\n\r\nTekst\r\nmere\r\n", "\u{FEFF}# T\r\n",
    "---\ntitel: T\nkle:\nnoegleord: []\nkort_svar: ~\n---\n\nTekst\n",
    "---\n'titel': ikke vores\ntitel: T\n---\n", "---\ntitel:   T   \nkle:\t38.14.04\n---\n",
    "---\ntitel: T\nx: |\n  a\n\n\n---\n", "# T\n\n---\n\ntekst\n---\n",
  ])
  func `keeps its bytes, however it is framed`(text: String) throws {
    #expect(try roundTrip(Array(text.utf8)) == Array(text.utf8))
  }

  @Test func `changes on the line that changed and nowhere else`() throws {
    let edited = try exported(
      Self.passport,
      after: .with {
        $0.title = "Pas # til \"børn\""
        $0.keywords = ["rejse", "pas", "id-kort"]
        $0.legalReferences = ["Pasloven § 2", "Pasloven § 3"]
        $0.validFrom = ""
        $0.validTo = "2027-01-01"
      })
    let expected = Self.passport
      .replacing(#""Pas: til børn"   # husk"#, with: #""Pas # til \"børn\""   # husk"#)
      .replacing(#"[pas, 'rejse', "børn, små"]"#, with: "[pas, rejse, id-kort]")
      .replacing(
        "  # den nye\n  - \"Bekendtgørelse: nr. 1\"\ngyldig_fra: 01-01-2026",
        with: "  - Pasloven § 3\ngyldig_til: 2027-01-01")
    #expect(edited == expected)
  }

  @Test func `is not touched by an edit of the body alone`() throws {
    let edited = try exported(Self.passport, after: .with { $0.body = "Ny tekst" })
    #expect(edited == Self.passport.replacing("# Pas til børn\n\nTekst.", with: "Ny tekst"))
  }

  @Test func `takes its title from the first heading when it has none`() throws {
    let text = "```\n# kode\n```\n\n  # Flytning ##\n\n# Nummer to\n"
    #expect(try Desk(ArticleDraft(try file(text))).article.title == "Flytning")
    #expect(
      try exported(text, after: .with { $0.title = "Flyt" }) == "---\ntitel: Flyt\n---\n\n" + text)
  }

  @Test func `is written from the ground for an article that never had one`() throws {
    var desk = try Desk(.passport)
    try desk.approve()
    let file = ArticleFile(desk.article, template: nil, named: "0000000000000001-1")
    #expect(
      String(decoding: file.serialised(), as: UTF8.self)
        == """
        ---
        id: "0000000000000001-1"
        titel: Pas til børn
        kort_svar: Bestil tid i Borgerservice. Barnet skal med.
        status: godkendt
        maalgruppe: borger
        kle: 23.03.04
        ejer_kommune: "0340"
        retskilde: [Pasloven § 2]
        gyldig_fra: 2026-01-01
        noegleord: [pas, rejse, ærinde, åbningstid]
        selvbetjening: [Bestil tid <https://www.example.dk/tid>]
        ---

        ## Sådan gør du

        1. Bestil tid.
        2. Tag barnet med.


        """)
  }

  @Test(arguments: [
    ("true", "\"true\""), ("0340", "\"0340\""), ("1e3", "\"1e3\""),
    ("2026-01-01", "\"2026-01-01\""),
    ("=", "\"=\""), ("<<", "\"<<\""), ("hvad? ja", "\"hvad? ja\""), ("a, b", "\"a, b\""),
    ("a: b", "\"a: b\""), ("a #b", "\"a #b\""), ("~", "\"~\""), ("§ 12", "§ 12"), ("a:b", "a:b"),
  ])
  func `quotes what another reader of YAML would take for something else`(
    keyword: String, written: String
  ) throws {
    let desk = try Desk(.with { ($0.title, $0.keywords) = ("T", [keyword]) })
    let out = ArticleFile(desk.article, template: nil).serialised()
    #expect(String(decoding: out, as: UTF8.self).contains("\nnoegleord: [\(written)]\n"))
  }

  @Test func `gives an empty node the same content`() throws {
    var desk = try Desk(.passport)
    try desk.approve()
    let file = ArticleFile(desk.article, template: nil, named: "x")
    let copy = try Desk(at: 2, ArticleDraft(try ArticleFile(parsing: file.serialised())))
    #expect(copy.article.contentHash == desk.article.contentHash)
    #expect(copy.article.status == .draft)
  }

  @Test func `that was exported makes no change when it is imported again`() throws {
    for text in [Self.passport, "# T\n\nTekst", "---\ntitel: T\n---\nTekst"] {
      var desk = try Desk(ArticleDraft(try file(text)))
      try desk.save(
        .with {
          $0.shortAnswer = "Nyt svar"
          $0.keywords = ["nyt"]
          $0.owner = "national"
        })
      let out = ArticleFile(desk.article, template: desk.article.fileHead).serialised()
      let draft = ArticleDraft(try ArticleFile(parsing: out))
      #expect(try Article.operations(toward: draft, from: desk.history.state()).isEmpty)
    }
  }

  @Test(arguments: [
    "---\ntitel: T\n---\nTekst\n", "---\ntitel: T\n---\n\nTekst", "---\ntitel: T\n---", "# T\n",
    "# T", "---\ntitel: T\n...\n\nTekst\n",
  ])
  func `does not take the body's edges for its own`(template: String) throws {
    for body in ["\nNy", "Ny\n", "\n\nNy\n\n", "---\nNy\n---\n", "---", "\n", ""] {
      var desk = try Desk(ArticleDraft(try file(template)))
      try desk.save(.with { $0.body = body })
      let out = ArticleFile(desk.article, template: desk.article.fileHead).serialised()
      let read = try ArticleFile(parsing: out)
      #expect(read.body == body, "\(String(decoding: out, as: UTF8.self))")
      #expect(read.title == "T")
    }
  }

  @Test func `carries a withdrawal both ways`() throws {
    var desk = try Desk(ArticleDraft(try file("---\ntitel: T\n---\n\nTekst\n")))
    let date = try #require(CivilDate(iso: "2026-07-01"))
    let withdrawal = try #require(
      Withdrawal(date: date, replacement: "FV-2", reason: "Loven: ændret"))
    try desk.save(withdrawal.operations)
    let out = ArticleFile(desk.article, template: desk.article.fileHead)
    #expect(
      String(decoding: out.serialised(), as: UTF8.self) == """
        ---
        titel: T
        status: trukket tilbage
        trukket_tilbage_den: 2026-07-01
        trukket_tilbage_fordi: "Loven: ændret"
        erstattes_af: FV-2
        ---

        Tekst

        """)
    let copy = try Desk(at: 2, ArticleDraft(try ArticleFile(parsing: out.serialised())))
    #expect(copy.article.status == .withdrawn(withdrawal))
  }

  @Test func `clears a field that it names without a value`() throws {
    var desk = try Desk(.passport)
    try desk.save(ArticleDraft(try file("---\ntitel: Pas til børn\nkle:\nnoegleord: []\n---\n")))
    #expect(desk.article.subject == nil && desk.article.keywords.isEmpty)
    #expect(desk.article.owner?.encoded == "0340")
  }

  @Test func `says which line a wrong value is on`() throws {
    let text = "---\ntitel: T\nkle: 38.14\n---\n"
    let problem = DraftProblem(field: .subject, reason: .notSubjectNumber("38.14"))
    #expect(try file(text).line(of: problem) == 3)
    let error = #expect(throws: InvalidDraft.self) { try Desk(ArticleDraft(file(text))) }
    #expect(error?.problems == [problem])
  }

  @Test func `is written without the head that somebody broke`() throws {
    for head in [
      "tekst", "---\ntitel: T\n", "---\nx\n---\n", "---\na: 1\n---\n\nmere\n", "---\n\0: 1\n---\n",
    ] {
      var desk = try Desk(.passport)
      try desk.save([.assign(.frontMatter, FileHead(text: head).value)])
      #expect(desk.article.fileHead?.text == head)
      let out = ArticleFile(desk.article, template: desk.article.fileHead, named: "x")
      #expect(out.serialised() == ArticleFile(desk.article, template: nil, named: "x").serialised())
    }
  }
}

@Suite struct `An article file that cannot be read` {
  @Test(arguments: [
    ("---\ntitel: T\n", ArticleFileError.Reason.unterminatedFrontMatter, 1),
    ("", .noTitle, 1), ("Tekst uden titel\n", .noTitle, 1),
    ("---\nid: 1\n---\n## To\n", .noTitle, 1),
    ("---\ntitel: T\n\tx: 1\n---\n", .tab, 3), ("---\nx:\n\t- 1\n---\n", .tab, 3),
    ("---\ntitel\n---\n", .notKeyAndValue, 2), ("---\n  titel: T\n---\n", .notKeyAndValue, 2),
    ("---\ntitel:T\n---\n", .notKeyAndValue, 2), ("---\n- a\n---\n", .notKeyAndValue, 2),
    (
      "---\ntitel: T\nx: 1\nx: 2\n---\n", .duplicateKey("x", other: "x", line: 3), 4
    ),
    (
      "---\ntitel: T\nemneord: [a]\nnoegleord: [b]\n---\n",
      .duplicateKey("noegleord", other: "emneord", line: 3), 4
    ),
    ("---\ntitel: \"T\n---\n", .unterminatedQuote("\""), 2),
    ("---\ntitel: 'T''\n---\n", .unterminatedQuote("'"), 2),
    ("---\ntitel: \"T\\\n---\n", .unterminatedQuote("\""), 2),
    ("---\ntitel: T\nemneord: [a, b\n---\n", .unterminatedList, 3),
    ("---\ntitel: T\nemneord: [\"a\"\n---\n", .unterminatedList, 3),
    ("---\ntitel: \"T\" x\n---\n", .textAfterValue("x"), 2),
    ("---\ntitel: T\nemneord: [a] b\n---\n", .textAfterValue("b"), 3),
    ("---\ntitel: T\nemneord: ['a' b]\n---\n", .textAfterValue("b]"), 3),
    ("---\ntitel: \"C:\\kommune\"\n---\n", .unknownEscape("\\k"), 2),
    ("---\ntitel: \"\\uD800\"\n---\n", .unknownEscape("\\uD800"), 2),
    ("---\ntitel: \"\\u12\"\n---\n", .unknownEscape("\\u12\""), 2),
    ("---\ntitel: &a T\n---\n", .reservedCharacter("&"), 2),
    ("---\ntitel: *a\n---\n", .reservedCharacter("*"), 2),
    ("---\ntitel: {a: 1}\n---\n", .reservedCharacter("{"), 2),
    ("---\ntitel: T\nemneord: [[a]]\n---\n", .reservedCharacter("["), 3),
    ("---\ntitel: T\nkort_svar: |\n   a\n  b\n---\n", .badBlock, 5),
    ("---\ntitel: T\nkort_svar: |0\n  a\n---\n", .textAfterValue("0"), 3),
    ("---\ntitel: [a, b]\n---\n", .listNotAllowed(key: "titel"), 2),
    ("---\ntitel: T\n---\n\nTe\0kst\n", .controlCharacter("\0"), 5),
    ("# T\n\nen\rto\n", .controlCharacter("\r"), 3),
  ])
  func `says on which line and why`(
    text: String, reason: ArticleFileError.Reason, line: Int
  ) {
    let error = #expect(throws: ArticleFileError.self) { try file(text) }
    #expect(error == ArticleFileError(reason, line: line))
  }

  @Test func `because it is not UTF-8 says where that begins`() {
    let error = #expect(throws: ArticleFileError.self) {
      try ArticleFile(parsing: Array("# T\n\nfå".utf8) + [0xE5] + Array("r\n".utf8))
    }
    #expect(error == ArticleFileError(.notUTF8, line: 3))
  }

  @Test func `because its head is too large says so, and soon`() throws {
    // As many keys as fit, each different: reading them must not take the square of their number.
    let head = "---\ntitel: T\n" + (0..<7_000).map { "k\($0):\n" }.joined() + "---\n"
    #expect(head.utf8.count < FileHead.bytesMax)
    #expect(try roundTrip(Array(head.utf8)) == Array(head.utf8))
    let large = "---\ntitel: T\n" + String(repeating: "# x\n", count: 20_000) + "---\n"
    let error = #expect(throws: ArticleFileError.self) { try file(large) }
    #expect(error?.reason == .frontMatterTooLarge(max: FileHead.bytesMax))
  }

  @Test func `because it is too large says so before looking at it`() {
    let bytes = [UInt8](repeating: 0xFF, count: ArticleFile.bytesMax + 1)
    let error = #expect(throws: ArticleFileError.self) { try ArticleFile(parsing: bytes) }
    #expect(error?.reason == .tooLarge(bytes: bytes.count, max: ArticleFile.bytesMax))
  }
}
