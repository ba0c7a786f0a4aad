/// One line of Markdown, without its line end, cut into units.
///
/// This is not a Markdown parser: it knows the marks at the start of a line and the bars of a
/// table row (CommonMark 0.31 §4.1–4.5, §5.1–5.2; GitHub's tables), and leaves what stands inside
/// a line to the sentence splitter.
struct MarkdownLine {
  private let scalars: [Unicode.Scalar]
  private let range: Range<Int>

  init(_ scalars: [Unicode.Scalar], _ range: Range<Int>) {
    self.scalars = scalars
    self.range = range
  }

  func appendUnits(to units: inout [TextUnit]) {
    var cursor = skipBlanks(range.lowerBound)
    while cursor < range.upperBound, scalars[cursor] == ">" { cursor = skipBlanks(cursor + 1) }
    if cursor == range.upperBound || isRuleOrFence(from: cursor) { return }
    if scalars[cursor] == "|" {
      appendCells(from: cursor, to: &units)
    } else if let title = heading(from: cursor) {
      append(title..<range.upperBound, .heading, to: &units)
    } else if let text = listItem(from: cursor) {
      appendSentences(from: text, .item, to: &units)
    } else {
      appendSentences(from: cursor, .sentence, to: &units)
    }
  }

  private func appendSentences(
    from start: Int, _ kind: TextUnit.Kind, to units: inout [TextUnit]
  ) {
    DanishSentences(scalars, start..<range.upperBound).forEachRange { sentence in
      units.append(TextUnit(kind: kind, range: sentence))
    }
  }

  private func appendCells(from start: Int, to units: inout [TextUnit]) {
    var cellStart = start
    var index = start
    while index < range.upperBound {
      if scalars[index] == "\\" {
        index += 2
        continue
      }
      if scalars[index] == "|" {
        append(cellStart..<index, .cell, to: &units)
        cellStart = index + 1
      }
      index += 1
    }
    append(cellStart..<range.upperBound, .cell, to: &units)
  }

  /// Appends a unit without the blanks around it; nothing if only blanks are left.
  private func append(_ range: Range<Int>, _ kind: TextUnit.Kind, to units: inout [TextUnit]) {
    var (first, end) = (range.lowerBound, range.upperBound)
    while first < end, scalars[first].isBlank { first += 1 }
    while first < end, scalars[end - 1].isBlank { end -= 1 }
    if first < end { units.append(TextUnit(kind: kind, range: first..<end)) }
  }

  private func skipBlanks(_ index: Int) -> Int {
    var index = index
    while index < range.upperBound, scalars[index].isBlank { index += 1 }
    return index
  }

  /// A thematic break, a setext underline, a table's delimiter row, or a code fence.
  private func isRuleOrFence(from start: Int) -> Bool {
    let rest = scalars[start..<range.upperBound]
    if rest.starts(with: "```".unicodeScalars) || rest.starts(with: "~~~".unicodeScalars) {
      return true
    }
    return rest.allSatisfy { scalar in
      switch scalar {
      case "-", "=", "*", "_", ":", "|", "+": true
      default: scalar.isBlank
      }
    }
  }

  /// Where the text of a heading starts, if this is one.
  private func heading(from start: Int) -> Int? {
    var index = start
    while index < range.upperBound, scalars[index] == "#" { index += 1 }
    guard (1...6).contains(index - start) else { return nil }
    guard index < range.upperBound else { return index }
    return scalars[index].isBlank ? index : nil
  }

  /// Where the text of a list item starts, if this is one; a task's box belongs to the marker.
  private func listItem(from start: Int) -> Int? {
    guard let marker = listMarkerEnd(from: start), marker < range.upperBound,
      scalars[marker].isBlank
    else { return nil }
    let text = skipBlanks(marker)
    guard text + 3 < range.upperBound, scalars[text] == "[", scalars[text + 2] == "]",
      scalars[text + 3].isBlank
    else { return text }
    return skipBlanks(text + 3)
  }

  private func listMarkerEnd(from start: Int) -> Int? {
    switch scalars[start] {
    case "-", "*", "+":
      return start + 1
    default:
      var index = start
      while index < range.upperBound, index - start < 9, scalars[index].isDigit { index += 1 }
      guard index > start, index < range.upperBound else { return nil }
      return scalars[index] == "." || scalars[index] == ")" ? index + 1 : nil
    }
  }
}
