/// One line of Markdown, without its line end, cut into units.
///
/// This is not a Markdown parser: it knows the marks at the start of a line and the bars of a
/// table row (CommonMark 0.31 §4.1–4.5, §5.1–5.2; GitHub's tables), and leaves what stands inside
/// a line to the sentence splitter.
struct MarkdownLine: Sequence, IteratorProtocol {
  private let scalars: [Unicode.Scalar]
  private let range: Range<Int>

  /// What the units are, and where the next one begins that is no sentence.
  private var kind = TextUnit.Kind.structure
  private var cursor: Int
  private var sentences: DanishSentences

  init(_ scalars: [Unicode.Scalar], _ range: Range<Int>) {
    self.scalars = scalars
    self.range = range
    cursor = range.lowerBound
    sentences = DanishSentences(scalars, range.lowerBound..<range.lowerBound)
    cursor = skipBlanks(cursor)
    while cursor < range.upperBound, scalars[cursor] == ">" { cursor = skipBlanks(cursor + 1) }
    if cursor == range.upperBound || isRuleOrFence(from: cursor) {
      cursor = range.upperBound
    } else if scalars[cursor] == "|" {
      kind = .cell
    } else if let title = heading(from: cursor) {
      kind = .heading
      cursor = title
    } else {
      let text = listItem(from: cursor)
      kind = text == nil ? .sentence : .item
      sentences = DanishSentences(scalars, (text ?? cursor)..<range.upperBound)
      cursor = range.upperBound
    }
  }

  /// The next unit of the line, without the blanks around it.
  mutating func next() -> TextUnit? {
    if let sentence = sentences.next() { return TextUnit(kind: kind, range: sentence) }
    while cursor < range.upperBound {
      let end = kind == .cell ? cellEnd(from: cursor) : range.upperBound
      let unit = trimmed(cursor..<end)
      cursor = end + 1
      if !unit.isEmpty { return TextUnit(kind: kind, range: unit) }
    }
    return nil
  }

  /// Whether a line that begins like this has a unit that begins in it, however it goes on. Two
  /// letters side by side stand in no marker, rule or task's box; in a fence they may.
  static func hasUnit(beginning scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let mark = scalars.first(where: { !$0.isBlank && $0 != ">" }), mark != "`", mark != "~"
    else { return false }
    var isBehindLetter = false
    for scalar in scalars {
      let isLetter = scalar.isLetter
      if isLetter && isBehindLetter { return true }
      isBehindLetter = isLetter
    }
    return false
  }

  /// The bar that ends a table cell, or the end of the line.
  private func cellEnd(from start: Int) -> Int {
    var index = start
    while index < range.upperBound, scalars[index] != "|" {
      index += scalars[index] == "\\" ? 2 : 1
    }
    return Swift.min(index, range.upperBound)
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (first, end) = (range.lowerBound, range.upperBound)
    while first < end, scalars[first].isBlank { first += 1 }
    while first < end, scalars[end - 1].isBlank { end -= 1 }
    return first..<end
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
