// Conditional requests by entity tag (RFC 9110 §13).

/// An entity tag (RFC 9110 §8.8.3) as it stands in a field: quoted, weak ones behind "W/".
public struct EntityTag: Sendable, Hashable {
  /// What stands between the quotes.
  public let opaque: String
  public let isWeak: Bool

  /// A tag of ours. Its text must be made of visible characters other than the quote, which a
  /// hash in hexadecimal always is.
  public init(_ opaque: String, isWeak: Bool = false) {
    precondition(opaque.utf8.allSatisfy(Self.isOpaque))
    self.opaque = opaque
    self.isWeak = isWeak
  }

  public var text: String { "\(isWeak ? "W/" : "")\"\(opaque)\"" }

  /// etagc: visible ASCII without the quote, and obs-text.
  private static func isOpaque(_ byte: UInt8) -> Bool {
    byte == 0x21 || (byte >= 0x23 && byte != 0x7f)
  }

  /// The tags of an If-Match or If-None-Match field; nil where it is none of their grammar, so that
  /// a comma inside the quotes parts nothing.
  public static func list(_ text: String) -> [EntityTag]? {
    var tags: [EntityTag] = []
    var rest = Array(text.utf8)[...]
    while true {
      rest = rest.drop { $0 == .space || $0 == .tab || $0 == UInt8(ascii: ",") }
      if rest.isEmpty { return tags }
      let isWeak = rest.starts(with: "W/".utf8)
      if isWeak { rest = rest.dropFirst(2) }
      guard rest.first == UInt8(ascii: "\"") else { return nil }
      let opaque = rest.dropFirst().prefix(while: isOpaque)
      rest = rest[opaque.endIndex...]
      guard rest.first == UInt8(ascii: "\"") else { return nil }
      rest = rest.dropFirst()
      tags.append(EntityTag(String(decoding: opaque, as: UTF8.self), isWeak: isWeak))
    }
  }
}

extension Request {
  /// Whether If-None-Match names this tag: weak comparison, since it only asks whether what the
  /// client holds may still be shown (RFC 9110 §13.1.2).
  public func isCurrent(_ tag: EntityTag) -> Bool {
    let lines = headers.all("If-None-Match")
    return lines.contains { line in
      line == "*" || (EntityTag.list(line) ?? []).contains { $0.opaque == tag.opaque }
    }
  }

  /// Whether If-Match forbids to change what now has this tag: strong comparison (§13.1.1). A
  /// request without the field forbids nothing; one that nobody can read forbids.
  public func mayChange(_ tag: EntityTag) -> Bool {
    let lines = headers.all("If-Match")
    return lines.isEmpty
      || lines.contains { line in
        line == "*"
          || (EntityTag.list(line) ?? []).contains {
            !$0.isWeak && !tag.isWeak && $0.opaque == tag.opaque
          }
      }
  }
}

extension Response {
  /// This answer, or 304 in its place where the client already holds it, or 412 where it wants only
  /// what is no longer there, in the order of RFC 9110 §13.2.2. The server asks this of every
  /// answer to GET and HEAD, so a handler need only set an ETag; one that can tell the tag before
  /// it has made the body asks `Request.isCurrent` itself and saves the work.
  public func conditional(for request: Request) throws(Refusal) -> Response {
    guard status == .ok, request.method == .get || request.method == .head,
      let field = headers.first("ETag"),
      let tag = EntityTag.list(field)?.first
    else { return self }
    guard request.mayChange(tag) else { throw Refusal(.preconditionFailed) }
    guard request.isCurrent(tag) else { return self }
    var answer = self
    answer.status = .notModified
    answer.body = []
    // Of the fields a 304 must repeat (§15.4.5) none describes content, so those that do go.
    for name in ["Content-Type", "Content-Language", "Content-Encoding", "Last-Modified"] {
      answer.headers.remove(name)
    }
    return answer
  }
}
