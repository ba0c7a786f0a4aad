/// Walks over a quoted text or a list in brackets (YAML 1.2.2 §7).
struct FlowCursor {
  private let characters: [Unicode.Scalar]
  private var index = 0
  private let line: Int

  init(_ text: String, line: Int) {
    characters = Array(text.unicodeScalars)
    self.line = line
  }

  /// What has not been read.
  var rest: String { string(characters[index...]) }

  /// Only blanks and a comment may follow.
  func expectEnd() throws(ArticleFileError) {
    let rest = YAML.withoutComment(rest)
    guard rest.isEmpty else { throw error(.textAfterValue(rest)) }
  }

  private func error(_ reason: ArticleFileError.Reason) -> ArticleFileError {
    ArticleFileError(reason, line: line)
  }

  private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  private mutating func next() -> Unicode.Scalar? {
    guard index < characters.count else { return nil }
    defer { index += 1 }
    return characters[index]
  }

  private var peek: Unicode.Scalar? { index < characters.count ? characters[index] : nil }

  // MARK: - Quoted

  /// A text in single or double quotation marks, which must come next.
  mutating func quoted() throws(ArticleFileError) -> String {
    next() == "'" ? try singleQuoted() : try doubleQuoted()
  }

  private mutating func singleQuoted() throws(ArticleFileError) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = next() {
      if scalar == "'" {
        guard peek == "'" else { return String(text) }
        index += 1
      }
      text.append(scalar)
    }
    throw error(.unterminatedQuote("'"))
  }

  private mutating func doubleQuoted() throws(ArticleFileError) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = next() {
      switch scalar {
      case "\"": return String(text)
      case "\\": text.append(try escaped())
      default: text.append(scalar)
      }
    }
    throw error(.unterminatedQuote("\""))
  }

  private mutating func escaped() throws(ArticleFileError) -> Unicode.Scalar {
    guard let letter = next() else { throw error(.unterminatedQuote("\"")) }
    switch letter {
    case "n": return "\n"
    case "t": return "\t"
    case "\\", "\"", "/", " ": return letter
    case "N": return "\u{85}"
    case "_": return "\u{A0}"
    case "L": return "\u{2028}"
    case "P": return "\u{2029}"
    case "x": return try hexadecimal(letter, digits: 2)
    case "u": return try hexadecimal(letter, digits: 4)
    case "U": return try hexadecimal(letter, digits: 8)
    default: throw error(.unknownEscape("\\\(letter)"))
    }
  }

  private mutating func hexadecimal(
    _ letter: Unicode.Scalar, digits count: Int
  ) throws(ArticleFileError) -> Unicode.Scalar {
    let digits = string(characters[index..<min(index + count, characters.count)])
    guard digits.utf8.count == count, digits.allSatisfy(\.isHexDigit),
      let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value)
    else { throw error(.unknownEscape("\\\(letter)\(digits)")) }
    index += count
    return scalar
  }

  // MARK: - Lists

  /// `[a, "b", 'c']`, which must come next.
  mutating func list() throws(ArticleFileError) -> [String] {
    index += 1
    var items: [String] = []
    while true {
      skipBlanks()
      switch peek {
      case nil: throw error(.unterminatedList)
      case "]":
        index += 1
        return items
      case ",": index += 1
      case "\"", "'":
        items.append(try quoted())
        try expectSeparator()
      case "[", "{", "&", "*", "!", "%", "@", "`":
        throw error(.reservedCharacter(characters[index]))
      default: items.append(plainItem())
      }
    }
  }

  private mutating func plainItem() -> String {
    let start = index
    while let scalar = peek, scalar != ",", scalar != "]" { index += 1 }
    return YAML.trimmed(string(characters[start..<index]))
  }

  private mutating func expectSeparator() throws(ArticleFileError) {
    skipBlanks()
    guard let scalar = peek else { throw error(.unterminatedList) }
    guard scalar == "," || scalar == "]" else {
      throw error(.textAfterValue(YAML.withoutComment(rest)))
    }
  }

  private mutating func skipBlanks() {
    while peek == " " || peek == "\t" || peek == "\n" { index += 1 }
  }
}
