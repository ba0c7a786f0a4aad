import Knowledge
import ReplicaStore
import Testing

@testable import HTTP
@testable import Node

@Suite struct GuardTests {
  private let typed = [("titel", "Pas"), ("tekst", "Min lange tekst."), ("initialer", "ABC")]

  @Test(arguments: ["", "falsk", String(repeating: "0", count: 64)])
  func `a form without its token is not saved, and the text comes back`(_ token: String) throws {
    let node = try TestNode()
    let document = try node.write("Pas", body: "Et pas.", id: "pas")
    let editor = Browser(node)
    try editor.get("/rediger/pas")
    let page = try editor.post("/rediger/pas", typed + [("token", token)])
    #expect(page.status == 422)
    #expect(page.text.contains("siden er udløbet"))
    #expect(page.text.contains("Min lange tekst."))
    #expect(try node.body(document) == "Et pas.")
    // The page that came back has a token that is good.
    #expect(try editor.post("/rediger/pas", typed).status == 303)
  }

  @Test func `a token of another browser is not good`() throws {
    let node = try TestNode()
    try node.write("Pas", body: "Et pas.", id: "pas")
    let (editor, other) = (Browser(node), Browser(node))
    try editor.get("/rediger/pas")
    let token = try other.get("/rediger/pas").hidden("token") ?? ""
    #expect(try editor.post("/rediger/pas", typed + [("token", token)]).status == 422)
  }

  @Test(arguments: [
    "https://ond.example", "null", nil, "http://127.0.0.1:9999",
    "http://127.0.0.1:8340.ond.example",
  ])
  func `a form from a page elsewhere is refused, and the text is shown`(_ origin: String?) throws {
    let node = try TestNode()
    let document = try node.write("Pas", body: "Et pas.", id: "pas")
    let editor = Browser(node)
    try editor.get("/rediger/pas")
    let page = try editor.post("/rediger/pas", typed, origin: origin)
    #expect(page.status == 403)
    #expect(page.text.contains("Min lange tekst."))
    #expect(try node.body(document) == "Et pas.")
  }

  @Test func `what the browser says of the sender's site counts as well`() throws {
    var headers: Headers = ["Host": "localhost:1", "Origin": "http://localhost:1"]
    #expect(try Request(.post, "/rediger/ny", headers: headers).comesFromOwnPage)
    headers.add("Sec-Fetch-Site", "cross-site")
    #expect(try !Request(.post, "/rediger/ny", headers: headers).comesFromOwnPage)
  }

  static let staffPages = [
    "/rediger", "/rediger/ny", "/rediger/pas", "/rediger/pas/historik", "/rediger/pas/godkend",
    "/rediger/pas/konflikter", "/rediger/konflikter", "/nyt", "/nyt/pas", "/synk",
    "/synk/karantaene",
  ]

  @Test(arguments: staffPages)
  func `the other faces answer at this machine only`(_ target: String) throws {
    let node = try TestNode()
    try node.write("Pas", id: "pas")
    #expect(try Browser(node).get(target).status == 200)
    #expect(try Browser(node, from: "192.0.2.7").get(target).status == 403)
    let behindProxy = [("X-Forwarded-For", "192.0.2.7")]
    #expect(try Browser(node).get(target, headers: behindProxy).status == 403)
    // A name elsewhere that was made to mean 127.0.0.1.
    #expect(try Browser(node).get(target, headers: [("Host", "ond.example")]).status == 403)
  }

  @Test(arguments: staffPages)
  func `a page with a form is kept by nobody`(_ target: String) throws {
    let node = try TestNode()
    try node.write("Pas", id: "pas")
    let page = try Browser(node).get(target)
    #expect(page.header("Cache-Control") == "no-store")
    let cookie = try #require(page.header("Set-Cookie"))
    #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict"))
  }

  @Test(arguments: [
    ("127.0.0.1", true), ("127.9.9.9:80", true), ("localhost:8340", true), ("[::1]:8340", true),
    ("viden.localhost", true), ("127.0.0.1.ond.example", false), ("localhost.ond.example", false),
    ("soroe.dk", false), ("", false), ("[2001:db8::1]:80", false), ("127.0.0", false),
  ])
  func `the names of this machine are known`(_ host: String, _ isLocal: Bool) throws {
    #expect(try Request(.get, "/", headers: ["Host": host]).isLocal == isLocal)
  }
}
