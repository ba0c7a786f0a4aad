import CRDT

@testable import HTTP
@testable import Node

/// One person's browser: it keeps its cookie, and sends forms with what the page before had hidden
/// in them. It speaks to the router, or to a real socket; what it is asked to do is the same.
final class Browser {
  struct Page {
    var status: Int
    var headers: [(name: String, value: String)]
    var text: String

    func header(_ name: String) -> String? {
      headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The value of a hidden field, as the page wrote it.
    func hidden(_ name: String) -> String? {
      let start = "<input type=\"hidden\" name=\"\(name)\" value=\""
      guard let found = text.firstRange(of: start) else { return nil }
      return String(text[found.upperBound...].prefix { $0 != "\"" })
    }
  }

  /// What the browser sends of its cookies; `nil` where it has none.
  var cookie: String? {
    cookies.isEmpty
      ? nil
      : cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        .joined(separator: "; ")
  }

  typealias Transport = (Request) throws -> Page

  static let host = "127.0.0.1:8340"
  private let send: Transport
  private var cookies: [String: String] = [:]
  private(set) var page = Page(status: 0, headers: [], text: "")

  init(_ send: @escaping Transport) {
    self.send = send
  }

  /// A browser that calls the handlers without a socket.
  convenience init(_ node: TestNode, from peer: String = "127.0.0.1") {
    let context = node.server.context
    let responder = Responder(
      router: context.router, errorPage: { context.errorAnswer($0, to: $1) }, log: nil)
    self.init { request in
      var request = request
      request.peer = peer
      let response =
        switch responder.plan(for: request) {
        case .answer(let response): response
        case .call(let route, let parameters): responder.call(route, request, parameters).0
        }
      return Page(
        status: response.status.code, headers: response.headers.map { ($0.name, $0.value) },
        text: String(decoding: response.body, as: UTF8.self))
    }
  }

  @discardableResult
  func get(
    _ target: String, method: Method = .get, headers: [(String, String)] = []
  ) throws -> Page {
    try load(method, target, headers: headers, body: [])
  }

  /// Sends a form as the browser would from the page it shows: the token and the version of that
  /// page go along unless the fields say otherwise.
  @discardableResult
  func post(
    _ target: String, _ fields: [(String, String)], origin: String? = "http://\(Browser.host)",
    headers more: [(String, String)] = []
  ) throws -> Page {
    var all = fields
    for name in ["token", "version", "konflikt"] where !fields.contains(where: { $0.0 == name }) {
      if let value = page.hidden(name) { all.append((name, value)) }
    }
    let body = all.map { "\(Browser.encoded($0))=\(Browser.encoded($1))" }.joined(separator: "&")
    var headers = [("Content-Type", "application/x-www-form-urlencoded")] + more
    if let origin { headers.append(("Origin", origin)) }
    return try load(.post, target, headers: headers, body: Array(body.utf8))
  }

  /// Follows the redirect that the last answer was.
  @discardableResult
  func follow() throws -> Page {
    try get(page.header("Location") ?? "/nowhere")
  }

  func load(
    _ method: Method, _ target: String, headers: [(String, String)], body: [UInt8]
  ) throws -> Page {
    var fields: Headers = [:]
    if !headers.contains(where: { $0.0 == "Host" }) { fields.add("Host", Browser.host) }
    for (name, value) in headers { fields.add(name, value) }
    if let cookie, !headers.contains(where: { $0.0 == "Cookie" }) { fields.add("Cookie", cookie) }
    page = try send(Request(method, target, headers: fields, body: body))
    for (name, value) in page.headers where name.lowercased() == "set-cookie" {
      let pair = value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
      cookies[String(pair[0])] = pair.count > 1 ? String(pair[1]) : ""
    }
    return page
  }

  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let digits = String(byte, radix: 16)
      return "%" + (digits.count == 1 ? "0" + digits : digits)
    }.joined()
  }
}
