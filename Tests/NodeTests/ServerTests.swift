import Knowledge
import ReplicaStore
import Testing
import WebUI

@testable import HTTP
@testable import Node

@Suite struct ServerTests {
  @Test func `a question is answered, edited and read again over a socket`() throws {
    let listening = try ListeningNode(TestNode(allowsOwnApproval: true))
    try listening.node.write("Pas", body: "Et pas koster 100 kr.", id: "pas")
    let browser = listening.browser
    #expect(try browser.get("/soeg?q=pas").text.contains("/pas/pas"))
    try browser.get("/rediger/pas")
    try browser.post(
      "/rediger/pas", [("titel", "Pas"), ("tekst", "Et pas koster 200 kr."), ("initialer", "ABC")])
    #expect(try browser.follow().text.contains("Svaret er gemt"))
    #expect(try browser.get("/artikel/pas").text.contains("100 kr."))
    try browser.get("/rediger/pas/godkend")
    try browser.post("/rediger/pas/godkend", [("initialer", "ABC")])
    #expect(try browser.get("/artikel/pas").text.contains("200 kr."))
  }

  @Test func `every answer bears the security headers, errors among them`() throws {
    let listening = try ListeningNode(TestNode())
    try listening.node.write("Pas", id: "pas")
    let asset = try #require(Assets.all(in: Theme()).first)
    let browser = listening.browser
    let targets = [
      "/", "/soeg?q=pas", "/soeg?q=pas&fragment=1", "/artikel/pas", "/artikel/nej", "/emner",
      "/emner/a-aa", "/rediger", "/rediger/ny", "/rediger/pas", "/rediger/pas/historik",
      "/rediger/pas/godkend", "/rediger/pas/konflikter", "/rediger/konflikter", "/synk", "/healthz",
      "/readyz", "/robots.txt", asset.path, "/static/nej.css", "/findes/ikke",
    ]
    for target in targets {
      let page = try browser.get(target)
      for (name, value) in SecurityHeaders.all {
        #expect(page.header(name) == value, "\(name) on \(target)")
      }
    }
    let refused = try browser.post("/rediger/ny", [], origin: nil)
    #expect(refused.status == 403)
    #expect(refused.header("Content-Security-Policy") != nil)
  }

  @Test(arguments: ["/", "/artikel/pas", "/artikel/nej", "/rediger", "/healthz"])
  func `HEAD says what GET says, without the page`(_ target: String) throws {
    let listening = try ListeningNode(TestNode())
    try listening.node.write("Pas", id: "pas")
    let whole = try listening.browser.get(target)
    let head = try listening.browser.get(target, method: .head)
    #expect(head.status == whole.status)
    #expect(head.text.isEmpty)
    #expect(head.header("Content-Type") == whole.header("Content-Type"))
    #expect(head.header("ETag") == whole.header("ETag"))
  }

  @Test func `files of the house may be kept for ever`() throws {
    let node = try TestNode()
    for asset in Assets.all(in: Theme()) {
      let page = try Browser(node).get(asset.path)
      #expect(page.status == 200)
      #expect(page.header("Cache-Control") == "public, max-age=31536000, immutable")
      let again = try Browser(node).get(asset.path, headers: [("If-None-Match", asset.etag)])
      #expect(again.status == 304)
    }
  }

  @Test func `a method that a page does not know is refused with those it does`() throws {
    let page = try Browser(TestNode()).post("/soeg", [])
    #expect(page.status == 405)
    #expect(page.header("Allow") == "GET, HEAD, OPTIONS")
    #expect(page.text.contains("Det kan man ikke på denne side"))
  }

  @Test func `a megabyte of pasted text comes back with what is wrong with it`() throws {
    let listening = try ListeningNode(TestNode())
    let browser = listening.browser
    try browser.get("/rediger/ny")
    // Every byte of the text is three in the form.
    let pasted = String(repeating: "a", count: 1_000_000)
    let kept = try browser.post("/rediger/ny", [("titel", "Pas"), ("tekst", pasted)])
    #expect(kept.status == 422)
    #expect(kept.text.contains(pasted))
    let refused = listening.node.server.context.errorAnswer(.contentTooLarge, to: nil)
    #expect(String(decoding: refused.body, as: UTF8.self).contains("Teksten er for stor"))
  }

  @Test func `a folder is served once`() throws {
    let node = try TestNode()
    let configuration = node.server.context.configuration
    #expect(throws: FolderError.locked(path: node.folder.path + "/serve.lock")) {
      try NodeServer(configuration)
    }
  }

  @Test func `a folder without a replica is not served, and stays as it is`() throws {
    let folder = DataFolder(path: "/nowhere/viden")
    #expect(throws: FolderError.noReplica(path: folder.path)) {
      try NodeServer(NodeConfiguration(folder: folder, version: "0.1") { 0 })
    }
  }

  @Test func `who is about to stop is not ready`() throws {
    let node = try TestNode()
    #expect(try Browser(node).get("/readyz").status == 200)
    node.server.stop()
    #expect(try Browser(node).get("/readyz").status == 503)
    #expect(try Browser(node).get("/healthz").status == 200)
  }

  @Test func `nothing of the machine leaks when something breaks`() throws {
    struct Secret: Error { let path = "/var/lib/viden" }
    let node = try TestNode { $0.syncNow = { throw Secret() } }
    try node.store.write { replica in
      try replica.addPeer(name: "hub", url: "https://hub.example", keyID: "1", node: nil)
    }
    let browser = Browser(node)
    try browser.get("/synk")
    let page = try browser.post("/synk", [("tekst", "Min tekst")])
    #expect(page.status == 500)
    #expect(!page.text.contains("Secret") && !page.text.contains("/var/lib"))
    #expect(page.text.contains("Min tekst"))
  }
}
