/// Writes a tree of blocks as HTML. Every tag and every attribute of the output is written here or
/// in `MarkdownRenderer+Inline.swift`; text goes through the escaping of `Markup`.
struct MarkdownRenderer {
  let blocks: [MarkdownBlock]
  let references: [[UInt8]: LinkReference]
  var output = Markup()
  var headings: [MarkdownDocument.Heading] = []
  var referenceBudget: Int
  private var anchors: AnchorNames

  /// What links by reference may put into the output beside as much as the text is long.
  static let referenceBytesFree = 100_000

  init(
    blocks: [MarkdownBlock], references: [[UInt8]: LinkReference], anchorPrefix: String
  ) {
    self.blocks = blocks
    self.references = references
    anchors = AnchorNames(prefix: anchorPrefix)
    referenceBudget = blocks.reduce(Self.referenceBytesFree) { $0 + $1.content.count }
  }

  /// What a reader sees of a heading, without its marks.
  mutating func plainText(of heading: MarkdownBlock) -> String {
    inline(heading.content[...].trimmingSpaces()).plainText
  }

  private mutating func renderChildren(of parent: MarkdownBlock, isTight: Bool) {
    for child in parent.children { render(blocks[child], isTight: isTight) }
  }

  /// `isTight` says that the block stands in an item of a tight list, whose paragraphs bear no tags.
  mutating func render(_ block: MarkdownBlock, isTight: Bool) {
    switch block.kind {
    case .document, .definitions:
      break
    case .paragraph:
      let content = inline(block.content[...].trimmingSpaces())
      output += isTight ? "\(content.markup)\n" : "<p>\(content.markup)</p>\n"
    case .heading(let level):
      renderHeading(block, level)
    case .thematicBreak:
      output += "<hr>\n"
    case .indentedCode:
      renderCode(withoutBlankEnd(block.content))
    case .fencedCode:
      renderCode(block.content)
    case .blockQuote:
      output += "<blockquote>\n"
      renderChildren(of: block, isTight: false)
      output += "</blockquote>\n"
    case .list(let style):
      renderList(block, style)
    case .item:
      output += "<li>"
      renderChildren(of: block, isTight: isTight)
      output += "</li>\n"
    case .table(let alignments):
      renderTable(block, alignments)
    }
  }

  /// The article's title is the page's `h1`.
  private mutating func renderHeading(_ block: MarkdownBlock, _ level: Int) {
    let content = inline(block.content[...].trimmingSpaces())
    let anchor = anchors.name(for: content.plainText)
    let shifted = min(level + 1, 6)
    headings.append(
      MarkdownDocument.Heading(level: shifted, anchor: anchor, text: content.plainText))
    output += "<h\(shifted) id=\"\(anchor)\">\(content.markup)</h\(shifted)>\n"
  }

  // MARK: Code

  /// Long lines scroll inside the block, and a block that scrolls must be reachable by keyboard.
  private mutating func renderCode(_ content: [UInt8]) {
    output += "<pre tabindex=\"0\"><code>"
    output.bytes.appendEscaped(bytes: content)
    output += "</code></pre>\n"
  }

  private func withoutBlankEnd(_ content: [UInt8]) -> [UInt8] {
    guard let last = content.lastIndex(where: { !isSpace($0) }) else { return [] }
    let lineEnd = content[last...].firstIndex(of: UInt8(ascii: "\n")) ?? content.endIndex
    return content[..<lineEnd] + [UInt8(ascii: "\n")]
  }

  // MARK: Lists

  private mutating func renderList(_ list: MarkdownBlock, _ style: MarkdownBlock.ListStyle) {
    let isTight = !isLoose(list)
    if let start = style.start {
      output += start == 1 ? "<ol>\n" : "<ol start=\"\(start)\">\n"
    } else {
      output += "<ul>\n"
    }
    renderChildren(of: list, isTight: isTight)
    output += style.start == nil ? "</ul>\n" : "</ol>\n"
  }

  /// A list is loose where a blank line stands between two items or between two blocks that are
  /// children of one item (CommonMark §5.3).
  private func isLoose(_ list: MarkdownBlock) -> Bool {
    hasGap(list.children) || list.children.contains { hasGap(blocks[$0].children) }
  }

  private func hasGap(_ siblings: [Int]) -> Bool {
    zip(siblings, siblings.dropFirst()).contains { first, second in
      blocks[second].startLine > blocks[first].endLine + 1
    }
  }

  // MARK: Tables

  private mutating func renderTable(
    _ table: MarkdownBlock, _ alignments: [MarkdownBlock.Alignment]
  ) {
    output += "<div class=\"table-frame\" tabindex=\"0\"><table>\n"
    for (index, row) in table.rows.enumerated() {
      if index == 0 { output += "<thead>\n" }
      if index == 1 { output += "<tbody>\n" }
      renderRow(row, alignments, isHeader: index == 0)
      if index == 0 { output += "</thead>\n" }
    }
    output += table.rows.count > 1 ? "</tbody>\n</table></div>\n" : "</table></div>\n"
  }

  private mutating func renderRow(
    _ row: [[UInt8]], _ alignments: [MarkdownBlock.Alignment], isHeader: Bool
  ) {
    output += "<tr>"
    for (cell, alignment) in zip(row, alignments) {
      let content = inline(cell[...]).markup
      let attribute = classAttribute(alignment)
      output +=
        isHeader
        ? "<th scope=\"col\"\(attribute)>\(content)</th>" : "<td\(attribute)>\(content)</td>"
    }
    output += "</tr>\n"
  }

  private func classAttribute(_ alignment: MarkdownBlock.Alignment) -> Markup {
    switch alignment {
    case .none, .left: ""
    case .center: " class=\"center\""
    case .right: " class=\"right\""
    }
  }
}
