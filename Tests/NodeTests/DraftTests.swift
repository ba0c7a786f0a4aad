import CRDT
import Knowledge
import ReplicaStore
import Testing

@testable import HTTP
@testable import Node

@Suite struct DraftTests {
  private let typed = [
    ("titel", "Pas"), ("tekst", "Et pas koster\r\n200 kr."), ("initialer", "ABC"),
  ]

  /// What would travel, and what readers and editors see.
  private func traces(_ node: TestNode) throws -> [String] {
    try node.store.read { replica in
      ["\(try replica.changeCount())", "\(try replica.summaries())"]
    }
  }

  @Test func `what is typed is kept as a draft, is no change, and comes back`() throws {
    let node = try TestNode()
    try node.write("Pas", body: "Et pas.", id: "pas")
    let before = try traces(node)
    let editor = Browser(node)
    let version = try editor.get("/rediger/pas").hidden("version")
    let answer = try editor.post(
      "/rediger/kladder", typed + [("id", "pas"), ("fragment", "1")])
    #expect(answer.text == "Kladde gemt her kl. 12.00.")
    #expect(try traces(node) == before)

    let form = try editor.get("/rediger/pas")
    #expect(form.text.contains("Her er din kladde fra 12-03-2026 kl. 12.00"))
    #expect(form.text.contains("Et pas koster\n200 kr.</textarea>"))
    #expect(form.hidden("version") == version)
    let stored = try editor.get("/rediger/pas?kladde=nej").text
    #expect(stored.contains("Du har en kladde fra 12-03-2026 kl. 12.00"))
    #expect(stored.contains("Et pas.</textarea>"))
    #expect(try editor.get("/rediger/kladder").text.contains("href=\"/rediger/pas\">Pas</a>"))
  }

  @Test func `a draft survives the node`() throws {
    let node = try TestNode()
    let document = try node.write("Pas", body: "Et pas.", id: "pas")
    let editor = Browser(node)
    try editor.get("/rediger/pas")
    try editor.post("/rediger/kladder", typed + [("id", "pas")])
    let reopened = try NodeStore(node.folder)
    let draft = try reopened.read { try $0.privateDraft(of: document, by: "") }
    #expect(draft?.fields["tekst"] == "Et pas koster\n200 kr.")
  }

  @Test func `without script a button keeps the draft and leads back to it`() throws {
    let node = try TestNode()
    try node.write("Pas", body: "Et pas.", id: "pas")
    let editor = Browser(node)
    #expect(try editor.get("/rediger/pas").text.contains("formaction=\"/rediger/kladder\""))
    #expect(try editor.post("/rediger/kladder", typed + [("id", "pas")]).status == 303)
    let page = try editor.follow().text
    #expect(page.contains("Kladden er gemt") && page.contains("200 kr.</textarea>"))
  }

  @Test func `saving sends the draft, and it is gone`() throws {
    let node = try TestNode()
    let document = try node.write("Pas", body: "Et pas.", id: "pas")
    let editor = Browser(node)
    try editor.get("/rediger/pas")
    try editor.post("/rediger/kladder", typed + [("id", "pas")])
    try editor.follow()
    try editor.post("/rediger/pas", typed)
    #expect(try node.body(document) == "Et pas koster\n200 kr.")
    #expect(try !editor.follow().text.contains("kladde fra"))
    #expect(try editor.get("/rediger/kladder").text.contains("Du har ingen kladder"))
  }

  @Test func `a draft that others overtook is merged when it is saved`() throws {
    let node = try TestNode()
    let document = try node.write("Pas", body: "Et pas.\n\nBestil tid.", id: "pas")
    let editor = Browser(node)
    try editor.get("/rediger/pas")
    let mine = [
      ("titel", "Pas"), ("tekst", "Et pas.\n\nBestil tid på nettet."), ("initialer", "ABC"),
    ]
    try editor.post("/rediger/kladder", mine + [("id", "pas")])
    try node.edit(
      document, on: node.heads(document), body: "Et nyt pas.\n\nBestil tid.", by: kim)
    try editor.get("/rediger/pas")
    try editor.post("/rediger/pas", mine)
    #expect(try editor.follow().text.contains("1 ændring fra andre er flettet ind"))
    #expect(try node.body(document) == "Et nyt pas.\n\nBestil tid på nettet.")
  }

  @Test func `nothing is kept of a form that says what is stored`() throws {
    let node = try TestNode()
    try node.write("Pas", body: "Et pas.", id: "pas")
    let editor = Browser(node)
    try editor.get("/rediger/pas")
    try editor.post("/rediger/kladder", typed + [("id", "pas")])
    try editor.get("/rediger/pas")
    try editor.post(
      "/rediger/kladder", [("titel", "Pas"), ("tekst", "Et pas."), ("id", "pas")])
    #expect(try editor.get("/rediger/kladder").text.contains("Du har ingen kladder"))
  }

