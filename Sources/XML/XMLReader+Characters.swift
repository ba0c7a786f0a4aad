/// Names, attributes, text and references: everything below the tags.
extension XMLReader {
  /// - Returns: whether there was any.
  @discardableResult
  mutating func skipSpace() throws -> Bool {
    var found = false
    while let byte = try bytes.peek(), byte.isXMLSpace {
      _ = try bytes.take()
      found = true
    }
    return found
  }

  mutating func expect(_ text: StaticString) throws {
    for expected in text.description.utf8 {
      guard let byte = try bytes.take() else { throw failure(.unexpectedEnd(open: open.last)) }
      guard byte == expected else { throw failure(.malformed) }
    }
  }

  /// Name (§2.3).
  mutating func name() throws -> String {
    guard let first = try bytes.peek() else { throw failure(.unexpectedEnd(open: open.last)) }
    guard first.startsXMLName else { throw failure(.malformed) }
    var gathered: [UInt8] = []
    while let byte = try bytes.peek(), byte.continuesXMLName {
      _ = try bytes.take()
      gathered.append(byte)
      guard gathered.count <= XMLReader.nameBytesMax else {
        throw failure(.tooLong(most: XMLReader.nameBytesMax))
      }
    }
    return try string(gathered, from: bytes.line)
  }

  /// Attribute (§3.1): blanks in its value are spaces (§3.3.3).
  mutating func attribute() throws -> XMLAttribute {
    let name = try name()
    try skipSpace()
    try expect("=")
    try skipSpace()
    let line = bytes.line
    guard let quote = try bytes.take() else { throw failure(.unexpectedEnd(open: open.last)) }
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw failure(.malformed)
    }
    var gathered: [UInt8] = []
    while let byte = try bytes.take() {
      switch byte {
      case quote: return XMLAttribute(name, try string(gathered, from: line))
      case UInt8(ascii: "<"): throw failure(.malformed)
      case UInt8(ascii: "&"): gathered += try reference()
      default: gathered.append(byte.isXMLSpace ? 0x20 : byte)
      }
      guard gathered.count <= XMLReader.textBytesMax else {
        throw failure(.tooLong(most: XMLReader.textBytesMax))
      }
    }
    throw failure(.unexpectedEnd(open: open.last))
  }

  /// Character data up to the next markup (§2.4).
  mutating func text() throws -> String {
    let line = bytes.line
    var gathered: [UInt8] = []
    var brackets = 0
    while let byte = try bytes.peek(), byte != UInt8(ascii: "<") {
      _ = try bytes.take()
      if byte == UInt8(ascii: "&") {
        gathered += try reference()
      } else {
        // "]]>" ends a CDATA section and nothing else (§2.4).
        guard byte != UInt8(ascii: ">") || brackets < 2 else { throw failure(.malformed) }
        gathered.append(byte)
      }
      brackets = byte == UInt8(ascii: "]") ? brackets + 1 : 0
      guard gathered.count <= XMLReader.textBytesMax else {
        throw failure(.tooLong(most: XMLReader.textBytesMax))
      }
    }
    return try string(gathered, from: line)
  }

  /// Everything up to a delimiter, which is taken as well.
  mutating func characters(upTo delimiter: StaticString) throws -> String {
    let line = bytes.line
    let end = Array(delimiter.description.utf8)
    var gathered: [UInt8] = []
    while let byte = try bytes.take() {
      gathered.append(byte)
      if byte == end[end.count - 1], gathered.suffix(end.count) == end[...] {
        return try string(gathered.dropLast(end.count), from: line)
      }
      guard gathered.count <= XMLReader.textBytesMax else {
        throw failure(.tooLong(most: XMLReader.textBytesMax))
      }
    }
    throw failure(.unexpectedEnd(open: open.last))
  }

  // MARK: References

  /// What stands behind an ampersand (§4.1): a character by its number, or a predefined entity.
  private mutating func reference() throws -> [UInt8] {
    var gathered: [UInt8] = []
    while let byte = try bytes.take(), byte != UInt8(ascii: ";") {
      guard byte == UInt8(ascii: "#") || byte.continuesXMLName else { throw failure(.malformed) }
      gathered.append(byte)
      guard gathered.count <= 64 else { throw failure(.malformed) }
    }
    let name = try string(gathered, from: bytes.line)
    switch name {
    case "lt": return [UInt8(ascii: "<")]
    case "gt": return [UInt8(ascii: ">")]
    case "amp": return [UInt8(ascii: "&")]
    case "apos": return [UInt8(ascii: "'")]
    case "quot": return [UInt8(ascii: "\"")]
    default: break
    }
    guard name.hasPrefix("#") else { throw failure(.unknownEntity(name)) }
    let isHexadecimal = name.hasPrefix("#x")
    let digits = name.utf8.dropFirst(isHexadecimal ? 2 : 1)
    guard let first = digits.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-"),
      let number = UInt32(Substring(digits), radix: isHexadecimal ? 16 : 10)
    else { throw failure(.malformed) }
    guard let scalar = Unicode.Scalar(number), scalar.isXMLCharacter else {
      throw failure(.badCharacter)
    }
    return Array(String(scalar).utf8)
  }

  // MARK: Text from bytes

  func failure(_ reason: XMLError.Reason) -> XMLError { XMLError(reason, line: bytes.line) }

  private func string(_ gathered: some Collection<UInt8>, from line: Int) throws -> String {
    guard let text = String(validating: gathered, as: UTF8.self) else {
      throw XMLError(.notUTF8, line: line + XMLReader.lineFeeds(beforeBadUTF8: Array(gathered)))
    }
    // U+FFFE and U+FFFF are the only ones that UTF-8 can spell and a document cannot have (§2.2).
    if gathered.contains(0xEF), text.unicodeScalars.contains(where: { !$0.isXMLCharacter }) {
      throw XMLError(.badCharacter, line: line)
    }
    return text
  }

  /// No sequence of UTF-8 contains a line feed, so each line is right or wrong by itself.
  private static func lineFeeds(beforeBadUTF8 gathered: [UInt8]) -> Int {
    gathered.split(separator: .lineFeed, omittingEmptySubsequences: false)
      .firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
  }
}

extension Unicode.Scalar {
  /// Char (§2.2).
  fileprivate var isXMLCharacter: Bool {
    switch value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
