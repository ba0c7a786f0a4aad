/// Headings: `#` before the text or a line drawn under it.
extension BlockParser {
  /// `## Heading ##` (CommonMark §4.2).
  mutating func startHeading(_ cursor: LineCursor, _ matched: Int) -> Bool {
    let level = cursor.text.prefix { $0 == UInt8(ascii: "#") }.count
    var text = cursor.text.dropFirst(level)
    guard level <= 6, text.first.map(isBlank) ?? true else { return false }
    text = text.trimmingBlanks()
    let withoutClosing = text.droppingLast { $0 == UInt8(ascii: "#") }
    if withoutClosing.last.map(isBlank) ?? true { text = withoutClosing.trimmingBlanks() }
    closeContainers(downTo: matched)
    let heading = append(.heading(level: level))
    blocks[heading].content = Array(text)
    return true
  }

  /// `===` or `---` under a paragraph makes it a heading (§4.3).
  mutating func underlineParagraph(_ cursor: LineCursor, _ matched: Int) -> Bool {
    let character = cursor.first
    guard character == UInt8(ascii: "=") || character == UInt8(ascii: "-"),
      let paragraph = openParagraph, matched == open.count,
      cursor.text.drop(while: { $0 == character }).allSatisfy(isBlank)
    else { return false }
    collectDefinitions(ofParagraph: paragraph)
    guard blocks[paragraph].kind == .paragraph else {
      // Nothing but definitions stood there, and those cannot be underlined.
      leaf = nil
      return false
    }
    blocks[paragraph].kind = .heading(level: character == UInt8(ascii: "=") ? 1 : 2)
    blocks[paragraph].endLine = lineNumber
    closeLeaf()
    return true
  }
}
