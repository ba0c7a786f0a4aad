import CRDT
import Knowledge
import ReplicaStore
import Testing

@testable import Node

@Suite struct DeskTests {
  private func scene() throws -> TestNode {
    let node = try TestNode()
    try node.write("Pas til børn", short: "Bestil tid i Borgerservice.", id: "pas")
    try node.write(
      "Pas: når systemet er nede", short: "Ring til driften.", audience: "medarbejder", id: "drift")
    try node.write("Pas: kladde", short: "Hemmelig.", id: "kladde", isApproved: false)
    return node
  }

  @Test func `the desk finds what is open and what is internal, and says which is which`() throws {
    let page = try Browser(scene()).get("/skranke?q=pas").text
    #expect(page.contains("Bestil tid i Borgerservice."))
    #expect(page.contains("Ring til driften."))
    #expect(page.matches(of: /Kun til os/).count == 1)
    #expect(!page.contains("kladde"))
    let fragment = try Browser(scene()).get("/skranke?q=pas&fragment=1").text
    #expect(fragment.contains("Bestil tid"))
    #expect(!fragment.contains("<html"))
  }

  @Test func `words that nobody approved are not read aloud`() throws {
    let node = try scene()
    let document = try node.store.read { try $0.document(named: "drift") }
    var draft = ArticleDraft()
    draft.title = "Pas: gæt"
    draft.shortAnswer = "Gæt."
    _ = try node.store.write { try $0.edit(document, toward: draft, by: mette) }
    let page = try Browser(node).get("/skranke?q=pas").text
    #expect(page.contains("Ring til driften."))
    #expect(!page.lowercased().contains("gæt"))
  }

  @Test func `an internal answer has no way to the citizen's screen`() throws {
    let node = try scene()
    let browser = Browser(node)
    #expect(try browser.get("/skranke/pas").text.contains("Vis til borgeren"))
    #expect(try !browser.get("/skranke/drift").text.contains("Vis til borgeren"))
    #expect(try browser.get("/artikel/drift?vis=borger").status == 404)
  }

  @Test func `the screen that is turned round shows nothing of the staff's`() throws {
    let browser = try Browser(scene())
    #expect(try browser.get("/artikel/pas").text.contains("Skranke"))
    let turned = try browser.get("/artikel/pas?vis=borger&kommune=0340").text
    #expect(turned.contains("Bestil tid i Borgerservice."))
    #expect(!turned.contains("Skranke"))
    #expect(!turned.contains("Redig"))
  }

  @Test func `the desk is not for strangers`() throws {
    let stranger = try Browser(scene(), from: "192.0.2.7")
    for target in ["/skranke", "/skranke?q=pas", "/skranke/pas"] {
      #expect(try stranger.get(target).status == 403)
    }
  }

  @Test(arguments: ["/skranke/findes-ikke", "/skranke/kladde"])
  func `what nobody approved is not on the desk`(target: String) throws {
    #expect(try Browser(scene()).get(target).status == 404)
  }

  @Test func `the numbers and hours of the caller's municipality stand beside the answer`() throws {
    let node = try scene()
    var edit = ReferenceEdit()
    edit.add(try Department(fields: ["bs", "Borgerservice", "", ""]))
    edit.add(try DepartmentPhone(fields: ["bs", "57876000", "", ""]))
    edit.add(try OpeningHours(fields: ["bs", "telefon", "ma-fr 9-15", "", ""]))
    let soroe = try #require(Municipality(code: "0340"))
    let lines = edit
    try node.store.write { replica in
      _ = try replica.edit(referenceOf: .municipality(soroe), lines, by: mette)
    }
    let browser = Browser(node)
    let own = try browser.get("/skranke/pas").text
    #expect(own.contains("Telefoner og åbningstider i Sorø Kommune"))
    #expect(own.contains("<a href=\"tel:57876000\">57 87 60 00</a>"))
    #expect(own.contains("Telefon: åbent til kl. 15"))
    #expect(try !browser.get("/skranke/pas?kommune=0330").text.contains("57 87 60 00"))
  }

  @Test func `a withdrawn answer leads from the desk to why it was withdrawn`() throws {
    let node = try scene()
    let day = try #require(CivilDate(parsing: "01-03-2026"))
    let withdrawal = try #require(Withdrawal(date: day, reason: "Loven er ændret."))
    try node.store.write { replica in
      _ = try replica.withdraw(replica.document(named: "pas"), withdrawal, by: kim)
    }
    let browser = Browser(node)
    #expect(try browser.get("/skranke/pas").status == 303)
    let page = try browser.follow()
    #expect(page.status == 410)
    #expect(page.text.contains("Loven er ændret."))
  }
}
