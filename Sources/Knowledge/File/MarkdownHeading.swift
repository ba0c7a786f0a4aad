/// The headings of a Markdown text as its author wrote them: ATX headings (CommonMark 0.31 §4.2)
/// outside fenced code (§4.5).
enum MarkdownHeading {
  struct Line {
    /// Where the line begins.
    let start: String.Index
    /// 1 to 6.
    let level: Int
    let text: String
  }

  /// The title of a text that was written without one: its first heading of the first level.
  static func first(in body: String) -> String? {
    lines(in: body).first { $0.level == 1 }?.text
  }

  /// Every heading that says something, in order.
  static func lines(in body: String) -> [Line] {
    var headings: [Line] = []
    var fence: String?
    for line in body.utf8.split(separator: 0x0A) {
      let indent = line.prefix { $0 == UInt8(ascii: " ") }.count
      guard indent <= 3 else { continue }
      let text = YAML.trimmed(Substring(line))
      if let open = fence {
        if YAML.begins(text, with: open) { fence = nil }
      } else if let opened = ["```", "~~~"].first(where: { YAML.begins(text, with: $0) }) {
        fence = opened
      } else if let (level, title) = heading(text) {
        headings.append(Line(start: line.startIndex, level: level, text: title))
      }
    }
    return headings
  }

  private static func heading(_ line: String) -> (level: Int, title: String)? {
    let level = line.utf8.prefix { $0 == UInt8(ascii: "#") }.count
    let rest = line.unicodeScalars.dropFirst(level)
    guard (1...6).contains(level), rest.first == " " || rest.first == "\t" else { return nil }
    let text = YAML.trimmed(Substring(rest))
    // A run of # at the end, after a blank, is decoration.
    let scalars = text.unicodeScalars
    let end = scalars.lastIndex { $0 != "#" }
    let isClosed = end.map { scalars[$0] == " " || scalars[$0] == "\t" } ?? false
    let title = isClosed ? YAML.trimmed(end.map { text[..<$0] } ?? "") : text
    return title.unicodeScalars.allSatisfy { $0 == "#" } ? nil : (level, title)
  }
}
