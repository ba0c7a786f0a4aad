/// Small matters of YAML 1.2.2 that reading and writing share.
///
/// Everything here looks at scalars and bytes, never at characters: a combining mark behind a
/// quotation mark would make one character of the two, and hide the mark that ends the text.
enum YAML {
  /// Blank or tab (§5.5); other Unicode spaces are content.
  static func isBlank(_ byte: UInt8?) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { $0 != " " && $0 != "\t" }),
      let last = scalars.lastIndex(where: { $0 != " " && $0 != "\t" })
    else { return "" }
    return String(text[first..<scalars.index(after: last)])
  }

  /// Where the comment behind a plain text begins, with the blanks before it: `#` begins one only
  /// at the start or after a blank (§6.6).
  static func parted(_ text: String) -> (value: String, comment: String) {
    var end = text.startIndex
    var previous: UInt8? = UInt8(ascii: " ")
    for index in text.utf8.indices {
      let byte = text.utf8[index]
      if byte == UInt8(ascii: "#"), isBlank(previous) {
        return (trimmed(text[..<end]), String(text[end...]))
      }
      if !isBlank(byte) { end = text.utf8.index(after: index) }
      previous = byte
    }
    return (trimmed(text), "")
  }

  static func withoutComment(_ text: String) -> String { parted(text).value }

  /// Lines joined as YAML folds them (§6.5): one line break is a blank, an empty line a line feed.
  static func folded(_ lines: [String]) -> String {
    var text = ""
    var breaks = 0
    for line in lines.map({ trimmed($0) }) {
      guard !line.isEmpty else {
        breaks += 1
        continue
      }
      if !text.isEmpty {
        text += breaks == 0 ? " " : String(repeating: "\n", count: breaks)
      }
      text += line
      breaks = 0
    }
    return text
  }

  /// The lines of a text, without their line feeds; a text that ends with one has a last line of
  /// nothing.
  static func lines(of text: String) -> [String] {
    text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(Substring($0)) }
  }

  static func begins(_ text: String, with start: String) -> Bool {
    text.utf8.starts(with: start.utf8)
  }

  /// Whether a trimmed line is an item of a block list.
  static func isItem(_ line: String) -> Bool {
    begins(line, with: "- ") || begins(line, with: "-\t") || line.utf8.elementsEqual("-".utf8)
  }

  /// How many blanks a line begins with; tabs do not indent (§6.1).
  static func indent(of line: String) -> Int {
    line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
  }

  static func dropping(_ count: Int, from line: String) -> String {
    String(line[line.utf8.index(line.startIndex, offsetBy: min(count, indent(of: line)))...])
  }

  /// Scalars that cannot begin a plain text, or not without a meaning of their own (§5.3).
  static func isIndicator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "-", "?", ":", ",", "[", "]", "{", "}", "#", "&", "*", "!", "|", ">", "'", "\"", "%", "@",
      "`":
      true
    default:
      false
    }
  }
}
