import Accounts
import Chance
import Foundation
import Knowledge
import ReplicaStore
import Testing

@testable import HTTP
@testable import Node

/// A program that speaks to a node's API.
private struct Caller {
  let browser: Browser
  var headers: [(String, String)] = []

  init(_ node: TestNode, from peer: String = "127.0.0.1", key: String? = nil) {
    browser = Browser(node, from: peer)
    if let key { headers.append(("Authorization", "Bearer \(key)")) }
  }

  struct Answer {
    let page: Browser.Page
    var status: Int { page.status }
    var etag: String { page.header("ETag") ?? "" }

    func json() throws -> [String: Any] {
      try #require(
        try JSONSerialization.jsonObject(with: Data(page.text.utf8)) as? [String: Any], "\(page)")
    }

    subscript(name: String) -> String { (try? json())?[name].map { "\($0)" } ?? "–" }
  }

  func get(_ path: String, _ more: [(String, String)] = []) throws -> Answer {
    Answer(page: try browser.get(path, headers: headers + more))
  }

  func send(
    _ method: HTTP.Method, _ path: String, _ body: String, ifMatch: String? = nil,
    type: String = "application/json"
  ) throws -> Answer {
    var all = headers + [("Content-Type", type)]
    if let ifMatch { all.append(("If-Match", ifMatch)) }
    return Answer(
      page: try browser.load(method, path, headers: all, body: Array(body.utf8)))
  }
}

@Suite struct `The API` {
  static let articles = "/api/1/articles"
  static let drafts = "/api/1/drafts"

  @Test func `is described by the file in Protocol, to the byte`() throws {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = package.appending(path: "Protocol/openapi/openapi.json")
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    if ProcessInfo.processInfo.environment["VIDEN_RECORD"] != nil {
      try record(text, in: package.appending(path: "Sources/Node/API"))
    }
    #expect(OpenAPIDocument.text == text)
    let served = try Browser(TestNode()).get(APIRoutes.description)
    #expect(served.text == text && served.header("Content-Type") == "application/json")
  }

  /// Where each part of the document begins.
  private static let parts = [
    ("Reading", "{"), ("Drafts", "    \"/api/1/drafts\": {"), ("Components", "  \"components\": {"),
  ]

  private func record(_ text: String, in folder: URL) throws {
    var rest = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    for (name, first) in Self.parts.reversed() {
      let source = folder.appending(path: "OpenAPIDocument+\(name).swift")
      let swift = String(decoding: try Data(contentsOf: source), as: UTF8.self)
      let head = try #require(swift.firstRange(of: "\"\"\"\n")).upperBound
      let start = try #require(rest.firstIndex { $0 == first })
      let lines = rest[start...].map { "    \($0)\n" }.joined()
      rest = rest[..<start]
      try Data((swift[..<head] + lines + "\n    \"\"\"##\n}\n").utf8).write(to: source)
    }
  }

