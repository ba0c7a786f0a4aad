/// The units of whole lines except structure, one after the other.
///
/// Who asks for the first units only does not pay for the others: most edits are one sentence of a
/// long paragraph.
struct TextUnits: Sequence, IteratorProtocol {
  private let scalars: [Unicode.Scalar]
  private let end: Int

  /// Where the line behind the current one begins.
  private var nextLine: Int
  private var line: MarkdownLine

  init(of scalars: [Unicode.Scalar], in range: Range<Int>) {
    self.scalars = scalars
    end = range.upperBound
    nextLine = range.lowerBound
    line = MarkdownLine(scalars, range.lowerBound..<range.lowerBound)
  }

  mutating func next() -> TextUnit? {
    while true {
      if let unit = line.next() { return unit }
      guard nextLine < end else { return nil }
      let lineEnd = scalars[nextLine..<end].firstLineEnd() ?? end
      line = MarkdownLine(scalars, nextLine..<lineEnd)
      nextLine = lineEnd + 1
    }
  }
}
