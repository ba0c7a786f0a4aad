// What the server tells about each request.

/// One line of the log. It holds no query, no fields and no form: what citizens search for is
/// personal data, and secrets travel in the rest.
public struct LogLine: Sendable, CustomStringConvertible {
  /// Seconds since 1970.
  public var time: Int
  public var peer: String
  /// Empty for a request that was refused before it could be read.
  public var method: String
  public var path: String
  public var status: Status
  public var bodyBytes: Int
  public var microseconds: Int
  /// What went wrong, for the people who run the server; never shown to the client.
  public var note: String?

  /// The line as `key=value` pairs. Values are quoted where they need it, cut at 256 bytes, and
  /// free of characters that could begin another line or turn the text around in a terminal.
  public var description: String {
    var line = "time=\(time) peer=\(Self.escaped(peer)) method=\(Self.escaped(method))"
    line += " path=\(Self.escaped(path)) status=\(status.code) bytes=\(bodyBytes)"
    line += " us=\(microseconds)"
    if let note { line += " note=\(Self.escaped(note))" }
    return line
  }

  private static let valueBytesMax = 256

  /// A value as it stands in a line.
  public static func escaped(_ value: String) -> String {
    var escaped = ""
    var needsQuotes = value.isEmpty
    for scalar in value.unicodeScalars {
      guard escaped.utf8.count < valueBytesMax else { break }
      switch scalar {
      case "\"", "\\":
        escaped += "\\"
        escaped.unicodeScalars.append(scalar)
        needsQuotes = true
      case _ where isDangerous(scalar):
        escaped += "\\u{\(String(scalar.value, radix: 16))}"
        needsQuotes = true
      default:
        if scalar == " " || scalar == "=" { needsQuotes = true }
        escaped.unicodeScalars.append(scalar)
      }
    }
    return needsQuotes ? "\"\(escaped)\"" : escaped
  }

  /// Controls, line and paragraph separators, and what changes the direction of text (UAX #9).
  private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x061c, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
  }
}
