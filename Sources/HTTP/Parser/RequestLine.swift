// The first line of a request (RFC 9112 §3).

/// Method, target and version. "request-line = method SP request-target SP HTTP-version", with one
/// space each: §3 lets a lenient reader split at any blanks, and warns in the same breath of what
/// comes of it.
struct RequestLine: Sendable {
  let method: Method
  let target: Target
  let version: Request.Version

  init(_ line: ArraySlice<UInt8>) throws(RequestError) {
    guard let afterMethod = line.firstIndex(of: .space) else { throw .requestLineInvalid }
    let method = line[..<afterMethod]
    guard !method.isEmpty, method.allSatisfy({ $0.isToken }) else {
      throw .requestLineInvalid
    }
    let rest = line[(afterMethod + 1)...]
    guard let afterTarget = rest.firstIndex(of: .space) else { throw .requestLineInvalid }
    let target = rest[..<afterTarget]
    guard !target.isEmpty else { throw .requestLineInvalid }
    version = try Self.version(rest[(afterTarget + 1)...])
    // RFC 9110 §9.1: an unrecognised method is answered with 501.
    guard let known = Method(rawValue: String(decoding: method, as: UTF8.self)) else {
      throw .methodUnknown
    }
    self.method = known
    self.target = try Target(target, method: known)
  }

  /// "HTTP/" DIGIT "." DIGIT, with case (§2.3). A higher minor version is read as the highest we
  /// know (RFC 9110 §2.5); another major one is refused.
  private static func version(_ bytes: ArraySlice<UInt8>) throws(RequestError) -> Request.Version {
    let start = bytes.startIndex
    guard bytes.count == 8, bytes.starts(with: "HTTP/".utf8),
      bytes[start + 5].isDigit, bytes[start + 6] == UInt8(ascii: "."), bytes[start + 7].isDigit
    else { throw .versionInvalid }
    switch (bytes[start + 5], bytes[start + 7]) {
    case (UInt8(ascii: "1"), UInt8(ascii: "0")): return .http10
    case (UInt8(ascii: "1"), _): return .http11
    default: throw .versionUnsupported
    }
  }
}