  @Test func `describes every route there is, and no other`() throws {
    let described = try #require(
      try JSONSerialization.jsonObject(with: Data(OpenAPIDocument.text.utf8)) as? [String: Any])
    let paths = try #require(described["paths"] as? [String: [String: Any]])
    let router = try TestNode().server.context.router
    for (path, operations) in paths {
      let concrete = path.replacing("{id}", with: "pas")
      guard case .options(let allowed) = router.resolve(method: .options, path: concrete) else {
        Issue.record("\(path) is not there")
        continue
      }
      let own: Set<HTTP.Method> = [.options, .head]
      let methods = Set(allowed).subtracting(own).map { $0.rawValue.lowercased() }
      #expect(Set(methods) == Set(operations.keys), "\(path)")
    }
  }

  @Test func `gives everybody what is published, and nothing else`() throws {
    let node = try TestNode()
    try node.write("Pas", body: "Et pas.", short: "Kort.", id: "pas", subject: "23.03.04")
    try node.write("Kladde", id: "kladde", isApproved: false)
    try node.write("Internt", audience: "medarbejder", id: "internt")
    let caller = Caller(node, from: "192.0.2.7")
    let list = try caller.get(Self.articles)
    #expect(list.status == 200 && list["total"] == "1" && list.page.text.contains("\"id\":\"pas\""))
    let article = try caller.get("\(Self.articles)/pas")
    #expect(article["title"] == "Pas" && article["body"] == "Et pas.")
    #expect(article["subject"] == "23.03.04" && article["audience"] == "citizen")
    let again = try caller.get("\(Self.articles)/pas", [("If-None-Match", article.etag)])
    #expect(again.status == 304 && again.page.text.isEmpty)
    for name in ["kladde", "internt", "findes-ikke"] {
      let answer = try caller.get("\(Self.articles)/\(name)")
      #expect(answer.status == 404, "\(name)")
      #expect(answer.page.header("Content-Type") == "application/problem+json")
      #expect(answer.page.text == (try caller.get("\(Self.articles)/x")).page.text)
    }
    let found = try caller.get("/api/1/search?q=pas")
    #expect(found["total"] == "1")
    #expect(try caller.get("/api/1/search?q=internt")["total"] == "0")
    #expect(try caller.get("/api/1/status")["digest"] == "–")
    #expect(try Caller(node).get("/api/1/status")["digest"].count == 64)
  }

  @Test(arguments: [
    "/api/1/articles?limit=0", "/api/1/articles?limit=101", "/api/1/articles?limit=x",
    "/api/1/articles?limit=1&limit=2", "/api/1/articles?start=-1", "/api/1/articles?limit=+5",
    "/api/1/search", "/api/1/search?q=a&limit=9999999999999999999999",
  ])
  func `says which parameter is wrong`(_ target: String) throws {
    let answer = try Caller(TestNode()).get(target)
    #expect(answer.status == 400)
    #expect(answer.page.text.contains("\"errors\":[{\"place\":"))
  }

  @Test func `writes at the machine of a node without accounts, and for no page elsewhere`() throws
  {
    let node = try TestNode()
    let made = try Caller(node).send(.post, Self.drafts, #"{"title":"Pas"}"#)
    #expect(made.status == 201)
    #expect(made.page.header("Location") == "\(Self.drafts)/\(made["id"])")
    #expect(made["lifecycle"] == "draft" && made.etag == "\"\(made["version"])\"")
    let elsewhere = Caller(node, from: "192.0.2.7")
    #expect(try elsewhere.send(.post, Self.drafts, #"{"title":"Pas"}"#).status == 403)
    #expect(try elsewhere.get("\(Self.drafts)/\(made["id"])").status == 403)
    var page = Caller(node)
    page.headers = [("Origin", "https://ond.example")]
    #expect(try page.send(.post, Self.drafts, #"{"title":"Pas"}"#).status == 403)
  }

  @Test func `writes for who has the key of an account that may`() throws {
    let node = try TestNode()
    let accounts = node.server.context.accounts
    func key(_ name: String, _ role: Role) throws -> String {
      try accounts.add(
        name: name, fullName: name, initials: name.uppercased(), role: role,
        password: "tre små grise", now: TestNode.noon)
      return try accounts.makeKey(of: name, label: "prøve", now: TestNode.noon)
    }
    let editor = try Caller(node, from: "192.0.2.7", key: key("kkr", .editor))
    let staff = try Caller(node, from: "192.0.2.7", key: key("abc", .staff))
    let body = #"{"title":"Pas"}"#
    let made = try editor.send(.post, Self.drafts, body)
    #expect(made.status == 201 && made["changed_by"] == "KKR")
    #expect(try staff.send(.post, Self.drafts, body).status == 403)
    for other in [Caller(node), Caller(node, key: "x"), Caller(node, key: made["version"])] {
      let answer = try other.send(.post, Self.drafts, body)
      #expect(answer.status == 401)
      #expect(answer.page.header("WWW-Authenticate") == "Bearer")
    }
    try accounts.setDisabled(true, "kkr")
    #expect(try editor.send(.post, Self.drafts, body).status == 401)
  }

  @Test func `merges what was edited apart, and says so, in place of losing one of them`() throws {
    let node = try TestNode()
    let document = try node.write("Pas", body: "Et. To. Tre.\n\nFire.", id: "pas")
    let caller = Caller(node)
    let path = "\(Self.drafts)/pas"
    let first = try caller.get(path)
    #expect(try caller.send(.patch, path, #"{"body":"x"}"#).status == 428)
    let saved = try caller.send(
      .patch, path, #"{"body":"Et. To. Tre.\n\nFire. Fem."}"#, ifMatch: first.etag)
    #expect(saved.status == 200 && saved["outcome"] == "saved" && saved.etag != first.etag)
    let merged = try caller.send(
      .patch, path, #"{"body":"Nul. Et. To. Tre.\n\nFire."}"#, ifMatch: first.etag)
    #expect(merged.status == 200 && merged["outcome"] == "merged" && merged["conflicts"] == "0")
    #expect(merged["merged_with"] == "1")
    #expect(try node.body(document) == "Nul. Et. To. Tre.\n\nFire. Fem.")
    // The same sentence, both ways.
    let ours = try caller.send(
      .patch, path, #"{"title":"Pas til børn"}"#, ifMatch: merged.etag)
    #expect(ours["outcome"] == "saved")
    let theirs = try caller.send(
      .patch, path, #"{"title":"Pas til voksne"}"#, ifMatch: merged.etag)
    #expect(theirs["outcome"] == "merged" && theirs["conflicts"] == "1")
    #expect(try caller.get("/api/1/conflicts")["total"] == "1")
    let same = try caller.send(.patch, path, "{}", ifMatch: theirs.etag)
    #expect(same["outcome"] == "unchanged" && same.etag == theirs.etag)
    for tag in ["\"x\"", "x", "W/\(theirs.etag)", "\"00c0ffee00c0ffee-1\"", "\"a\", \"b\""] {
      #expect(try caller.send(.patch, path, "{}", ifMatch: tag).status == 412, "\(tag)")
    }
    #expect(try caller.send(.patch, path, "{}", ifMatch: "*").status == 200)
  }

  @Test(arguments: [
    ("", 400), ("x", 400), ("[]", 400), ("null", 400), (#"{"title":1}"#, 400),
    (#"{"title":"a","title":"b"}"#, 400), (#"{"nej":"a"}"#, 400), (#"{"keywords":"a"}"#, 400),
    (#"{"keywords":[1]}"#, 400), (#"{"title":"a"} x"#, 400), ("{\"title\":\"a\u{0}b\"}", 400),
    (#"{"title":""}"#, 422), (#"{"title":"a\u0000b"}"#, 422), (#"{}"#, 422),
    (#"{"title":"a","subject":"x"}"#, 422), (#"{"title":"a","links":["javascript:x"]}"#, 422),
    (#"{"title":"a","audience":"alle"}"#, 422),
  ])
  func `names what is wrong with a body, and stores nothing of it`(
    _ body: String, _ status: Int
  ) throws {
    let node = try TestNode()
    let answer = try Caller(node).send(.post, Self.drafts, body)
    #expect(answer.status == status, "\(answer.page.text)")
    #expect(answer.page.header("Content-Type") == "application/problem+json")
    #expect(answer["status"] == "\(status)")
    #expect(try node.store.read { try $0.changeCount() } == 0)
  }

  @Test(arguments: ["", "a\tb", "\u{fffd}", "mkj\u{e6}", String(repeating: "a", count: 41)])
  func `takes no name that is not one for who writes`(_ author: String) throws {
    var caller = Caller(try TestNode())
    caller.headers = [("X-Author", author)]
    #expect(try caller.send(.post, Self.drafts, #"{"title":"Pas"}"#).status == 400)
    caller.headers = [("X-Author", "MKJ, Soroe")]
    let made = try caller.send(.post, Self.drafts, #"{"title":"Pas"}"#)
    #expect(made["changed_by"] == "MKJ, Soroe")
  }

  @Test func `takes JSON only, and answers what is not there as a problem`() throws {
    let caller = Caller(try TestNode())
    #expect(
      try caller.send(.post, Self.drafts, "title=a", type: "application/x-www-form-urlencoded")
        .status == 415)
    for (method, path) in [
      (HTTP.Method.delete, Self.articles), (.get, "/api/nej"), (.put, "/api/1/x"),
    ] {
      let answer = try caller.send(method, path, "")
      #expect([404, 405].contains(answer.status))
      #expect(answer.page.header("Content-Type") == "application/problem+json")
    }
  }
}

@Suite struct `JSON text` {
  @Test(arguments: [
    "null", "true", "[1,2,-3]", #"{"a":{"b":[]}}"#, #""æ\u00e6\ud83d\ude00\n""#, "1e9", "-0.5",
    " [ ] ", #""\/""#, "123456789012345678901234567890",
  ])
  func `is read and written the same`(_ text: String) throws {
    let value = try JSON(reading: Array(text.utf8))
    #expect(try JSON(reading: value.bytes) == value)
  }

  @Test(arguments: [
    "", " ", "nul", "[1,]", "[1 2]", #"{"a"}"#, #"{"a":1,}"#, #"{a:1}"#, "01", "1.", ".5", "+1",
    "1e", "--1", #"""#, #""\x""#, #""\ud83d""#, #""\ude00\ud83d""#, #""\u12""#, "\"\n\"", "[1]]",
    "NaN", "Infinity", #"{"a":1,"a":2}"#, "\u{feff}1", "'a'", "/**/1",
  ])
  func `that is none is refused`(_ text: String) {
    #expect(throws: JSONError.self) { try JSON(reading: Array(text.utf8)) }
  }

  @Test func `of any depth and of any bytes ends`() {
    #expect(throws: JSONError.self) {
      try JSON(reading: Array(repeating: UInt8(ascii: "["), count: 1_000_000))
    }
    #expect(throws: JSONError(reason: .notUTF8, offset: 0)) {
      try JSON(reading: [0x22, 0xff, 0x22])
    }
    var random = SeededRandom(seed: 5)
    let alphabet = Array(#"{}[]":,0123eE+-.\u"tfnæ "#.utf8)
    for _ in 0..<20_000 {
      let length = Int(random.next() % 24)
      let bytes = (0..<length).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
      if let value = try? JSON(reading: bytes) {  // whatever it is, it must come to an end
        #expect((try? JSON(reading: value.bytes)) == value)
      }
    }
  }
}
