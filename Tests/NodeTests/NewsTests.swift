import CRDT
import Knowledge
import ReplicaStore
import Testing

@testable import Node

@Suite struct `What is new since somebody last looked` {
  private func seeAll(_ browser: Browser) throws {
    try browser.get("/nyt")
    try browser.post("/nyt", [("til", #require(browser.page.hidden("til")))])
    #expect(browser.page.status == 303)
  }

  private func rewrite(_ id: String, _ body: String, on node: TestNode) throws {
    var draft = ArticleDraft()
    draft.body = body
    _ = try node.store.write { replica in
      let document = try replica.document(named: id)
      try replica.edit(document, toward: draft, by: mette)
      return try replica.approve(document, by: kim)
    }
  }

  @Test func `is everything at first, and nothing once it was seen`() throws {
    let node = try TestNode()
    try node.write("Pas", id: "pas")
    try node.write("Kladde", id: "kladde", isApproved: false)
    let browser = Browser(node)
    #expect(try browser.get("/skranke").text.contains(">Nyt siden sidst</a>"))
    let list = try browser.get("/nyt").text
    #expect(list.contains("href=\"/nyt/pas\""))
    #expect(!list.contains("Kladde"))
    #expect(list.contains("du har ikke brugt listen før"))
    try seeAll(browser)
    #expect(try browser.follow().text.contains("Du har set det hele"))
    #expect(try browser.get("/nyt").text.contains("Du har set alt"))
    #expect(try browser.get("/skranke").text.contains("Intet nyt siden sidst"))
  }

  @Test func `is what readers see otherwise now, word by word, until it was seen`() throws {
    let node = try TestNode()
    try node.write("Pas", body: "Et pas koster 893 kr.", id: "pas")
    try node.write("Vielse", id: "vielse")
    let browser = Browser(node)
    try seeAll(browser)
    // An edit alone is no news: nobody approved it.
    let document = try node.store.read { try $0.document(named: "vielse") }
    try node.edit(document, on: node.heads(document), body: "Noget andet.", by: mette)
    #expect(try browser.get("/nyt").text.contains("Du har set alt"))

    try rewrite("pas", "Et pas koster 912 kr.", on: node)
    try node.write("Skilsmisse", body: "Helt nyt.", id: "skilsmisse")
    let list = try browser.get("/nyt").text
    #expect(list.contains("2 svar er andre"))
    let newest = try #require(list.firstRange(of: "/nyt/skilsmisse"))
    let older = try #require(list.firstRange(of: "/nyt/pas"))
    #expect(newest.lowerBound < older.lowerBound)
    #expect(try browser.get("/skranke").text.contains("2 svar er nye eller ændrede"))

    let page = try browser.get("/nyt/pas").text
    #expect(page.contains("Rettet"))
    #expect(page.contains("893") && page.contains("912"))
    try browser.post("/nyt/pas", [("til", #require(browser.page.hidden("til")))])
    #expect(browser.page.header("Location") == "/nyt/skilsmisse")
    let next = try browser.follow().text
    #expect(next.contains("Nyt svar") && next.contains("Helt nyt."))
    try browser.post("/nyt/skilsmisse", [("til", #require(browser.page.hidden("til")))])
    #expect(browser.page.header("Location") == "/nyt")
    #expect(try browser.get("/nyt").text.contains("Du har set alt"))
    #expect(try browser.get("/nyt/pas").text.contains("Du har set det."))
  }

  @Test func `tells why an answer was withdrawn, and that it holds again`() throws {
    let node = try TestNode()
    let document = try node.write("Rotter", id: "rotter")
    let browser = Browser(node)
    try seeAll(browser)
    let day = try #require(CivilDate(iso: "2026-03-12"))
    let withdrawal = try #require(
      Withdrawal(date: day, replacement: nil, reason: "Loven er ny."))
    _ = try node.store.write { try $0.withdraw(document, withdrawal, by: kim) }
    #expect(try browser.get("/nyt").text.contains("Trukket tilbage"))
    #expect(try browser.get("/nyt/rotter").text.contains("Loven er ny."))
    try seeAll(browser)
    _ = try node.store.write { try $0.reinstate(document, by: kim) }
    #expect(try browser.get("/nyt").text.contains("1 svar er et andet"))
    #expect(try browser.get("/nyt/rotter").text.contains("Læserne ser det samme"))
  }

  @Test func `is not what came after the page was shown`() throws {
    let node = try TestNode()
    try node.write("Pas", id: "pas")
    let browser = Browser(node)
    try browser.get("/nyt")
    let mark = try #require(browser.page.hidden("til"))
    try rewrite("pas", "Rettet imens.", on: node)
    try browser.post("/nyt", [("til", mark)])
    #expect(try browser.get("/nyt").text.contains("1 svar er et andet"))
  }

  @Test func `stays with the person, and survives the node and a rebuild`() throws {
    let office = try Office()
    try office.node.write("Pas", id: "pas")
    let (one, other) = (office.browser(), office.browser())
    try office.logIn(one, as: "abc")
    try office.logIn(other)
    try seeAll(one)
    #expect(try one.get("/nyt").text.contains("Du har set alt"))
    #expect(try other.get("/nyt").text.contains("href=\"/nyt/pas\""))
    _ = try office.node.store.write { try $0.rebuild() }
    #expect(try one.get("/nyt").text.contains("Du har set alt"))
  }

  @Test(arguments: ["x", "-1", "", "9223372036854775808"])
  func `takes no mark that no page of ours has`(_ mark: String) throws {
    let node = try TestNode()
    try node.write("Pas", id: "pas")
    let browser = Browser(node)
    try browser.get("/nyt")
    try browser.post("/nyt", [("til", mark)])
    #expect(browser.page.status == 400)
    try browser.get("/nyt/pas")
    try browser.post("/nyt/pas", [("til", mark)])
    #expect(browser.page.status == 400)
  }

  @Test func `cannot be seen before it comes`() throws {
    let node = try TestNode()
    try node.write("Pas", id: "pas")
    let browser = Browser(node)
    try browser.get("/nyt")
    try browser.post("/nyt", [("til", "\(Int64.max)")])
    try node.write("Vielse", id: "vielse")
    #expect(try browser.get("/nyt").text.contains("href=\"/nyt/vielse\""))
  }

  @Test func `is for staff`() throws {
    let node = try TestNode()
    try node.write("Pas", id: "pas")
    for target in ["/nyt", "/nyt/pas"] {
      #expect(try Browser(node, from: "192.0.2.7").get(target).status == 403)
    }
    #expect(try Browser(node).get("/nyt/findes-ikke").status == 404)
  }
}
