import CRDT
import ReplicaStore
import Testing
import WebUI

@testable import Node

@Suite struct `A citizen's language` {
  @Test func `is that of the address, else that of the browser, else Danish`() throws {
    let node = try TestNode()
    try node.write("Pas til børn", short: "Bestil tid.", id: "pas")
    let browser = Browser(node, from: "192.0.2.7")
    let english = [("Accept-Language", "en-GB,en;q=0.9")]
    for target in ["/", "/soeg?q=pas", "/artikel/pas", "/emner", "/was", "/om", "/findes-ikke"] {
      let mark = target.contains("?") ? "&" : "?"
      func language(_ target: String, _ headers: [(String, String)] = []) throws -> String {
        let text = try browser.get(target, headers: headers).text
        return text.contains("<html lang=\"en\"") ? "en" : "da"
      }
      #expect(try language(target) == "da", "\(target)")
      #expect(try language(target, english) == "en", "\(target)")
      #expect(try language(target + mark + "lang=en") == "en", "\(target)")
      #expect(try language(target + mark + "lang=da", english) == "da", "\(target)")
      #expect(try language(target + mark + "lang=tlh") == "da", "\(target)")
    }
  }

  @Test func `does not disturb the pages that are kept for others`() throws {
    let node = try TestNode()
    try node.write("Pas til børn", id: "pas")
    let browser = Browser(node, from: "192.0.2.7")
    let english = [("Accept-Language", "en")]
    #expect(try browser.get("/artikel/pas").text.contains("Sidst godkendt"))
    #expect(try browser.get("/artikel/pas", headers: english).text.contains("Last approved"))
    #expect(try browser.get("/artikel/pas").text.contains("Sidst godkendt"))
    #expect(try browser.get("/artikel/pas", headers: english).text.contains("Last approved"))
  }

  @Test func `can be changed on the very page, and the choice goes along`() throws {
    let node = try TestNode()
    try node.write("Pas til børn", id: "pas")
    let browser = Browser(node, from: "192.0.2.7")
    let page = try browser.get("/artikel/pas/pas-til-boern?stor=1&kommune=0330").text
    #expect(
      page.contains("href=\"/artikel/pas/pas-til-boern?lang=en&amp;stor=1&amp;kommune=0330\""))
    #expect(page.contains("href=\"/emner?stor=1&amp;kommune=0330\""))
    // The way back from large type says so, for the links carry what an address leaves open.
    #expect(page.contains("href=\"/artikel/pas/pas-til-boern?stor=0&amp;kommune=0330\""))
  }

  @Test func `leads nowhere else, whatever the address looks like`() throws {
    let node = try TestNode()
    let browser = Browser(node, from: "192.0.2.7")
    for target in [
      "/soeg?q=%22%3E%3Cscript%3E&x=%22%3E%3Cscript%3E%22",
      "/soeg?=&&=&lang=&stor=&kommune=%3Cscript%3E",
    ] {
      let text = try browser.get(target).text
      #expect(!text.contains("<script>"), "\(target)")
    }
  }
}

@Suite struct `The site itself` {
  @Test func `tells of its accessibility and of its copy`() throws {
    let node = try TestNode { configuration in
      configuration.contact = NodeContact(
        phone: "57 87 60 00", mail: "borger@soroe.dk",
        accessibilityStatement: "https://example.dk/soroe")
    }
    try node.write("Pas til børn")
    let browser = Browser(node, from: "192.0.2.7")
    let statement = try browser.get("/was").text
    #expect(statement.contains("delvist i overensstemmelse"))
    #expect(statement.contains("href=\"https://example.dk/soroe\""))
    #expect(statement.contains("tel:57876000"))
    let about = try browser.get("/om").text
    let replica = try node.store.read { try $0.identity().replica.description }
    #expect(about.contains(replica))
  }

  @Test func `says whom to tell of a hole, where somebody said so`() throws {
    let silent = Browser(try TestNode(), from: "192.0.2.7")
    #expect(try silent.get("/.well-known/security.txt").status == 404)
    let node = try TestNode { $0.contact = NodeContact(mail: "it@soroe.dk") }
    let page = try Browser(node, from: "192.0.2.7").get("/.well-known/security.txt")
    #expect(page.status == 200)
    #expect(page.header("Content-Type") == "text/plain; charset=utf-8")
    #expect(page.text.contains("Contact: mailto:it@soroe.dk\n"))
    #expect(page.text.contains("Expires: 2026-09-08T00:00:00Z\n"))
    #expect(!page.text.contains("Canonical"))
  }

  @Test func `tells readers when its copy is old, and nobody when it stands alone`() throws {
    let node = try TestNode { $0.staleAfterMilliseconds = 3_600_000 }
    let browser = Browser(node, from: "192.0.2.7")
    #expect(!(try browser.get("/").text.contains("forældede")))
    try node.store.write { replica in
      try replica.addPeer(name: "hub", url: "https://hub.example.dk", keyID: "1", node: nil)
    }
    try exchange(on: node, at: TestNode.noon - 3_600_000)
    #expect(!(try browser.get("/").text.contains("forældede")))
    try exchange(on: node, at: TestNode.noon - 3_600_001)
    let text = try browser.get("/").text
    #expect(text.contains("forældede"))
    #expect(text.contains("12-03-2026 kl. 10.59"))
  }

  private func exchange(on node: TestNode, at time: Int64) throws {
    try node.store.write { replica in
      try replica.record(
        Replica.Encounter(time: time, isEqual: true, error: nil, behind: 0, node: nil),
        withPeer: "hub")
    }
  }
}
