/// Reads HTML as strictly as our own output must be: every `<` begins a known tag with known,
/// double-quoted attributes, every element closes in order, every `&` begins a character reference.
enum MarkupAudit {
  /// Attributes that rendered Markdown may bear, by element.
  static let markdownElements: [String: Set<String>] = [
    "p": [], "h2": ["id"], "h3": ["id"], "h4": ["id"], "h5": ["id"], "h6": ["id"], "hr": [],
    "br": [], "em": [], "strong": [], "code": [], "pre": ["tabindex"], "blockquote": [], "ul": [],
    "ol": ["start"], "li": [], "a": ["href", "title"], "div": ["class", "tabindex"], "table": [],
    "thead": [], "tbody": [], "tr": [], "th": ["scope", "class"], "td": ["class"],
  ]

  static let voidElements: Set<String> = ["hr", "br", "input", "meta", "link"]

  /// What is wrong with the text; `nil` when nothing is.
  static func problem(
    in html: String, elements: [String: Set<String>]? = markdownElements
  ) -> String? {
    var reader = Reader(bytes: Array(html.utf8), elements: elements)
    return reader.read()
  }

  private struct Reader {
    let bytes: [UInt8]
    let elements: [String: Set<String>]?
    var index = 0
    var open: [String] = []

    mutating func read() -> String? {
      while index < bytes.count {
        let problem: String?
        switch bytes[index] {
        case UInt8(ascii: "<"): problem = readTag()
        case UInt8(ascii: "&"): problem = readReference()
        case UInt8(ascii: ">"): problem = "a bare > at \(index)"
        default:
          problem = nil
          index += 1
        }
        if let problem { return problem }
      }
      return open.isEmpty ? nil : "not closed: \(open)"
    }

    private mutating func readReference() -> String? {
      guard let end = bytes[index...].prefix(10).firstIndex(of: UInt8(ascii: ";")) else {
        return "a bare & at \(index)"
      }
      index = end + 1
      return nil
    }

    private mutating func readTag() -> String? {
      guard let end = tagEnd() else { return "a tag without end at \(index)" }
      let tag = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
      index = end + 1
      if tag == "!doctype html" { return nil }
      if tag.hasPrefix("/") {
        let name = String(tag.dropFirst())
        return open.popLast() == name ? nil : "</\(name)> does not close the innermost element"
      }
      return judge(tag)
    }

    /// The `>` that is not within quotes.
    private func tagEnd() -> Int? {
      var isQuoted = false
      for position in index..<bytes.count {
        if bytes[position] == UInt8(ascii: "\"") { isQuoted.toggle() }
        if bytes[position] == UInt8(ascii: "<"), position > index { return nil }
        if bytes[position] == UInt8(ascii: ">"), !isQuoted { return position }
      }
      return nil
    }

    private mutating func judge(_ tag: String) -> String? {
      let name = String(tag.prefix { $0 != " " && $0 != "\n" })
      var rest = tag.dropFirst(name.count)
      if !voidElements.contains(name) { open.append(name) }
      guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else {
        return "odd element \(name)"
      }
      if let elements, elements[name] == nil { return "unknown element \(name)" }
      while let attribute = readAttribute(&rest) {
        if attribute.hasPrefix("on") || attribute == "style" || attribute == "?" {
          return "attribute \(attribute) in <\(tag)>"
        }
        if let allowed = elements?[name], !allowed.contains(attribute) {
          return "attribute \(attribute) in <\(tag)>"
        }
      }
      return nil
    }

    /// The next attribute's name; `?` where what stands there is none.
    private func readAttribute(_ rest: inout Substring) -> String? {
      rest = rest.drop { $0 == " " || $0 == "\n" }
      guard !rest.isEmpty else { return nil }
      let name = String(rest.prefix { $0.isASCII && $0.isLetter || $0 == "-" })
      rest = rest.dropFirst(name.count)
      guard rest.first == "=" else { return name.isEmpty ? "?" : name }
      rest = rest.dropFirst()
      guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else { return "?" }
      let value = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
      if name == "href", value.lowercased().hasPrefix("javascript:") { return "?" }
      return name.isEmpty ? "?" : name
    }
  }
}
