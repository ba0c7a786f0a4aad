// A request as a handler sees it: checked, decoded, complete with its body.
//
//     let request = try Request(.get, "/soeg?q=pas+fornyelse")
//     request.path           // "/soeg"
//     request.query("q")     // "pas fornyelse"

/// One request. Everything in it has passed the rules of RFC 9112, so a handler has no need to
/// check it again; what it means is the handler's business.
public struct Request: Sendable {
  /// The two versions that are spoken (RFC 9112 §2.3).
  public enum Version: Sendable, Hashable {
    case http10
    case http11
  }

  public var method: Method
  /// The target exactly as it was received, since signatures cover these bytes.
  public var rawTarget: String
  /// The path, decoded once and free of dot segments, NUL and escaped slashes. "*" for the target
  /// of `OPTIONS *`.
  public var path: String
  public var headers: Headers
  public var body: [UInt8]
  /// The address of the other end of the connection, as text and without a port.
  public var peer: String
  public var version: Version
  /// The authority that was asked for: that of an absolute target, otherwise the Host field
  /// (RFC 9112 §3.2.2). Empty for an HTTP/1.0 client that sent neither.
  public var host: String

  /// A request as if it had been received, for tests and for handlers that call each other.
  public init(
    _ method: Method = .get, _ target: String, headers: Headers = [:], body: [UInt8] = [],
    peer: String = "127.0.0.1"
  ) throws(RequestError) {
    let parsed = try Target(Array(target.utf8)[...], method: method)
    self.init(
      method: method, target: parsed, headers: headers, body: body, peer: peer, version: .http11)
  }

  init(
    method: Method, target: Target, headers: Headers, body: [UInt8], peer: String,
    version: Version
  ) {
    self.method = method
    rawTarget = target.raw
    path = target.path
    self.headers = headers
    self.body = body
    self.peer = peer
    self.version = version
    host = target.authority ?? headers.first("Host") ?? ""
  }

  /// The decoded segments of the path: none for "/", and an empty last one behind a final slash.
  public var segments: [String] {
    Self.segments(of: path)
  }

  /// Split by bytes: as a `Character`, a slash with a combining mark behind it would be no slash.
  static func segments(of path: String) -> [String] {
    guard path.utf8.count > 1 else { return [] }
    return path.utf8.dropFirst()
      .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
  }

  /// The part of the target before the '?', as it was received.
  public var rawPath: String {
    let raw = rawTarget.utf8
    let authorityEnd: String.Index
    if raw.first == UInt8(ascii: "/") || raw.first == UInt8(ascii: "*") {
      authorityEnd = raw.startIndex
    } else {
      let scheme = raw.firstIndex(of: UInt8(ascii: ":")) ?? raw.startIndex
      let authority = raw[scheme...].dropFirst(3)
      authorityEnd =
        authority.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
        ?? raw.endIndex
    }
    let path = String(rawTarget[authorityEnd...].prefix { $0 != "?" })
    return path.isEmpty ? "/" : path
  }

  /// The part of the target behind the '?', as it was received; nil without a '?'.
  public var rawQuery: String? {
    guard let mark = rawTarget.utf8.firstIndex(of: UInt8(ascii: "?")) else { return nil }
    return String(rawTarget[rawTarget.utf8.index(after: mark)...])
  }

  /// The decoded pairs of the query, in order.
  public var query: [(name: String, value: String)] {
    guard let rawQuery else { return [] }
    return PercentCoding.decodePairs(rawQuery.utf8, max: rawQuery.utf8.count + 1) ?? []
  }

  /// The first value of that name in the query.
  public func query(_ name: String) -> String? {
    query.first { $0.name == name }?.value
  }
}
