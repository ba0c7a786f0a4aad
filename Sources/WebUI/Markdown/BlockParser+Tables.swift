/// Tables as GitHub Flavored Markdown writes them: a header row, a row of hyphens that says how each
/// column is aligned, then rows until something else begins.
extension BlockParser {
  /// More columns than that is no table. Short rows are filled up to the header's width, so without
  /// a limit a wide header over many short rows would grow with the square of the text.
  private static let columnsMax = 32

  /// A row of hyphens under a paragraph's last line makes that line a header.
  mutating func startTable(_ cursor: LineCursor, _ matched: Int) -> Bool {
    guard let paragraph = openParagraph, matched == open.count,
      let alignments = BlockParser.alignments(cursor.text)
    else { return false }
    let content = blocks[paragraph].content
    let lastBreak = content.lastIndex(of: UInt8(ascii: "\n"))
    let header = BlockParser.cells(content[(lastBreak.map { $0 + 1 } ?? 0)...])
    guard header.count == alignments.count else { return false }
    if let lastBreak {
      blocks[paragraph].content.removeSubrange(lastBreak...)
      closeLeaf()
      leaf = append(.table(alignments))
    } else {
      blocks[paragraph].content = []
      blocks[paragraph].kind = .table(alignments)
    }
    if let table = leaf {
      blocks[table].rows = [header]
      blocks[table].endLine = lineNumber
    }
    return true
  }

  mutating func addRow(_ cursor: LineCursor, toTable index: Int) {
    guard case .table(let alignments) = blocks[index].kind else { return }
    var row = Array(BlockParser.cells(cursor.text).prefix(alignments.count))
    row.append(contentsOf: repeatElement([], count: alignments.count - row.count))
    blocks[index].rows.append(row)
    blocks[index].endLine = lineNumber
  }

  /// The alignments of a delimiter row, `nil` for any other line. It has at least one `|` and does
  /// not begin as a list item would, so that hyphens mean what they mean in CommonMark.
  private static func alignments(_ line: ArraySlice<UInt8>) -> [MarkdownBlock.Alignment]? {
    guard line.contains(UInt8(ascii: "|")), !line.starts(with: "- ".utf8) else { return nil }
    var alignments: [MarkdownBlock.Alignment] = []
    for cell in cells(line) {
      let hyphens = cell.drop { $0 == UInt8(ascii: ":") }.droppingLast { $0 == UInt8(ascii: ":") }
      guard !hyphens.isEmpty, hyphens.allSatisfy({ $0 == UInt8(ascii: "-") }),
        cell.count - hyphens.count <= 2, alignments.count < columnsMax
      else { return nil }
      let isLeft = cell.first == UInt8(ascii: ":")
      let isRight = cell.last == UInt8(ascii: ":")
      guard cell.count - hyphens.count == (isLeft ? 1 : 0) + (isRight ? 1 : 0) else { return nil }
      alignments.append(isLeft ? (isRight ? .center : .left) : (isRight ? .right : .none))
    }
    return alignments
  }

  /// The cells of a row, trimmed; `\|` is a bar within a cell.
  private static func cells(_ line: ArraySlice<UInt8>) -> [[UInt8]] {
    var row = line.trimmingBlanks()
    if row.first == UInt8(ascii: "|") { row = row.dropFirst() }
    var cells: [[UInt8]] = []
    var cell: [UInt8] = []
    var isEscaped = false
    for byte in row {
      if byte == UInt8(ascii: "|") {
        if isEscaped {
          cell[cell.count - 1] = byte
        } else {
          cells.append(Array(cell[...].trimmingBlanks()))
          cell = []
        }
      } else {
        cell.append(byte)
      }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    if !cell[...].trimmingBlanks().isEmpty || cells.isEmpty {
      cells.append(Array(cell[...].trimmingBlanks()))
    }
    return cells
  }
}
