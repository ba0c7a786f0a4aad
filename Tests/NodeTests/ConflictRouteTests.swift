import CRDT
import Knowledge
import ReplicaStore
import Testing

@testable import Node

@Suite struct ConflictRouteTests {
  /// Two wrote the same sentence anew without knowing of each other.
  private func disputed() throws -> (node: TestNode, document: ChangeID) {
    let node = try TestNode()
    let document = try node.write("Pas", body: "Et pas koster 100 kr.", id: "pas")
    let heads = try node.heads(document)
    try node.edit(document, on: heads, body: "Et pas koster 200 kr.", by: mette)
    try node.edit(document, on: heads, body: "Et pas koster 300 kr.", by: kim)
    return (node, document)
  }

  @Test func `both wordings are shown, and the choice settles the conflict`() throws {
    let (node, document) = try disputed()
    let editor = Browser(node)
    let list = try editor.get("/rediger/konflikter").text
    #expect(list.contains("KKR, Sorø; MKJ, Sorø"))
    let page = try editor.get("/rediger/pas/konflikter").text
    for wording in ["Et pas koster 100 kr.", "Et pas koster 200 kr.", "Et pas koster 300 kr."] {
      #expect(page.contains(wording), "\(wording)")
    }
    #expect(page.contains("12-03-2026 kl. 11.00"))
    #expect(!page.contains("checked"))
    #expect(try editor.get("/rediger/pas/godkend").text.contains("Afgør først konflikten"))

    let records = try node.store.read { try $0.conflicts(of: document) }
    let sides = try #require(records.first).conflict.sides
    let index = try #require(sides.firstIndex { $0.text.contains("300") })
    try editor.get("/rediger/pas/konflikter")
    try editor.post("/rediger/pas/konflikter", [("valg", "\(index)"), ("initialer", "ABC")])
    #expect(try editor.follow().text.contains("Der er ikke flere konflikter i dette svar."))
    #expect(try node.body(document) == "Et pas koster 300 kr.")
    #expect(try node.store.read { try $0.conflictCount() } == 0)
    #expect(try editor.get("/rediger/pas/historik").text.contains("Konflikt afgjort"))
  }