  @Test func `a new answer's draft is found again and becomes the answer`() throws {
    let node = try TestNode()
    let editor = Browser(node)
    let name = try #require(try editor.get("/rediger/ny").hidden("version"))
    try editor.post("/rediger/kladder", typed)
    #expect(editor.page.header("Location")?.hasPrefix("/rediger/ny?kladde=\(name)") == true)
    #expect(try editor.follow().text.contains("200 kr.</textarea>"))
    #expect(editor.page.hidden("version") == name)
    #expect(try editor.get("/rediger/kladder").text.contains("kladde=\(name)\">Pas</a>"))
    #expect(try node.store.read { try $0.articleCount() } == 0)

    try editor.get("/rediger/ny?kladde=\(name)")
    #expect(try editor.post("/rediger/ny", typed).status == 303)
    #expect(try node.store.read { try $0.articleCount() } == 1)
    #expect(try editor.get("/rediger/kladder").text.contains("Du har ingen kladder"))
    // The script's last word, arriving late.
    try editor.post("/rediger/kladder", typed + [("version", name), ("token", token(editor))])
    #expect(try editor.get("/rediger/kladder").text.contains("Du har ingen kladder"))
  }

  private func token(_ browser: Browser) throws -> String {
    try browser.get("/rediger/ny").hidden("token") ?? ""
  }

  @Test func `a draft is thrown away with a button, and what is stored stays`() throws {
    let node = try TestNode()
    let document = try node.write("Pas", body: "Et pas.", id: "pas")
    let editor = Browser(node)
    try editor.get("/rediger/pas")
    try editor.post("/rediger/kladder", typed + [("id", "pas")])
    try editor.get("/rediger/kladder")
    #expect(try editor.post("/rediger/kladder/kasser", [("kladde", "pas")]).status == 303)
    #expect(try editor.follow().text.contains("Kladden er kasseret"))
    #expect(try editor.get("/rediger/pas").text.contains("Et pas.</textarea>"))
    #expect(try node.body(document) == "Et pas.")
  }

  @Test func `an old token keeps no draft, and the text comes back`() throws {
    let node = try TestNode()
    try node.write("Pas", body: "Et pas.", id: "pas")
    let editor = Browser(node)
    try editor.get("/rediger/pas")
    let page = try editor.post(
      "/rediger/kladder", typed + [("id", "pas"), ("token", "gammel")])
    #expect(page.status == 422)
    #expect(page.text.contains("siden er udløbet") && page.text.contains("200 kr.</textarea>"))
    let forScript = try editor.post(
      "/rediger/kladder", typed + [("id", "pas"), ("token", "gammel"), ("fragment", "1")])
    #expect(forScript.status == 403)
    #expect(try editor.get("/rediger/kladder").text.contains("Du har ingen kladder"))
  }

  @Test(arguments: ["", "pas", "ny-", "ny-xyz", "../../etc"])
  func `a name that no form was given keeps nothing`(_ name: String) throws {
    let node = try TestNode()
    let editor = Browser(node)
    try editor.get("/rediger/ny")
    #expect(try editor.post("/rediger/kladder", typed + [("version", name)]).status == 400)
    #expect(try node.store.read { try $0.privateDrafts(of: "") }.isEmpty)
  }

  @Test func `a megabyte of text is too long for an answer, and none of it is lost`() throws {
    let node = try TestNode()
    try node.write("Pas", body: "Et pas.", id: "pas")
    let editor = Browser(node)
    try editor.get("/rediger/pas")
    let text = String(repeating: "Bestil tid på borger.dk. ", count: 40_000)
    let long = [("titel", "Pas"), ("tekst", text + "Slut."), ("initialer", "ABC")]
    let page = try editor.post("/rediger/pas", long)
    #expect(page.status == 422)
    #expect(page.text.contains("Der er plads til 500.000 tegn"))
    #expect(page.text.contains("borger.dk. Slut.</textarea>"))
    #expect(try editor.post("/rediger/kladder", long + [("id", "pas")]).status == 303)
    #expect(try editor.follow().text.contains("borger.dk. Slut.</textarea>"))
  }

  @Test func `the browser remembers who wrote`() throws {
    let node = try TestNode()
    try node.write("Pas", body: "Et pas.", id: "pas")
    let editor = Browser(node)
    #expect(try editor.get("/rediger/pas").text.contains("name=\"initialer\" value=\"\""))
    try editor.post("/rediger/pas", [("titel", "Pas"), ("tekst", "Nyt."), ("initialer", "Åse 1")])
    #expect(try editor.get("/rediger/pas").text.contains("name=\"initialer\" value=\"Åse 1\""))
    #expect(try editor.get("/rediger/ny").text.contains("name=\"initialer\" value=\"Åse 1\""))
    #expect(try Browser(node).get("/rediger/pas").text.contains("name=\"initialer\" value=\"\""))
  }
}
