import Testing

@testable import HTTP

struct ResponseTests {
  @Test(arguments: [
    ("/", "/"),
    ("/artikel/7?a=b", "/artikel/7?a=b"),
    ("/søg", "/s%C3%B8g"),
    ("/a b%20c", "/a%20b%20c"),
    ("/a\r\nSet-Cookie: b", "/a%0D%0ASet-Cookie:%20b"),
    ("", "/"),
    ("artikel", "/"),
    ("//ond.dk", "/"),
    ("/\\ond.dk", "/"),
    ("https://ond.dk/", "/"),
    ("javascript:alert(1)", "/"),
    ("\t//ond.dk", "/"),
  ])
  func `a redirect never leaves the site`(path: String, location: String) {
    let response = Response.redirect(to: path)
    #expect(response.status == .seeOther)
    #expect(response.headers.isSound)
    #expect(response.headers.first("Location") == location)
  }

  @Test(arguments: [
    ("\"a\"", [EntityTag("a")]),
    ("W/\"a\"", [EntityTag("a", isWeak: true)]),
    ("\"a\", \"b\"", [EntityTag("a"), EntityTag("b")]),
    (" , \"a,b\" ,,W/\"\"\t", [EntityTag("a,b"), EntityTag("", isWeak: true)]),
    ("", []),
  ])
  func `entity tags are read as they are written`(text: String, tags: [EntityTag]) {
    #expect(EntityTag.list(text) == tags)
  }

  @Test(arguments: ["a", "\"a", "\"a b\"", "w/\"a\"", "\"a\"b\"", "*", "\"a\" x"])
  func `what is no list of tags is none`(text: String) {
    #expect(EntityTag.list(text) == nil)
  }

  @Test(arguments: [
    ("\"1\"", true), ("W/\"1\"", true), ("*", true), ("\"2\", \"1\"", true), ("\"2\"", false),
    ("1", false), ("\"1", false),
  ])
  func `what the client holds is compared weakly`(field: String, isCurrent: Bool) throws {
    let request = try Request(.get, "/", headers: ["If-None-Match": field])
    #expect(request.isCurrent(EntityTag("1")) == isCurrent)
    #expect(request.isCurrent(EntityTag("1", isWeak: true)) == isCurrent)
    let response = Response(.ok, headers: ["ETag": "\"1\"", "Cache-Control": "x"], body: [1])
    let answer = try response.conditional(for: request)
    #expect(answer.status == (isCurrent ? .notModified : .ok))
    #expect(answer.body == (isCurrent ? [] : [1]))
    #expect(answer.headers.first("Cache-Control") == "x")
  }

  @Test(arguments: [
    ("\"1\"", true), ("\"2\", \"1\"", true), ("*", true), ("W/\"1\"", false), ("\"2\"", false),
    ("1", false),
  ])
  func `what the client would change is compared strongly`(field: String, may: Bool) throws {
    let request = try Request(.put, "/", headers: ["If-Match": field])
    #expect(request.mayChange(EntityTag("1")) == may)
    #expect(try Request(.put, "/").mayChange(EntityTag("1")))
  }

  @Test(arguments: [("\"1\"", true), ("*", true), ("\"2\"", false), ("W/\"1\"", false)])
  func `who asks for one version only is not given another`(field: String, isGiven: Bool) throws {
    let request = try Request(.get, "/", headers: ["If-Match": field, "If-None-Match": "\"3\""])
    let response = Response(.ok, headers: ["ETag": "\"1\""], body: [1])
    if isGiven {
      #expect(try response.conditional(for: request).body == [1])
    } else {
      #expect(throws: Refusal(.preconditionFailed)) { try response.conditional(for: request) }
    }
  }

  @Test func `only an answer with its content can become a 304`() throws {
    let held: Headers = ["If-None-Match": "*"]
    let tagged: Headers = ["ETag": "\"1\""]
    let get = try Request(.get, "/", headers: held)
    let post = try Request(.post, "/", headers: held)
    #expect(try Response(.notFound, headers: tagged).conditional(for: get).status == .notFound)
    #expect(try Response(.ok, headers: tagged).conditional(for: post).status == .ok)
    #expect(try Response(.ok).conditional(for: get).status == .ok)
  }

  // The dates were reckoned with GNU date.
  @Test(arguments: [
    (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
    (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
    (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
    (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
    (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
    (1_798_761_599, "Thu, 31 Dec 2026 23:59:59 GMT"),
    (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
  ])
  func `a date is written as HTTP wants it`(seconds: Int, text: String) {
    #expect(HTTPDate.text(secondsSince1970: seconds) == text)
  }

  @Test(arguments: [
    ("/a", "/a"), ("", "\"\""), ("a b", "\"a b\""), ("a=b", "\"a=b\""), ("æ", "æ"),
    ("a\"b\\", "\"a\\\"b\\\\\""), ("a\r\nb", "\"a\\u{d}\\u{a}b\""),
    ("\u{1b}[1m", "\"\\u{1b}[1m\""), ("\u{85}\u{2028}", "\"\\u{85}\\u{2028}\""),
    ("\u{202e}", "\"\\u{202e}\""), ("\u{2066}", "\"\\u{2066}\""),
  ])
  func `nothing a client sends can begin a line of the log`(value: String, escaped: String) {
    #expect(LogLine.escaped(value) == escaped)
  }

  @Test func `a line of the log is cut to size`() {
    #expect(LogLine.escaped(String(repeating: "a", count: 9_000)).utf8.count == 256)
    let line = LogLine(
      time: 1, peer: "192.0.2.1", method: "GET", path: "/a b", status: .ok, bodyBytes: 2,
      microseconds: 3, note: "x\ny")
    #expect(
      line.description == "time=1 peer=192.0.2.1 method=GET path=\"/a b\" status=200 bytes=2 us=3 "
        + "note=\"x\\u{a}y\"")
  }

  @Test func `timeouts are at least a millisecond and never overflow`() {
    #expect(Duration.milliseconds(50).milliseconds == 50)
    #expect(Duration.seconds(3).milliseconds == 3_000)
    #expect(Duration.zero.milliseconds == 1)
    #expect(Duration.seconds(-5).milliseconds == 1)
    #expect(Duration.seconds(Int64.max).milliseconds == Int.max / 4)
    #expect(Duration.seconds(Int64.min).milliseconds == 1)
  }
}
