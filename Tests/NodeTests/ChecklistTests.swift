import Accounts
import CRDT
import Knowledge
import ReplicaStore
import Testing

@testable import HTTP
@testable import Node

@Suite struct `The checklist and the departed on the web` {
  @Test func `what the municipality lacks leads to the form for it`() throws {
    let node = try TestNode()
    try node.write("Pas", body: "Se åbningstiderne.", id: "pas")
    try node.write("Flytning", body: "Gør det på nettet.", id: "flytning")
    let page = try Browser(node).get("/rediger/tjekliste").text
    #expect(page.contains("0 af 1 har et tillæg"))
    #expect(page.contains("/rediger/pas/tillaeg/nyt") && page.contains("nævner åbningstider"))
    #expect(!page.contains("/rediger/flytning"))
  }

  @Test func `what is not needed here is said with a button, and taken back with another`() throws {
    let node = try TestNode()
    try node.write("Pas", body: "Se åbningstiderne.", id: "pas")
    let browser = Browser(node)
    func press(_ page: Browser.Page) throws -> Browser.Page {
      let fields = ["token", "svar", "tillaeg"].map { ($0, page.hidden($0) ?? "") }
      #expect(try browser.post("/rediger/tjekliste", fields).status == 303)
      return try browser.follow()
    }
    let first = try browser.get("/rediger/tjekliste")
    #expect(first.text.contains("Mangler") && first.hidden("tillaeg") == "nej")
    let waived = try press(first)
    #expect(waived.text.contains("Dit valg er gemt"))
    #expect(waived.text.contains("1 kan stå, som det er.") && waived.hidden("tillaeg") == "ja")
    let again = try press(waived)
    #expect(again.text.contains("Mangler") && !again.text.contains("kan stå, som det er"))
  }

  @Test func `nothing is said by a form that is wrong, old or from another page`() throws {
    let node = try TestNode()
    try node.write("Pas", body: "Se åbningstiderne.", id: "pas")
    let browser = Browser(node)
    let page = try browser.get("/rediger/tjekliste")
    let token = ("token", page.hidden("token") ?? "")
    let path = "/rediger/tjekliste"
    let old = try browser.post(path, [("token", "gammel"), ("svar", "pas"), ("tillaeg", "nej")])
    #expect(old.status == 422 && old.text.contains("Der er ikke gemt noget"))
    #expect(try browser.post(path, [token, ("svar", "pas")]).status == 400)
    #expect(try browser.post(path, [token, ("svar", "pas"), ("tillaeg", "måske")]).status == 400)
    #expect(try browser.post(path, [token, ("svar", "intet"), ("tillaeg", "nej")]).status == 404)
    let stranger = Browser(node, from: "192.0.2.7")
    #expect(try stranger.post(path, [token, ("svar", "pas"), ("tillaeg", "nej")]).status == 403)
    #expect(try browser.get(path).text.contains("Mangler"))
  }

  @Test func `an article may not be called what the checklist is`() throws {
    let node = try TestNode()
    let document = try node.write("Tjek", id: "tjekliste")
    #expect(try Browser(node).get("/rediger").text.contains("/rediger/\(document)"))
  }

  @Test func `a stolen laptop has a page, for editors alone`() throws {
    let office = try Office()
    let browser = office.browser()
    try office.logIn(browser, as: "abc")
    #expect(try browser.get("/synk/spaerrede").status == 403)
    let editor = office.browser()
    try office.logIn(editor, as: "kkr")
    #expect(try editor.get("/synk/spaerrede").text.contains("Ingen node er spærret"))
    try office.node.store.write { replica in
      try replica.foundBase(by: kim)
      try replica.addPeer(name: "bussen", url: nil, keyID: "k", node: 77)
      try replica.depart(NodeID(rawValue: 77), as: .revoked, by: kim)
    }
    let page = try editor.get("/synk/spaerrede").text
    #expect(page.contains("Spærret") && page.contains("Det kan ingen vide"))
    #expect(page.contains("Alt, også kladder og det interne"))
  }
}
