import Testing

@testable import HTTP

struct RouterTests {
  private static let router: Router = {
    var router = Router()
    for pattern in ["/", "/artikel/:id", "/artikel/ny", "/artikel/:slug/ret", "/filer/*sti"] {
      router.add(.get, pattern, on: .inline) { _, parameters in
        let values = ["id", "slug", "sti"].compactMap { parameters[$0] }
        return .text(([pattern] + values).joined(separator: "|"))
      }
    }
    router.add(.post, "/artikel/:id") { _, _ in Response(.noContent) }
    router.add(.delete, "/artikel/ny") { _, _ in Response(.noContent) }
    return router
  }()

  private static func answer(_ method: HTTP.Method, _ path: String) throws -> String {
    switch router.resolve(method: method, path: path) {
    case .route(let route, let parameters):
      let response = try route.handler(
        try Request(method, PercentCoding.escapeTarget(path)), parameters)
      return String(decoding: response.body, as: UTF8.self)
    case .notFound: return "404"
    case .methodNotAllowed(let allowed): return "405 \(allowed.map(\.rawValue))"
    case .options(let allowed): return "options \(allowed.map(\.rawValue))"
    }
  }

  @Test(arguments: [
    ("/", "/"),
    ("/artikel/7", "/artikel/:id|7"),
    ("/artikel/ny", "/artikel/ny"),
    ("/artikel/ny/ret", "/artikel/:slug/ret|ny"),
    ("/artikel/bøde/ret", "/artikel/:slug/ret|bøde"),
    ("/filer/a/b.css", "/filer/*sti|a/b.css"),
    ("/filer/", "/filer/*sti|"),
    ("/filer", "404"),
    ("/artikel", "404"),
    ("/artikel/", "404"),
    ("/artikel/7/", "404"),
    ("/artikel/7/ret/nu", "404"),
    ("//artikel/7", "404"),
  ])
  func `the most literal pattern answers`(path: String, expected: String) throws {
    #expect(try Self.answer(.get, path) == expected)
  }

  @Test func `HEAD is answered by the handler for GET`() throws {
    #expect(try Self.answer(.head, "/artikel/7") == "/artikel/:id|7")
  }

  @Test func `a method without a handler is told which have one`() throws {
    #expect(try Self.answer(.put, "/artikel/7") == #"405 ["GET", "HEAD", "POST", "OPTIONS"]"#)
    #expect(
      try Self.answer(.put, "/artikel/ny")
        == #"405 ["GET", "HEAD", "POST", "DELETE", "OPTIONS"]"#)
    #expect(
      try Self.answer(.options, "/artikel/7") == #"options ["GET", "HEAD", "POST", "OPTIONS"]"#)
  }

  @Test func `a less literal pattern answers the method the more literal one lacks`() throws {
    #expect(try Self.answer(.post, "/artikel/ny") == "")
  }
}
