// The target of a request line, in the forms of RFC 9112 §3.2.

/// A target that was taken apart and judged.
struct Target: Sendable {
  let raw: String
  /// Decoded path, or "*".
  let path: String
  /// Host and port of an absolute target.
  let authority: String?

  init(_ bytes: ArraySlice<UInt8>, method: Method) throws(RequestError) {
    guard bytes.allSatisfy({ $0.isTarget }) else { throw .targetInvalid }
    raw = String(decoding: bytes, as: UTF8.self)
    if bytes.first == UInt8(ascii: "/") {  // origin-form, §3.2.1
      path = try PercentCoding.decodePath(Self.withoutQuery(bytes))
      authority = nil
    } else if bytes.elementsEqual([UInt8(ascii: "*")]) {  // asterisk-form, §3.2.4
      guard method == .options else { throw .targetInvalid }
      path = "*"
      authority = nil
    } else {  // absolute-form, §3.2.2; authority-form is for CONNECT alone, which we do not know
      let rest = try Self.withoutScheme(bytes)
      let end =
        rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
      // The host of a http URI is never empty (RFC 9110 §4.2.1), and its user information is
      // an old way to deceive (§4.2.4): '@' is no byte of a host.
      guard Host.isValid(rest[..<end]) else { throw .targetInvalid }
      authority = String(decoding: rest[..<end], as: UTF8.self)
      let rawPath = Self.withoutQuery(rest[end...])
      // An empty path stands for "/", and for "*" when it is the target of OPTIONS (§3.2.4).
      let empty = method == .options && end == rest.endIndex ? "*" : "/"
      path = rawPath.isEmpty ? empty : try PercentCoding.decodePath(rawPath)
    }
  }

  private static func withoutQuery(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.prefix { $0 != UInt8(ascii: "?") }
  }

  private static func withoutScheme(
    _ bytes: ArraySlice<UInt8>
  ) throws(RequestError) -> ArraySlice<UInt8> {
    for scheme in ["http://", "https://"] {
      let prefix = bytes.prefix(scheme.utf8.count)
      if prefix.lazy.map(\.asciiLowercased).elementsEqual(scheme.utf8) {
        return bytes[prefix.endIndex...]
      }
    }
    throw .targetInvalid
  }
}

/// The rules for host and port (RFC 9110 §7.2, RFC 3986 §3.2.2 and §3.2.3).
enum Host {
  static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first else { return false }
    if first == UInt8(ascii: "[") {
      guard let end = bytes.firstIndex(of: UInt8(ascii: "]")) else { return false }
      return isAddressLiteral(bytes[bytes.startIndex + 1..<end])
        && isPort(bytes[(end + 1)...])
    }
    let end = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
    return isName(bytes[..<end]) && isPort(bytes[end...])
  }

  private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard !bytes.isEmpty, bytes.allSatisfy({ $0.isHostName }) else {
      return false
    }
    for percent in bytes.indices where bytes[percent] == UInt8(ascii: "%") {
      let digits = bytes[percent...].dropFirst().prefix(2)
      guard digits.count == 2, digits.allSatisfy({ $0.hexValue != nil }) else { return false }
    }
    return true
  }

  /// IPv6 by its alphabet only; whether the groups add up makes no difference to us.
  private static func isAddressLiteral(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.contains(UInt8(ascii: ":"))
      && bytes.allSatisfy {
        $0.hexValue != nil || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
      }
  }

  /// Nothing, or ':' and a port, which may be empty.
  private static func isPort(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let colon = bytes.first else { return true }
    let digits = bytes.dropFirst()
    return colon == UInt8(ascii: ":") && digits.count <= 5
      && digits.allSatisfy(\.isDigit)
      && digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } <= 65_535
  }
}
