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
