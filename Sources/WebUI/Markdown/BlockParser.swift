/// Reads lines into a tree of blocks, as the strategy in CommonMark's appendix describes it: each
/// line first continues the containers that are open, then may open new ones, and what is left is
/// text for the innermost leaf.
///
/// Work per line is bounded by the line's length and by the nesting limit, so reading is linear.
struct BlockParser {
  let source: [UInt8]
  var blocks = [MarkdownBlock(.document, line: 0)]
  /// The open containers, from the document inwards.
  var open = [0]
  /// The open paragraph, code block or table, a child of the innermost open container.
  var leaf: Int?
  var references: [[UInt8]: LinkReference] = [:]
  var lineNumber = 0

  init(_ source: String) {
    self.source = Array(source.utf8)
  }

  mutating func readAll() {
    var lineStart = 0
    while lineStart < source.count {
      let lineEnd = BlockParser.lineEnd(in: source, from: lineStart)
      lineNumber += 1
      readLine(lineStart..<lineEnd)
      lineStart = BlockParser.afterLineEnd(in: source, lineEnd)
    }
    closeContainers(downTo: 0)
  }

  private mutating func readLine(_ line: Range<Int>) {
    var cursor = LineCursor(source, line)
    var matched = continueContainers(&cursor)
    if matched == open.count, continueCode(&cursor) { return }
    while true {
      switch startBlock(&cursor, &matched) {
      case .container: continue
      case .wholeLine: return
      case .nothing: return readText(&cursor, matched)
      }
    }
  }

  // MARK: Containers

  /// Counts the open containers that this line continues, consuming their markers.
  private mutating func continueContainers(_ cursor: inout LineCursor) -> Int {
    var matched = 1
    while matched < open.count, continueContainer(open[matched], &cursor) { matched += 1 }
    return matched
  }

  private mutating func continueContainer(_ index: Int, _ cursor: inout LineCursor) -> Bool {
    switch blocks[index].kind {
    case .blockQuote:
      guard cursor.indent <= 3, cursor.first == UInt8(ascii: ">") else { return false }
      cursor.skipText(1)
      cursor.skipColumns(1)
      blocks[index].endLine = lineNumber
      return true
    case .item(let contentIndent):
      if cursor.isBlank {
        // An item may begin with one blank line, not with two (§5.2).
        guard !blocks[index].children.isEmpty else { return false }
        cursor.skipIndent()
        return true
      }
      guard cursor.indent >= contentIndent else { return false }
      cursor.skipColumns(contentIndent)
      return true
    default:
      return true
    }
  }

  /// Opens a container inside the first `matched` ones; the others close.
  mutating func openContainer(_ kind: MarkdownBlock.Kind, _ matched: inout Int) {
    closeContainers(downTo: matched)
    open.append(append(kind))
    matched = open.count
  }

  /// Closes the leaf and all containers but the outermost `count`.
  mutating func closeContainers(downTo count: Int) {
    closeLeaf()
    while open.count > count, let closed = open.popLast(), let parent = open.last {
      blocks[parent].endLine = max(blocks[parent].endLine, blocks[closed].endLine)
    }
  }

  // MARK: Leaves

  /// Adds a block to the innermost container; a list takes items only, so it ends here.
  mutating func append(_ kind: MarkdownBlock.Kind) -> Int {
    if case .item = kind {
    } else if case .list = blocks[open[open.count - 1]].kind {
      closeContainers(downTo: open.count - 1)
    }
    let index = blocks.count
    let parent = open[open.count - 1]
    blocks.append(MarkdownBlock(kind, line: lineNumber))
    blocks[parent].children.append(index)
    blocks[parent].endLine = max(blocks[parent].endLine, lineNumber)
    return index
  }

  /// Opens a leaf in the container that the line has reached.
  mutating func openLeaf(_ kind: MarkdownBlock.Kind, _ matched: Int) -> Int {
    closeContainers(downTo: matched)
    let index = append(kind)
    leaf = index
    return index
  }

  mutating func closeLeaf() {
    guard let index = leaf else { return }
    leaf = nil
    if blocks[index].kind == .paragraph { collectDefinitions(ofParagraph: index) }
    if let parent = open.last {
      blocks[parent].endLine = max(blocks[parent].endLine, blocks[index].endLine)
    }
  }

  var openParagraph: Int? {
    guard let leaf, blocks[leaf].kind == .paragraph else { return nil }
    return leaf
  }

  /// Adds the rest of the line to a leaf.
  mutating func addLine(_ cursor: LineCursor, to index: Int) {
    if !blocks[index].content.isEmpty || blocks[index].startLine != lineNumber {
      blocks[index].content.append(UInt8(ascii: "\n"))
    }
    cursor.appendRest(to: &blocks[index].content)
    blocks[index].endLine = lineNumber
  }

  /// What no block claimed: text of a paragraph, a row of a table, or a blank line.
  private mutating func readText(_ cursor: inout LineCursor, _ matched: Int) {
    if cursor.isBlank {
      closeContainers(downTo: matched)
      return
    }
    cursor.skipIndent()
    if let paragraph = openParagraph {
      // Also where containers did not match: a lazy continuation line (§5.1).
      addLine(cursor, to: paragraph)
    } else if let table = leaf, matched == open.count {
      addRow(cursor, toTable: table)
    } else {
      addLine(cursor, to: openLeaf(.paragraph, matched))
    }
  }

  // MARK: Lines

  private static func lineEnd(in source: [UInt8], from start: Int) -> Int {
    var index = start
    while index < source.count, source[index] != 0x0A, source[index] != 0x0D { index += 1 }
    return index
  }

  /// LF, CR LF and CR each end a line (§2.1).
  private static func afterLineEnd(in source: [UInt8], _ end: Int) -> Int {
    guard end < source.count else { return end }
    let isPair = source[end] == 0x0D && end + 1 < source.count && source[end + 1] == 0x0A
    return end + (isPair ? 2 : 1)
  }
}
