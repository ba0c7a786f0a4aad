import Testing

@testable import HTTP

struct RequestTests {
  private static func form(_ body: String, type: String? = nil) throws -> Request {
    try Request(
      .post, "/", headers: ["Content-Type": type ?? "application/x-www-form-urlencoded"],
      body: Array(body.utf8))
  }

  @Test func `a form is decoded as browsers encode it`() throws {
    let request = try Self.form("titel=P%C3%A5+vej&tom=&l%C3%B8s&titel=2&a=b%3Dc%26d%2B")
    #expect(request.form?.map(\.name) == ["titel", "tom", "løs", "titel", "a"])
    #expect(request.form?.map(\.value) == ["På vej", "", "", "2", "b=c&d+"])
    #expect(request.form("titel") == "På vej")
    #expect(request.form("mangler") == nil)
    #expect(try Self.form("").form?.isEmpty == true)
  }

  @Test(arguments: [
    ("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("%ff", "\u{fffd}"), ("100%", "100%"),
    ("%00", "\0"), ("a%20%2", "a %2"), ("%C3", "\u{fffd}"),
  ])
  func `what is badly encoded is repaired, not refused`(raw: String, value: String) throws {
    #expect(try Self.form("q=\(raw)").form("q") == value)
    #expect(try Request(.get, "/?q=\(raw)").query("q") == value)
  }

  @Test func `a body of another type is no form, and parameters make no other type`() throws {
    #expect(try Self.form("a=b", type: "application/json").form == nil)
    #expect(try Self.form("a=b", type: "text/plain").form == nil)
    let withParameter = "Application/X-WWW-Form-URLencoded ; charset=utf-8"
    #expect(try Self.form("a=b", type: withParameter).form("a") == "b")
  }

  @Test func `a form has no more than a thousand fields`() throws {
    let thousand = Array(repeating: "a=b", count: Request.formFieldsMax).joined(separator: "&")
    #expect(try Self.form(thousand).form?.count == 1_000)
    #expect(try Self.form(thousand + "&c=d").form == nil)
  }

  @Test func `cookies are found in all their fields`() throws {
    var headers: Headers = ["Cookie": "a=1; b = 2 ;c; =d; e=f=g"]
    headers.add("cookie", "a=3")
    let request = try Request(.get, "/", headers: headers)
    #expect(request.cookies.map(\.name) == ["a", "b", "", "e", "a"])
    #expect(request.cookies.map(\.value) == ["1", "2", "d", "f=g", "3"])
    #expect(request.cookie("a") == "1")
    #expect(request.cookie("c") == nil)
  }

  @Test(arguments: [
    ("/", []), ("/a", ["a"]), ("/a/", ["a", ""]), ("//", ["", ""]), ("/%C3%A6/b", ["æ", "b"]),
    // A slash with a combining mark behind it is still a slash.
    ("/a/%CC%81b", ["a", "\u{301}b"]),
  ])
  func `a path is split at its slashes`(target: String, segments: [String]) throws {
    #expect(try Request(.get, target).segments == segments)
  }

  @Test func `a request made in a test passes the same judgement`() {
    #expect(throws: RequestError.pathInvalid) { try Request(.get, "/../a") }
    #expect(throws: RequestError.targetInvalid) { try Request(.get, "a") }
  }
}
