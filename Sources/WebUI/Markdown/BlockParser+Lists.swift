/// List items and the lists they make (CommonMark §5.2 and §5.3).
extension BlockParser {
  /// A list marker and what follows it.
  private struct Marker {
    let style: MarkdownBlock.ListStyle
    let length: Int
    let isFollowedByText: Bool
  }

  mutating func startItem(_ cursor: inout LineCursor, _ matched: inout Int) -> Bool {
    guard let marker = listMarker(cursor), depth(ofMatched: matched) < MarkdownDocument.nestingMax
    else { return false }
    // Where it would cut a paragraph short, only an item with text that is a bullet or number 1
    // begins a list (§5.3): a year at the start of a line is no list.
    if openParagraph != nil, matched == open.count {
      guard marker.isFollowedByText, marker.style.start ?? 1 == 1 else { return false }
    }
    let outerIndent = cursor.indent
    cursor.skipText(marker.length)
    let hasPadding = marker.isFollowedByText && (1...4).contains(cursor.indent)
    let padding = hasPadding ? cursor.indent : 1
    openList(marker.style, &matched)
    openContainer(.item(contentIndent: outerIndent + marker.length + padding), &matched)
    cursor.skipColumns(padding)
    return true
  }

  private mutating func openList(_ style: MarkdownBlock.ListStyle, _ matched: inout Int) {
    if case .list(let current) = blocks[open[matched - 1]].kind {
      if style.continues(current) { return }
      matched -= 1
    }
    openContainer(.list(style), &matched)
  }

  private func listMarker(_ cursor: LineCursor) -> Marker? {
    let text = cursor.text
    let digits = text.prefix(10).prefix(while: isDigit)
    guard digits.count <= 9, let delimiter = text.dropFirst(digits.count).first,
      BlockParser.isListDelimiter(delimiter, ordered: !digits.isEmpty)
    else { return nil }
    let rest = text.dropFirst(digits.count + 1)
    guard rest.first.map(isBlank) ?? true else { return nil }
    return Marker(
      style: MarkdownBlock.ListStyle(
        delimiter: delimiter, start: Int(String(decoding: digits, as: UTF8.self))),
      length: digits.count + 1, isFollowedByText: !rest.allSatisfy(isBlank))
  }

  private static func isListDelimiter(_ byte: UInt8, ordered: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: ")"): ordered
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"): !ordered
    default: false
    }
  }
}
