// An answer as a handler makes it. The server adds what every answer has: Date, Content-Length,
// Connection, and the default headers it was given.

/// One answer.
public struct Response: Sendable {
  public var status: Status
  public var headers: Headers
  public var body: [UInt8]

  /// Whether the server's default headers are added. Not for answers that only a program reads:
  /// what they tell a browser is noise on a thin line.
  public var takesDefaultHeaders = true

  public init(_ status: Status = .ok, headers: Headers = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  public init(_ status: Status = .ok, type: String, body: [UInt8]) {
    self.init(status, headers: ["Content-Type": type], body: body)
  }

  public static func text(_ text: String, status: Status = .ok) -> Response {
    Response(status, type: "text/plain; charset=utf-8", body: Array(text.utf8))
  }

  public static func html(_ html: String, status: Status = .ok) -> Response {
    Response(status, type: "text/html; charset=utf-8", body: Array(html.utf8))
  }

  public static func json(_ json: String, status: Status = .ok) -> Response {
    Response(status, type: "application/json", body: Array(json.utf8))
  }

  /// Sends the client to another page of this site.
  ///
  /// Only a path of our own is followed: one '/' and then neither '/' nor '\', which browsers take
  /// for another host. Anything else, say a forged `?next=`, leads to the front page. Letters
  /// outside ASCII are escaped.
  public static func redirect(to path: String, status: Status = .seeOther) -> Response {
    let second = path.utf8.dropFirst().first
    let isOurs =
      path.utf8.first == UInt8(ascii: "/")
      && second != UInt8(ascii: "/") && second != UInt8(ascii: "\\")
    let location = isOurs ? PercentCoding.escapeTarget(path) : "/"
    return Response(status, headers: ["Location": location])
  }
}

/// Thrown by a handler that wants to be answered for with a status and no more; the page that goes
/// with it is made where all error pages are.
public struct Refusal: Error, Sendable, Hashable {
  public var status: Status

  public init(_ status: Status) {
    self.status = status
  }
}
