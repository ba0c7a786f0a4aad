import CRDT
import Knowledge
import ReplicaStore
import Testing

@testable import Node

@Suite struct VersionTests {
  private let old = "Et pas koster 100 kr."

  /// An answer approved the day before, changed since, and one browser.
  private func scene() throws -> (TestNode, ChangeID, Browser) {
    let node = try TestNode()
    let document = try node.write("Pas", body: old, id: "pas", subject: "23.05.00")
    try node.edit(document, on: node.heads(document), body: "Et pas koster 200 kr.", by: kim)
    return (node, document, Browser(node))
  }

  private func versions(_ browser: Browser) throws -> [String] {
    try browser.get("/rediger/pas/historik").text.matches(of: /name="til" value="([^"]+)"/).map {
      String($0.1)
    }
  }

  @Test func `an old version is shown, put back as a new change, and nothing is deleted`() throws {
    let (node, document, editor) = try scene()
    let first = try #require(try versions(editor).last)
    let shown = try editor.get("/rediger/pas/version/\(first)")
    #expect(shown.text.contains(old))
    #expect(shown.text.contains("Skrevet af MKJ"))
    #expect(
      try editor.post("/rediger/pas/version/\(first)", []).text.contains("dine initialer"))
    try editor.get("/rediger/pas/version/\(first)")
    #expect(
      try editor.post("/rediger/pas/version/\(first)", [("initialer", "ABC")]).status == 303)
    #expect(try editor.follow().text.contains("Den gamle tekst er sat ind igen"))
    #expect(try node.body(document) == old)
    #expect(try versions(editor).count == 4)
    #expect(try !editor.get("/rediger/pas/version/\(first)").text.contains("Sæt denne tekst ind"))
  }

  @Test func `any two versions are compared word for word`() throws {
    let (_, _, editor) = try scene()
    let all = try versions(editor)
    let page = try editor.get("/rediger/pas/sammenlign?fra=\(all[2])&til=\(all[0])").text
    #expect(page.firstMatch(of: /<del>.*100.*<\/del>/) != nil)
    #expect(page.firstMatch(of: /<ins>.*200.*<\/ins>/) != nil)
    #expect(
      try editor.get("/rediger/pas/sammenlign?fra=\(all[0])&til=\(all[0])").text
        .contains("siger det samme"))
  }

  @Test(arguments: [
    "/rediger/pas/version/0000000000000001-7", "/rediger/pas/version/x",
    "/rediger/pas/sammenlign", "/rediger/pas/sammenlign?fra=x&til=y",
  ])
  func `a version that is none is not found`(target: String) throws {
    let (_, _, editor) = try scene()
    #expect(try editor.get(target).status == 404)
  }

  @Test func `what readers saw on a day can be told years later`() throws {
    let (node, _, editor) = try scene()
    #expect(
      try editor.get("/rediger/pas/dato?dag=2026-03-11").text.contains("intet godkendt svar"))
    let told = try editor.get("/rediger/pas/dato?dag=2026-03-12").text
    #expect(told.contains(old))
    #expect(told.contains("Godkendt af KKR"))
    #expect(!told.contains("200 kr."))
    #expect(try editor.get("/rediger/pas/dato?dag=i+morgen").status == 400)

    let date = try #require(CivilDate(iso: "2026-03-12"))
    let withdrawal = try #require(Withdrawal(date: date, reason: "Loven er ændret."))
    try node.store.write { replica in
      _ = try replica.withdraw(replica.document(named: "pas"), withdrawal, by: kim)
    }
    #expect(
      try editor.get("/rediger/pas/dato?dag=2026-03-12").text.contains("trukket tilbage af KKR"))
  }

  @Test func `a restored article says again all that it said`() throws {
    var draft = ArticleDraft()
    draft.title = "Pas"
    draft.links = ["Bestil | tid <https://www.borger.dk/pas>"]
    draft.legalReferences = ["Pasloven § 2"]
    draft.owner = "0340"
    draft.validFrom = "2026-01-01"
    let node = try TestNode()
    let document = try node.store.write { try $0.create(draft, by: mette) }
    let before = try node.store.read { Article(try $0.state(of: document)) }
    #expect(before.links.first?.label == "Bestil | tid")
    var emptied = ArticleDraft()
    emptied.links = []
    emptied.legalReferences = []
    emptied.owner = ""
    emptied.validFrom = ""
    try node.store.write { replica in
      try replica.edit(document, toward: emptied, by: kim)
      try replica.edit(document, toward: ArticleDraft(restoring: before), by: kim)
    }
    #expect(try node.store.read { Article(try $0.state(of: document)) } == before)
  }
}

@Suite struct WithdrawalTests {
  @Test func `a withdrawn answer tells citizens why and where to read instead`() throws {
    let node = try TestNode()
    try node.write("Sygesikring", id: "sygesikring")
    try node.write("Sundhedskort", id: "sundhedskort")
    let editor = Browser(node)
    try editor.get("/rediger/sygesikring/traek-tilbage")
    #expect(editor.page.text.contains("value=\"12-03-2026\""))
    try editor.post(
      "/rediger/sygesikring/traek-tilbage",
      [
        ("begrundelse", "Kortet hedder nu sundhedskort."), ("dato", "12-03-2026"),
        ("i-stedet", "https://viden.dk/artikel/sundhedskort/sundhedskort"), ("initialer", "KKR"),
      ])
    #expect(try editor.follow().text.contains("Svaret er trukket tilbage"))
    let citizen = Browser(node)
    let page = try citizen.get("/artikel/sygesikring")
    #expect(page.status == 410)
    #expect(page.text.contains("Kortet hedder nu sundhedskort."))
    #expect(page.text.contains("/artikel/sundhedskort/"))

    let back = try editor.get("/rediger/sygesikring/traek-tilbage")
    try editor.post(
      "/rediger/sygesikring/traek-tilbage",
      [("handling", back.hidden("handling") ?? ""), ("initialer", "KKR")])
    #expect(try editor.follow().text.contains("Svaret gælder igen"))
    #expect(try citizen.get("/artikel/sygesikring").status == 200)
  }

  @Test(arguments: [
    ("begrundelse", "", "hvorfor svaret ikke længere gælder"),
    ("dato", "i morgen", "dagen som 01-07-2026"),
    ("i-stedet", "findes-ikke", "et svar, der findes"),
    ("initialer", "", "dine initialer"), ("token", "forkert", "siden er udløbet"),
  ])
  func `what is missing is said, and what was written is kept`(
    field: String, value: String, problem: String
  ) throws {
    let node = try TestNode()
    try node.write("Pas", id: "pas")
    let editor = Browser(node)
    try editor.get("/rediger/pas/traek-tilbage")
    var fields = [
      ("begrundelse", "Loven er ændret."), ("dato", "12-03-2026"), ("i-stedet", ""),
      ("initialer", "KKR"),
    ].filter { $0.0 != field }
    fields.append((field, value))
    let page = try editor.post("/rediger/pas/traek-tilbage", fields)
    #expect(page.status == 422)
    #expect(page.text.contains(problem))
    #expect(field == "begrundelse" || page.text.contains("Loven er ændret."))
    #expect(try Browser(node).get("/artikel/pas").status == 200)
  }
}
