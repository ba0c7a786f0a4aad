/// The lines of a Markdown body that hold text, without what stands in fenced code (CommonMark 0.31
/// §4.5), each with its number.
struct BodyLines {
  struct Line {
    /// From one.
    let number: Int
    /// Without blanks at either end.
    let text: Substring
    /// Whether the lines before and after are blank or not there.
    let standsAlone: Bool
    /// The level of a heading, 1 to 6, and what it says.
    let heading: (level: Int, text: String)?
    /// Whether the line under it could be the rule that makes it a table's header.
    let isAboveTableRule: Bool
  }

  private(set) var all: [Line] = []

  init(_ body: String) {
    let texts = body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(BodyLines.trimmed)
    var fence: Character?
    for (index, text) in texts.enumerated() {
      if let open = fence {
        if BodyLines.fence(text) == open { fence = nil }
        continue
      }
      if let opened = BodyLines.fence(text) {
        fence = opened
        continue
      }
      guard !text.isEmpty else { continue }
      let before = index > 0 ? texts[index - 1] : ""
      let after = index + 1 < texts.count ? texts[index + 1] : ""
      all.append(
        Line(
          number: index + 1, text: text, standsAlone: before.isEmpty && after.isEmpty,
          heading: BodyLines.heading(text), isAboveTableRule: BodyLines.isTableRule(after)))
    }
  }

  /// What a listener hears, a full stop behind every line that ends one: headings, points and cells
  /// have none of their own and are not the beginning of the next sentence.
  var spoken: String {
    var spoken = ""
    for (index, line) in all.enumerated() where !BodyLines.isTableRule(line.text) {
      spoken += ReadableText.of(String(line.text))
      let next = index + 1 < all.count ? all[index + 1] : nil
      let goesOn =
        next.map { $0.number == line.number + 1 && !BodyLines.beginsBlock($0) } ?? false
      spoken += goesOn && line.heading == nil ? " " : ". "
    }
    return spoken
  }

  private static func beginsBlock(_ line: Line) -> Bool {
    line.heading != nil || "-*+|>".contains(line.text.first ?? " ")
      || line.text.first?.isNumber == true
  }

  private static func fence(_ text: Substring) -> Character? {
    if text.hasPrefix("```") { return "`" }
    return text.hasPrefix("~~~") ? "~" : nil
  }

  private static func heading(_ text: Substring) -> (level: Int, text: String)? {
    let level = text.prefix { $0 == "#" }.count
    let rest = text.dropFirst(level)
    guard (1...6).contains(level), rest.first?.isWhitespace == true else { return nil }
    return (level, String(trimmed(rest)))
  }

  /// The line under a table's header (GFM §4.10).
  static func isTableRule(_ text: Substring) -> Bool {
    text.contains("-") && text.contains("|")
      && text.allSatisfy { "|-: \t".contains($0) }
  }

  static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return start }
    return start[...last]
  }
}
