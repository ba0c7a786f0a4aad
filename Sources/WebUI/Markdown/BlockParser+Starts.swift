/// The lines that begin a block (CommonMark §4 and §5), in the order in which they are tried.
extension BlockParser {
  /// What the beginning of a line turned out to be.
  enum Start {
    /// Text.
    case nothing
    /// The marker of a quote or an item; another block may begin behind it.
    case container
    /// A block that took the line.
    case wholeLine

    init(tookLine: Bool) {
      self = tookLine ? .wholeLine : .nothing
    }
  }

  mutating func startBlock(_ cursor: inout LineCursor, _ matched: inout Int) -> Start {
    guard !cursor.isBlank else { return .nothing }
    if cursor.indent >= 4 {
      return Start(tookLine: startIndentedCode(&cursor, matched))
    }
    switch cursor.first {
    case UInt8(ascii: ">"):
      return startBlockQuote(&cursor, &matched) ? .container : .nothing
    case UInt8(ascii: "#"):
      return Start(tookLine: startHeading(cursor, matched))
    case UInt8(ascii: "`"), UInt8(ascii: "~"):
      return Start(tookLine: startFence(cursor, matched))
    case UInt8(ascii: "="):
      return Start(tookLine: underlineParagraph(cursor, matched))
    case UInt8(ascii: "|"), UInt8(ascii: ":"):
      return Start(tookLine: startTable(cursor, matched))
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "_"):
      let tookLine =
        underlineParagraph(cursor, matched) || startThematicBreak(cursor, matched)
        || startTable(cursor, matched)
      return tookLine ? .wholeLine : startItem(&cursor, &matched) ? .container : .nothing
    case UInt8(ascii: "+"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return startItem(&cursor, &matched) ? .container : .nothing
    default:
      return .nothing
    }
  }

  private mutating func startBlockQuote(_ cursor: inout LineCursor, _ matched: inout Int) -> Bool {
    guard depth(ofMatched: matched) < MarkdownDocument.nestingMax else { return false }
    if case .list = blocks[open[matched - 1]].kind { matched -= 1 }
    openContainer(.blockQuote, &matched)
    cursor.skipText(1)
    cursor.skipColumns(1)
    return true
  }

  /// Quotes and items among the first `matched` containers; lists hold items only and do not count.
  func depth(ofMatched matched: Int) -> Int {
    open.prefix(matched).dropFirst().reduce(0) { depth, index in
      if case .list = blocks[index].kind { depth } else { depth + 1 }
    }
  }

  /// `***`, `- - -`, `___` (§4.1).
  private mutating func startThematicBreak(_ cursor: LineCursor, _ matched: Int) -> Bool {
    let character = cursor.first
    var count = 0
    for byte in cursor.text where !isBlank(byte) {
      guard byte == character else { return false }
      count += 1
    }
    guard count >= 3 else { return false }
    closeContainers(downTo: matched)
    _ = append(.thematicBreak)
    return true
  }
}
