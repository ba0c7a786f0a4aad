import Accounts
import Knowledge
import ReplicaStore
import Testing
import WebUI

@testable import HTTP
@testable import Node

@Suite struct `On a node with accounts` {
  private let typed = [("titel", "Pas"), ("tekst", "Min halve tekst."), ("id", "pas")]

  private func logIn(_ node: TestNode, as name: String) throws -> Browser {
    let browser = Browser(node, from: "192.0.2.7")
    try browser.get(Paths.login)
    try browser.post(
      Paths.login, [("navn", name), ("adgangskode", "tre små grise"), ("til", "/rediger")])
    return browser
  }

  private func office() throws -> TestNode {
    let node = try TestNode()
    try node.write("Pas", body: "Et pas.", id: "pas")
    for name in ["mkj", "kkr"] {
      try node.server.context.accounts.add(
        name: name, fullName: "Navn \(name)", initials: name.uppercased(), role: .editor,
        password: "tre små grise", now: TestNode.noon)
    }
    return node
  }

  @Test func `a draft is its writer's alone, on whatever machine they log in`() throws {
    let node = try office()
    let (mette, kim) = (try logIn(node, as: "mkj"), try logIn(node, as: "kkr"))
    try mette.get("/rediger/pas")
    #expect(try mette.post("/rediger/kladder", typed).status == 303)
    #expect(try !kim.get("/rediger/pas").text.contains("Min halve tekst."))
    #expect(try !kim.get("/rediger/kladder").text.contains("Pas"))
    try kim.post("/rediger/kladder/kasser", [("kladde", "pas")])
    let elsewhere = try logIn(node, as: "mkj")
    #expect(try elsewhere.get("/rediger/pas").text.contains("Min halve tekst."))
  }

  @Test func `a login that ended keeps the draft for after the next one`() throws {
    let node = try office()
    let browser = try logIn(node, as: "mkj")
    try browser.get("/rediger/pas")
    let secret = try #require(browser.cookie?.split(separator: "=").last.map(String.init))
    try node.server.context.accounts.endSession(secret)
    let lost = try browser.post("/rediger/kladder", typed)
    #expect(lost.status == 403)
    #expect(lost.text.contains("Du er ikke logget ind længere"))
    #expect(lost.hidden("gemt.tekst") == "Min halve tekst.")
    #expect(lost.hidden("til") == "/rediger/kladder")
  }

  @Test func `rights that ended in the middle of an edit cost nobody their text`() throws {
    let node = try office()
    let browser = try logIn(node, as: "mkj")
    try browser.get("/rediger/pas")
    try node.server.context.accounts.setRole(.staff, of: "mkj")
    #expect(try browser.post("/rediger/pas", typed).hidden("gemt.tekst") == "Min halve tekst.")
    let page = try logIn(node, as: "mkj").post("/rediger/pas", typed)
    #expect(page.status == 403)
    #expect(page.text.contains("Det kan du ikke her"))
    #expect(page.text.contains("Min halve tekst."))
  }
}
