import CRDT
import Knowledge
import ReplicaStore
import Testing

@testable import HTTP
@testable import Node

@Suite struct `A text that is sent back` {
  private func node() throws -> (TestNode, ChangeID) {
    let node = try TestNode()
    let document = try node.write("Pas", body: "Et pas koster 100 kr.", id: "pas")
    try node.edit(document, on: node.heads(document), body: "Et pas koster 900 kr.", by: mette)
    return (node, document)
  }

  private let comment = [
    ("kommentar", "Prisen er forkert.\r\nSe § 2."), ("tilbage-initialer", "KKR"),
  ]

  @Test func `waits for its author with the comment, until it is another one`() throws {
    let (node, document) = try node()
    let browser = Browser(node)
    #expect(try browser.get("/rediger/pas/godkend").text.contains("Eller send teksten tilbage"))
    #expect(try browser.post("/rediger/pas/send-tilbage", comment).status == 303)
    #expect(try browser.follow().text.contains("Teksten er sendt tilbage"))

    let form = try browser.get("/rediger/pas").text
    #expect(form.contains("Sendt tilbage af KKR"))
    #expect(form.contains("Prisen er forkert.\nSe § 2."))
    #expect(form.contains("1 ny ændring venter"))
    #expect(try browser.get("/rediger?vis=sendt-tilbage").text.contains(">Pas</a>"))
    #expect(try !browser.get("/rediger?vis=venter").text.contains(">Pas</a>"))
    #expect(try browser.get("/rediger/pas/historik").text.contains("Prisen er forkert."))
    #expect(
      try node.store.read { try $0.publication(of: document)?.article.body }?
        .contains("100 kr.") == true)

    try browser.get("/rediger/pas")
    try browser.post(
      "/rediger/pas", [("titel", "Pas"), ("tekst", "Et pas koster 200 kr."), ("initialer", "MKJ")])
    #expect(try !browser.follow().text.contains("Prisen er forkert."))
    #expect(try !browser.get("/rediger?vis=sendt-tilbage").text.contains(">Pas</a>"))
    #expect(try browser.get("/rediger?vis=venter").text.contains(">Pas</a>"))
  }

  @Test func `comes back once from a button pressed twice`() throws {
    let (node, document) = try node()
    let browser = Browser(node)
    let page = try browser.get("/rediger/pas/godkend")
    let hidden = [("token", page.hidden("token") ?? ""), ("version", page.hidden("version") ?? "")]
    for _ in 1...2 {
      #expect(try browser.post("/rediger/pas/send-tilbage", comment + hidden).status == 303)
    }
    #expect(try node.store.read { try $0.history(of: document).changes.count } == 4)
  }

  @Test func `is only the one that was shown`() throws {
    let (node, document) = try node()
    let browser = Browser(node)
    try browser.get("/rediger/pas/godkend")
    try node.edit(document, on: node.heads(document), body: "Noget andet.", by: mette)
    let page = try browser.post("/rediger/pas/send-tilbage", comment)
    #expect(page.status == 409)
    #expect(page.text.contains("Prisen er forkert.\nSe § 2.</textarea>"))
    #expect(try node.store.read { try $0.answer(to: document) } == nil)
  }

  @Test(arguments: [
    [("kommentar", " \r\n"), ("tilbage-initialer", "KKR")],
    [("kommentar", "Nej."), ("tilbage-initialer", "")],
    [("kommentar", String(repeating: "æ", count: 2_001)), ("tilbage-initialer", "KKR")],
    [("kommentar", "Nej."), ("tilbage-initialer", "KKR"), ("token", "gammel")],
  ])
  func `needs a word and a name, and what was written stays`(
    _ fields: [(String, String)]
  ) throws {
    let (node, document) = try node()
    let browser = Browser(node)
    try browser.get("/rediger/pas/godkend")
    let page = try browser.post("/rediger/pas/send-tilbage", fields)
    #expect(page.status == 422)
    if let comment = fields.first?.1, comment.contains("e") { #expect(page.text.contains(comment)) }
    #expect(try node.store.read { try $0.answer(to: document) } == nil)
  }

  @Test func `can be approved all the same, by one who is no author`() throws {
    let (node, document) = try node()
    try node.store.write { replica in
      try replica.sendBack(document, comment: "Nej.", by: Authorship(author: "ABC", time: 1))
      try replica.approve(document, by: kim)
      #expect(try replica.answer(to: document) == nil)
      #expect(try replica.sentBackCount() == 0)
    }
  }

  @Test func `is the same after a rebuild`() throws {
    let (node, document) = try node()
    try node.store.write { replica in
      try replica.sendBack(document, comment: "Nej.", by: kim)
      try replica.rebuild()
      #expect(try replica.sentBackCount() == 1)
      #expect(try replica.answer(to: document)?.author == "KKR")
      #expect(try replica.summaries(.sentBack).map(\.title) == ["Pas"])
      #expect(try replica.summaries(.awaitingApproval).isEmpty)
    }
  }
}
