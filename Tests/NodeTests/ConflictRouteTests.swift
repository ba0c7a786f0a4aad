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

  @Test func `citizens are not told of conflicts`() throws {
    let (node, _) = try disputed()
    let badge = "badge-warning"
    #expect(try Browser(node).get("/rediger").text.contains(badge))
    #expect(try !Browser(node).get("/").text.contains(badge))
    #expect(try !Browser(node, from: "192.0.2.7").get("/").text.contains(badge))
  }
}