  @Test func `a long list has pages, the weightiest first, and is right after every change`() throws
  {
    let node = try TestNode()
    for number in 1...45 {
      let isGrave = number == 45
      let unit = isGrave ? "100 kr." : "et beløb."
      let document = try node.write("Svar \(number)", body: "Et pas koster \(unit)")
      let heads = try node.heads(document)
      let wordings = isGrave ? ["200 kr.", "300 kr."] : ["en formue.", "en bagatel."]
      for (wording, author) in zip(wordings, [mette, kim]) {
        try node.edit(document, on: heads, body: "Et pas koster \(wording)", by: author)
      }
    }
    let editor = Browser(node)
    func titles(_ page: Browser.Page) -> [String] {
      page.text.matches(of: /<th scope="row"><a href="[^"]+">([^<]+)<\/a>/).map { String($0.1) }
    }
    let first = try editor.get("/rediger/konflikter")
    #expect(titles(first).count == 40 && first.text.contains("40 af 45 svar"))
    #expect(titles(first).first == "Svar 45" && first.text.contains("konflikter?side=2"))
    #expect(try titles(editor.get("/rediger/konflikter?side=2")).count == 5)

    let record = try #require(
      try node.store.read { try $0.conflicts() }.first { $0.title == "Svar 45" })
    _ = try node.store.write { try $0.resolve(conflict: record.id, with: .side(0), by: kim) }
    #expect(try titles(editor.get("/rediger/konflikter")).first == "Svar 1")
  }

  @Test func `a wording of one's own settles it too`() throws {
    let (node, document) = try disputed()
    let editor = Browser(node)
    try editor.get("/rediger/pas/konflikter")
    try editor.post(
      "/rediger/pas/konflikter",
      [("valg", "egen"), ("egen-tekst", "Et pas koster 250 kr."), ("initialer", "ABC")])
    #expect(try node.body(document) == "Et pas koster 250 kr.")
    #expect(try node.store.read { try $0.conflictCount() } == 0)
  }

  @Test(
    arguments: [
      ([("initialer", "ABC"), ("egen-tekst", "Min tekst")], "Vælg venligst, hvad der skal stå"),
      ([("valg", "egen"), ("egen-tekst", "Min tekst")], "Skriv venligst dine initialer"),
      ([("valg", "9"), ("initialer", "ABC"), ("egen-tekst", "Min tekst")], "Vælg venligst"),
      (
        [("valg", "0"), ("initialer", "ABC"), ("egen-tekst", "Min tekst"), ("token", "falsk")],
        "siden er udløbet"
      ),
      (
        [("valg", "0"), ("initialer", "ABC"), ("egen-tekst", "Min tekst"), ("konflikt", "væk")],
        "En anden har allerede afgjort konflikten"
      ),
    ] as [([(String, String)], String)])
  func `a choice that cannot be taken comes back with its text`(
    _ fields: [(String, String)], _ message: String
  ) throws {
    let (node, _) = try disputed()
    let editor = Browser(node)
    try editor.get("/rediger/pas/konflikter")
    let page = try editor.post("/rediger/pas/konflikter", fields)
    #expect(page.text.contains(message))
    #expect(page.text.contains("Min tekst"))
    #expect(try node.store.read { try $0.conflictCount() } == 1)
  }

  /// Two gave the article different subjects without knowing of each other.
  @Test func `a field with one value takes a wording that fits it, and no other`() throws {
    let node = try TestNode()
    let document = try node.write("Pas", id: "pas", subject: "23.05.00")
    let heads = try node.heads(document)
    for (number, author) in [("23.05.01", mette), ("23.05.02", kim)] {
      var draft = ArticleDraft()
      draft.subject = number
      try node.store.write { replica in
        _ = try replica.edit(document, version: heads, toward: draft, by: author)
      }
    }
    let editor = Browser(node)
    try editor.get("/rediger/pas/konflikter")
    let own = [("valg", "egen"), ("initialer", "ABC")]
    #expect(try editor.post("/rediger/pas/konflikter", own + [("egen-tekst", "pas")]).status == 422)
    try editor.post("/rediger/pas/konflikter", own + [("egen-tekst", "23.05.03")])
    let article = try node.store.read { Article(try $0.state(of: document)) }
    #expect(article.subject?.number == "23.05.03")
    #expect(article.disagreements.isEmpty)
    #expect(try node.store.read { try $0.conflictCount() } == 0)
  }

  @Test func `no reader meets what two wrote into each other, whoever approves it and how`() throws
  {
    let (node, document) = try disputed()
    let refusal = ApprovalRefusal.openConflicts(1)
    let editor = Browser(node)
    try editor.get("/rediger/pas/godkend")
    let heads = try node.heads(document)
    try editor.post(
      "/rediger/pas/godkend",
      [("initialer", "ABC"), ("version", heads.map(\.description).joined(separator: "."))])
    #expect(editor.page.text.contains("Afgør først konflikten"))
    #expect(throws: refusal) {
      try node.store.write { try $0.approve(document, by: Authorship(author: "ABC", time: 0)) }
    }
    var keywords = ArticleDraft()
    keywords.externalID = "pas"
    keywords.keywords = ["rejse"]
    let imported = try node.store.write { replica in
      try replica.importArticles(from: [keywords], approving: true, by: kim) { $0 }
    }
    #expect(imported.changed == 1 && imported.approved == 0)
    let pages = [
      "/artikel/pas", "/artikel/pas?vis=borger", "/skranke/pas", "/soeg?q=pas", "/search?q=pas",
      "/nyt.atom", "/nyt.json", "/nyt/pas", "/api/1/articles/pas", "/skranke?q=pas",
    ]
    for target in pages {
      let text = try editor.get(target).text
      #expect(!text.contains("200 kr.") && !text.contains("300 kr."), "\(target)")
    }

    let record = try #require(try node.store.read { try $0.conflicts(of: document) }.first)
    _ = try node.store.write { try $0.resolve(conflict: record.id, with: .side(0), by: mette) }
    _ = try node.store.write {
      try $0.approve(document, by: Authorship(author: "ABC", time: 0))
    }
    let answer = try editor.get("/artikel/pas").text
    #expect(answer.contains(record.conflict.sides[0].text))
    #expect(!answer.contains(record.conflict.sides[1].text))
  }

  @Test func `one side's own version may be approved while the other waits`() throws {
    let (node, document) = try disputed()
    let side = try #require(try node.heads(document).first)
    _ = try node.store.write {
      try $0.approve(document, version: [side], by: Authorship(author: "ABC", time: 0))
    }
    let answer = try Browser(node).get("/artikel/pas").text
    #expect(answer.contains("200 kr.") != answer.contains("300 kr."))
  }

  @Test func `citizens are not told of conflicts`() throws {
    let (node, _) = try disputed()
    let badge = "badge-warning"
    #expect(try Browser(node).get("/rediger").text.contains(badge))
    #expect(try !Browser(node).get("/").text.contains(badge))
    #expect(try !Browser(node, from: "192.0.2.7").get("/").text.contains(badge))
  }
}
