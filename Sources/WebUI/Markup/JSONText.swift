/// A text as a JSON string (RFC 8259 §7) that may stand inside a `<script>` element too: `<`, `>`
/// and `&` are escaped, so that nothing in it can end the element or begin a comment.
struct JSONText {
  let text: String

  init(_ text: String) {
    self.text = text
  }

  /// With its quotes.
  var bytes: [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    bytes.reserveCapacity(text.utf8.count + 2)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
      case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
      case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
      case 0x00...0x1F, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
        let digits = String(byte, radix: 16)
        bytes.append(contentsOf: (digits.utf8.count == 1 ? #"\u000"# : #"\u00"#).utf8)
        bytes.append(contentsOf: digits.utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
    return bytes
  }
}

extension Markup.Interpolation {
  /// A text as a JSON string, quotes included, inside markup that holds JSON.
  mutating func appendInterpolation(json text: String) {
    bytes.append(contentsOf: JSONText(text).bytes)
  }
}
