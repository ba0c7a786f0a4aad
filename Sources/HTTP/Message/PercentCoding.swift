// Percent-encoding of paths, queries and forms (RFC 3986 §2.1, WHATWG URL §5).

enum PercentCoding {
  /// Decodes and judges the path of a target, which has been checked to begin with '/'.
  ///
  /// Decoding happens once, after splitting at '/' (RFC 3986 §2.4): an escaped slash, NUL or
  /// backslash would make a path mean one thing to a proxy and another to us, and dot segments are
  /// for clients to resolve (RFC 3986 §6.2.2.3), so all of them are refused and never repaired.
  static func decodePath(_ raw: ArraySlice<UInt8>) throws(RequestError) -> String {
    let decoded = raw.contains(UInt8(ascii: "%")) ? try unescapePath(raw) : raw
    guard !decoded.contains(UInt8(ascii: "\\")), !hasDotSegment(decoded) else {
      throw .pathInvalid
    }
    guard let path = String(validating: decoded, as: UTF8.self) else { throw .pathInvalid }
    return path
  }

  private static func unescapePath(
    _ raw: ArraySlice<UInt8>
  ) throws(RequestError) -> ArraySlice<UInt8> {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(raw.count)
    var position = raw.startIndex
    while position < raw.endIndex {
      guard raw[position] == UInt8(ascii: "%") else {
        decoded.append(raw[position])
        position += 1
        continue
      }
      guard let byte = escapedByte(in: raw, at: position) else { throw .pathInvalid }
      // Control characters belong in no path of ours, and NUL would end a C string early.
      guard byte != UInt8(ascii: "/"), byte >= .space, byte != 0x7f else { throw .pathInvalid }
      decoded.append(byte)
      position += 3
    }
    return decoded[...]
  }

  /// Whether a segment is "." or "..", looked for after decoding so that %2e is no way around.
  private static func hasDotSegment(_ path: ArraySlice<UInt8>) -> Bool {
    let dot = UInt8(ascii: ".")
    guard path.contains(dot) else { return false }
    return path.split(separator: UInt8(ascii: "/")).contains { segment in
      segment.count <= 2 && segment.allSatisfy { $0 == dot }
    }
  }

  /// Name and value pairs of a query or of a form's body (WHATWG URL §5.1). That rule repairs where
  /// a path is refused: a stray '%' stands for itself and bytes that are no UTF-8 become U+FFFD,
  /// since what people type into a search field must never be answered with an error.
  static func decodePairs(
    _ raw: some Collection<UInt8>, max: Int
  ) -> [(name: String, value: String)]? {
    let pieces = raw.split(separator: UInt8(ascii: "&"), maxSplits: max)
    guard pieces.count <= max else { return nil }
    return pieces.map { piece in
      let parts = piece.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      return (
        name: decodeComponent(Array(parts[0])),
        value: parts.count > 1 ? decodeComponent(Array(parts[1])) : ""
      )
    }
  }

  private static func decodeComponent(_ raw: [UInt8]) -> String {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(raw.count)
    var position = 0
    while position < raw.count {
      if raw[position] == UInt8(ascii: "%"), let byte = escapedByte(in: raw[...], at: position) {
        decoded.append(byte)
        position += 3
      } else {
        decoded.append(raw[position] == UInt8(ascii: "+") ? .space : raw[position])
        position += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  private static func escapedByte(in raw: ArraySlice<UInt8>, at percent: Int) -> UInt8? {
    guard percent + 2 < raw.endIndex,
      let high = raw[percent + 1].hexValue,
      let low = raw[percent + 2].hexValue
    else { return nil }
    return high << 4 | low
  }

  /// Escapes every byte that may not stand in a target, and leaves those that may, '%' among them:
  /// what has been escaped already stays as it is.
  static func escapeTarget(_ text: String) -> String {
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      if byte.isTarget {
        escaped.append(byte)
      } else {
        escaped.append(UInt8(ascii: "%"))
        escaped.append(hexDigits[Int(byte >> 4)])
        escaped.append(hexDigits[Int(byte & 15)])
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// Escapes everything but letters, digits and "-._~", for a name or a value in a query or a form.
  static func escapeComponent(_ text: String) -> String {
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e: escaped.append(byte)
      default:
        escaped.append(UInt8(ascii: "%"))
        escaped.append(hexDigits[Int(byte >> 4)])
        escaped.append(hexDigits[Int(byte & 15)])
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  private static let hexDigits = Array("0123456789ABCDEF".utf8)
}
