/// One comparison of two texts: lines first, tokens inside the lines that differ, then tidying.
/// `TextDiff` describes the steps.
struct TextComparison {
  let old: [Unicode.Scalar]
  let new: [Unicode.Scalar]

  /// What may be spent on aligning, in steps of the inner loop; a few milliseconds.
  private var work = 600_000

  init(_ old: String, _ new: String) {
    self.old = Array(old.unicodeScalars)
    self.new = Array(new.unicodeScalars)
  }

  /// The hunks in scalars: ascending, disjoint, none of them empty or without effect.
  mutating func hunks() -> [Hunk] {
    let lines = changedLines()
    var hunks: [Hunk] = []
    for block in lines.blocks {
      let tokens = TokenBlock(block, lines, old: old, new: new)
      var alignment = Alignment(old: tokens.oldSymbols, new: tokens.newSymbols, work: work)
      let found = alignment.hunks()
      work = alignment.work
      hunks += tokens.tidied(found)
    }
    return HunkPlacement(hunks, old, new).placed()
  }

  private mutating func changedLines() -> ChangedLines {
    let window = differingLines()
    var table = SymbolTable()
    let oldLines = LineTable(old, window.old, &table)
    let newLines = LineTable(new, window.new, &table)
    var alignment = Alignment(old: oldLines.symbols, new: newLines.symbols, work: work)
    let blocks = alignment.blocksByUniqueElements()
    work = alignment.work
    return ChangedLines(old: oldLines, new: newLines, symbols: table.count, blocks: blocks)
  }

  /// The texts without the whole lines that they begin and end with in common. Most saves change
  /// one place, and then hardly more than that place has to be looked at closely.
  private func differingLines() -> Hunk {
    let shorter = min(old.count, new.count)
    var start = 0
    while start < shorter, old[start] == new[start] { start += 1 }
    var tail = 0
    while tail < shorter - start, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
      tail += 1
    }
    let lineStart = old[..<start].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    let tailStart = old.count - tail
    let lineEnd = old[tailStart...].firstIndex(of: "\n").map { $0 + 1 } ?? old.count
    return Hunk(old: lineStart..<lineEnd, new: lineStart..<(lineEnd - old.count + new.count))
  }
}

/// The lines of a part of a text, each with its line end, and their symbols.
struct LineTable {
  private let window: Range<Int>
  private(set) var ranges: [Range<Int>] = []
  private(set) var symbols: [Int32] = []

  init(_ scalars: [Unicode.Scalar], _ window: Range<Int>, _ table: inout SymbolTable) {
    self.window = window
    var start = window.lowerBound
    while start < window.upperBound {
      let lineEnd = scalars[start..<window.upperBound].firstIndex(of: "\n")
      let end = lineEnd.map { $0 + 1 } ?? window.upperBound
      ranges.append(start..<end)
      symbols.append(table.number(of: scalars[start..<end]))
      start = end
    }
  }

  /// The scalars of some lines; for no lines the empty range where they would stand.
  func scalars(of lines: Range<Int>) -> Range<Int> {
    if lines.isEmpty {
      let place =
        lines.lowerBound < ranges.count ? ranges[lines.lowerBound].lowerBound : window.upperBound
      return place..<place
    }
    return ranges[lines.lowerBound].lowerBound..<ranges[lines.upperBound - 1].upperBound
  }
}

/// The lines of both texts, the blocks that differ, and which lines only changed place.
struct ChangedLines {
  let old: LineTable
  let new: LineTable
  let blocks: [Hunk]

  /// By symbol: occurs once on both sides and lies in a changed block, so it was moved.
  private var isMoved: [Bool]

  init(old: LineTable, new: LineTable, symbols: Int, blocks: [Hunk]) {
    self.old = old
    self.new = new
    self.blocks = blocks
    var counts = [(old: Int, new: Int)](repeating: (0, 0), count: symbols)
    for symbol in old.symbols { counts[Int(symbol)].old += 1 }
    for symbol in new.symbols { counts[Int(symbol)].new += 1 }
    isMoved = counts.map { $0.old == 1 && $0.new == 1 }
  }

  func scalars(of block: Hunk) -> Hunk {
    Hunk(old: old.scalars(of: block.old), new: new.scalars(of: block.new))
  }

  func isMoved(oldLine: Int) -> Bool { isMoved[Int(old.symbols[oldLine])] }

  func isMoved(newLine: Int) -> Bool { isMoved[Int(new.symbols[newLine])] }
}
