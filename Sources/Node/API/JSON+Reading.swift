/// Why bytes are no JSON text, and at which byte.
struct JSONError: Error, Hashable {
  enum Reason: String, Hashable {
    case notUTF8 = "not UTF-8"
    case unexpected = "unexpected character or end"
    case tooDeep = "nested too deeply"
    case keyTwice = "the same name twice in an object"
    case badEscape = "an escape that is none"
    case trailing = "something behind the end"
  }

  let reason: Reason
  let offset: Int
}

extension JSON {
  init(reading bytes: [UInt8]) throws(JSONError) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw JSONError(reason: .notUTF8, offset: 0)
    }
    var reader = JSONReader(bytes)
    self = try reader.document()
  }
}

/// One pass over the bytes of a JSON text.
private struct JSONReader {
  private static let depthMax = 16

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func document() throws(JSONError) -> JSON {
    let value = try value(depth: 0)
    skipBlanks()
    guard position == bytes.count else { throw error(.trailing) }
    return value
  }

  private func error(_ reason: JSONError.Reason) -> JSONError {
    JSONError(reason: reason, offset: position)
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || (0x09...0x0a).contains(byte) || byte == 0x0d {
      position += 1
    }
  }

  private mutating func take(_ byte: Character) -> Bool {
    guard let wanted = byte.asciiValue, next == wanted else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSON {
    guard depth <= JSONReader.depthMax else { throw error(.tooDeep) }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .array(try elements(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
    guard bytes[position...].starts(with: word.utf8) else { throw error(.unexpected) }
    position += word.utf8.count
    return value
  }

  private mutating func members(depth: Int) throws(JSONError) -> [JSON.Member] {
    position += 1
    var members: [JSON.Member] = []
    var names: Set<[UInt8]> = []
    skipBlanks()
    if take("}") { return members }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw error(.unexpected) }
      let name = try string()
      // By bytes: `String` holds two spellings of a letter to be one.
      guard names.insert(Array(name.utf8)).inserted else { throw error(.keyTwice) }
      skipBlanks()
      guard take(":") else { throw error(.unexpected) }
      members.append(JSON.Member(name, try value(depth: depth + 1)))
      skipBlanks()
      if take("}") { return members }
      guard take(",") else { throw error(.unexpected) }
    }
  }

  private mutating func elements(depth: Int) throws(JSONError) -> [JSON] {
    position += 1
    var values: [JSON] = []
    skipBlanks()
    if take("]") { return values }
    while true {
      values.append(try value(depth: depth + 1))
      skipBlanks()
      if take("]") { return values }
      guard take(",") else { throw error(.unexpected) }
    }
  }

  // MARK: Numbers (§6)

  private mutating func number() throws(JSONError) -> JSON {
    let start = position
    _ = take("-")
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[position - whole] != UInt8(ascii: "0") else {
      throw error(.unexpected)
    }
    var isInteger = true
    if take(".") {
      isInteger = false
      guard digits() > 0 else { throw error(.unexpected) }
    }
    if take("e") || take("E") {
      isInteger = false
      if !take("+") { _ = take("-") }
      guard digits() > 0 else { throw error(.unexpected) }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    return isInteger ? Int(text).map(JSON.integer) ?? .number(text) : .number(text)
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
    return position - start
  }

  // MARK: Strings (§7)

  private mutating func string() throws(JSONError) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        position += 1
        text += Array(String(try escaped()).utf8)
      case 0..<0x20: throw error(.unexpected)
      default:
        text.append(byte)
        position += 1
      }
    }
    throw error(.unexpected)
  }

  private mutating func escaped() throws(JSONError) -> Unicode.Scalar {
    guard let letter = next else { throw error(.badEscape) }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicode()
    default: throw error(.badEscape)
    }
  }

  /// A code unit of UTF-16, or two that belong together; one half of a pair is no character.
  private mutating func unicode() throws(JSONError) -> Unicode.Scalar {
    let first = try unit()
    guard (0xd800...0xdfff).contains(first) else {
      guard let scalar = Unicode.Scalar(first) else { throw error(.badEscape) }
      return scalar
    }
    guard first < 0xdc00, take("\\"), take("u") else { throw error(.badEscape) }
    let second = try unit()
    guard (0xdc00...0xdfff).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    else { throw error(.badEscape) }
    return scalar
  }

  private mutating func unit() throws(JSONError) -> UInt32 {
    guard position + 4 <= bytes.count else { throw error(.badEscape) }
    let digits = bytes[position..<position + 4]
    guard digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
      let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw error(.badEscape) }
    position += 4
    return unit
  }
}
