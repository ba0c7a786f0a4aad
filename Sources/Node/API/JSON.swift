/// A JSON text as a value (RFC 8259), for the API.
///
/// It reads strictly, because two readers that repair a text differently see two texts: no key
/// twice, no number that is not one, no lone surrogate, no bytes behind the end, and no depth that
/// could fill a stack.
enum JSON: Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number that is no `Int`; nothing here needs one, so it is not looked into.
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  struct Member: Hashable {
    let name: String
    let value: JSON

    init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  static func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }

  static func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }

  static func object(_ members: KeyValuePairs<String, JSON>) -> JSON {
    .object(members.map { Member($0.key, $0.value) })
  }
}

// MARK: Writing

extension JSON {
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): bytes += "\(value)".utf8
    case .number(let text): bytes += text.utf8
    case .string(let text): JSON.write(text, to: &bytes)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        JSON.write(member.name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// §7: quotes, backslashes and controls are escaped. So is "<", which makes the text harmless
  /// should anybody ever take it for HTML.
  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += "\\\"".utf8
      case UInt8(ascii: "\\"): bytes += "\\\\".utf8
      case UInt8(ascii: "\n"): bytes += "\\n".utf8
      case 0..<0x20, 0x7f, UInt8(ascii: "<"):
        let digits = String(byte, radix: 16)
        bytes += "\\u00".utf8
        if digits.utf8.count == 1 { bytes.append(UInt8(ascii: "0")) }
        bytes += digits.utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
