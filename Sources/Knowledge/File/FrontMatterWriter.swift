/// Writes one key of front matter so that every reader of YAML, and ours, reads the same content.
///
/// A text is plain where that is safe and in quotation marks where it is not; one of several lines
/// is a block. Where a value is replaced, the new one is written the way the old one was.
struct FrontMatterWriter {
  private let key: FrontMatterKey

  /// The name in use, which may be a key's other name.
  private let name: String

  private let style: FrontMatterReader.Style
  private let comment: String

  init(
    key: FrontMatterKey, name: String? = nil, style: FrontMatterReader.Style = .plain,
    comment: String = ""
  ) {
    self.key = key
    self.name = name ?? key.rawValue
    self.style = style
    self.comment = comment
  }

  /// The lines of the key with this content.
  func lines(for content: FrontMatterContent) -> [String] {
    switch content {
    case .list(let items): list(items)
    case .text(let text): text.utf8.contains(0x0A) ? block(text) : [keyed(scalar(text))]
    }
  }

  private func keyed(_ value: String) -> String { "\(name): \(value)\(comment)" }

  // MARK: - Lists

  private func list(_ items: [String]) -> [String] {
    if case .blockList(let indent) = style {
      return ["\(name):\(comment)"] + items.map { "\(indent)- \(item($0, inBrackets: false))" }
    }
    let written = items.map { item($0, inBrackets: true) }.joined(separator: ", ")
    return [keyed("[\(written)]")]
  }

  private func item(_ text: String, inBrackets: Bool) -> String {
    isSafePlain(text) && !(inBrackets && text.unicodeScalars.contains(where: isFlowIndicator))
      ? text : doubleQuoted(text)
  }

  /// What ends an item (YAML 1.2.2 §7.4), and the question mark, at which PyYAML stops there.
  private func isFlowIndicator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ",", "[", "]", "{", "}", "?": true
    default: false
    }
  }

  // MARK: - Texts

  private func scalar(_ text: String) -> String {
    switch style {
    case .singleQuoted where isPrintable(text): singleQuoted(text)
    case .doubleQuoted: doubleQuoted(text)
    default: isSafePlain(text) ? text : doubleQuoted(text)
    }
  }

  /// Several lines: a block, unless the first begins with a blank, which would pass for indentation.
  private func block(_ text: String) -> [String] {
    let lines = YAML.lines(of: text)
    let fitsBlock =
      !YAML.isBlank(text.utf8.first) && lines.allSatisfy { isPrintable($0) && endsInContent($0) }
      && lines.first?.isEmpty == false && lines.last?.isEmpty == false
    guard fitsBlock, style != .doubleQuoted else { return [keyed(doubleQuoted(text))] }
    return ["\(name): |-\(comment)"] + lines.map { $0.isEmpty ? "" : "  \($0)" }
  }

  /// A line of blanks alone would be taken for an empty one.
  private func endsInContent(_ line: String) -> Bool {
    line.isEmpty || !YAML.trimmed(line).isEmpty
  }

  private func singleQuoted(_ text: String) -> String {
    var quoted = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "'" { quoted.append("'") }
      quoted.append(scalar)
    }
    return "'\(String(quoted))'"
  }

  private func doubleQuoted(_ text: String) -> String {
    var quoted = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted.append(contentsOf: "\\\(scalar)".unicodeScalars)
      case "\n": quoted.append(contentsOf: "\\n".unicodeScalars)
      case "\t": quoted.append(contentsOf: "\\t".unicodeScalars)
      case "\u{2028}": quoted.append(contentsOf: "\\L".unicodeScalars)
      case "\u{2029}": quoted.append(contentsOf: "\\P".unicodeScalars)
      case "\u{FEFF}": quoted.append(contentsOf: "\\uFEFF".unicodeScalars)
      default:
        if CleanText.firstBadScalar(in: String(scalar), allowing: .line) == nil {
          quoted.append(scalar)
        } else {
          quoted.append(contentsOf: FrontMatterWriter.escape(scalar).unicodeScalars)
        }
      }
    }
    return "\"\(String(quoted))\""
  }

  /// A control character that somebody's program let in, as `\u0007`.
  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "\\u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  // MARK: - What needs no quotation marks

  private func isSafePlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, !YAML.isIndicator(first), isPrintable(text),
      !YAML.isBlank(text.utf8.first), !YAML.isBlank(text.utf8.last)
    else { return false }
    return !hasColonOrComment(text) && (key.isPlainByNature || !passesForAnotherType(text))
  }

  /// `: `, a colon at the end, or ` #` (YAML 1.2.2 §7.3.3).
  private func hasColonOrComment(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: ":"), index + 1 == bytes.count || YAML.isBlank(bytes[index + 1]) {
        return true
      }
      if byte == UInt8(ascii: "#"), index > 0, YAML.isBlank(bytes[index - 1]) { return true }
    }
    return false
  }

  /// What some reader of YAML 1.1 or 1.2 takes for a number, a date, a truth value or nothing.
  private func passesForAnotherType(_ text: String) -> Bool {
    let words: Set<String> = [
      "true", "false", "yes", "no", "on", "off", "y", "n", "null", "~", "=", "<<",
    ]
    if words.contains(text.lowercased()) { return true }
    guard let first = text.utf8.first else { return true }
    let beginsLikeNumber =
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) || first == UInt8(ascii: "+")
      || first == UInt8(ascii: ".")
    let numeric = "0123456789.,+-_:eExXoOabcdefABCDEFTZinfNa ".utf8
    return beginsLikeNumber && text.utf8.allSatisfy { numeric.contains($0) }
  }

  /// Nothing that must be escaped, and nothing a reader may take for a line break.
  private func isPrintable(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      scalar != "\u{2028}" && scalar != "\u{2029}" && scalar != "\u{FEFF}"
    } && CleanText.firstBadScalar(in: text, allowing: .line) == nil
  }
}
