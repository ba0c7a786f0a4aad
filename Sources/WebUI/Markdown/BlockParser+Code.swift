/// Code blocks, indented (CommonMark §4.4) and fenced (§4.5): the only leaves whose lines are not
/// looked at for structure.
extension BlockParser {
  /// Gives the line to the open code block; false where there is none or the line ends it.
  mutating func continueCode(_ cursor: inout LineCursor) -> Bool {
    guard let index = leaf else { return false }
    switch blocks[index].kind {
    case .indentedCode:
      return continueIndentedCode(index, &cursor)
    case .fencedCode(let fence):
      continueFencedCode(index, fence, &cursor)
      return true
    default:
      return false
    }
  }

  /// Indented code cannot cut a paragraph short.
  mutating func startIndentedCode(_ cursor: inout LineCursor, _ matched: Int) -> Bool {
    guard openParagraph == nil else { return false }
    let index = openLeaf(.indentedCode, matched)
    cursor.skipColumns(4)
    addLine(cursor, to: index)
    return true
  }

  private mutating func continueIndentedCode(_ index: Int, _ cursor: inout LineCursor) -> Bool {
    if cursor.isBlank {
      let endLine = blocks[index].endLine
      cursor.skipColumns(4)
      addLine(cursor, to: index)
      // Blank lines at the end are not part of the block.
      blocks[index].endLine = endLine
      return true
    }
    guard cursor.indent >= 4 else {
      closeLeaf()
      return false
    }
    cursor.skipColumns(4)
    addLine(cursor, to: index)
    return true
  }

  mutating func startFence(_ cursor: LineCursor, _ matched: Int) -> Bool {
    let character = cursor.first
    let length = cursor.text.prefix { $0 == character }.count
    let info = cursor.text.dropFirst(length)
    // Backticks in the info string mean that this is a code span.
    guard length >= 3, character == UInt8(ascii: "~") || !info.contains(character) else {
      return false
    }
    let fence = MarkdownBlock.Fence(character: character, length: length, indent: cursor.indent)
    _ = openLeaf(.fencedCode(fence), matched)
    return true
  }

  private mutating func continueFencedCode(
    _ index: Int, _ fence: MarkdownBlock.Fence, _ cursor: inout LineCursor
  ) {
    if cursor.indent <= 3, isClosing(cursor, fence) {
      blocks[index].endLine = lineNumber
      closeLeaf()
      return
    }
    cursor.skipColumns(fence.indent)
    cursor.appendRest(to: &blocks[index].content)
    blocks[index].content.append(UInt8(ascii: "\n"))
    blocks[index].endLine = lineNumber
  }

  private func isClosing(_ cursor: LineCursor, _ fence: MarkdownBlock.Fence) -> Bool {
    let length = cursor.text.prefix { $0 == fence.character }.count
    return length >= fence.length && cursor.text.dropFirst(length).allSatisfy(isBlank)
  }
}
