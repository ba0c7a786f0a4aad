/// The title of a text that was written without one: its first heading of the first level.
enum MarkdownHeading {
  /// An ATX heading (CommonMark 0.31 §4.2) outside fenced code (§4.5); `nil` when there is none.
  static func first(in body: String) -> String? {
    var fence: String?
    for line in body.utf8.split(separator: 0x0A) {
      let indent = line.prefix { $0 == UInt8(ascii: " ") }.count
      guard indent <= 3 else { continue }
      let text = YAML.trimmed(Substring(line))
      if let open = fence {
        if YAML.begins(text, with: open) { fence = nil }
      } else if let opened = ["```", "~~~"].first(where: { YAML.begins(text, with: $0) }) {
        fence = opened
      } else if let title = title(of: text) {
        return title
      }
    }
    return nil
  }

  private static func title(of line: String) -> String? {
    guard YAML.begins(line, with: "# ") || YAML.begins(line, with: "#\t") else { return nil }
    let text = YAML.trimmed(Substring(line.unicodeScalars.dropFirst()))
    // A run of # at the end, after a blank, is decoration.
    let scalars = text.unicodeScalars
    let end = scalars.lastIndex { $0 != "#" }
    let isClosed = end.map { scalars[$0] == " " || scalars[$0] == "\t" } ?? false
    let title = isClosed ? YAML.trimmed(end.map { text[..<$0] } ?? "") : text
    return title.unicodeScalars.allSatisfy { $0 == "#" } ? nil : title
  }
}
