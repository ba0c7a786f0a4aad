/// Cuts a block where its content changes: numbers before prose, say, of which one code would serve
/// neither. RFC 1951 leaves it to the compressor where blocks end.
extension Block {
  /// The block in one or more pieces that together are shorter, as far as an estimate can tell.
  var pieces: [Block] {
    let search = SplitSearch(tokens)
    let cuts = search.cuts
    guard !cuts.isEmpty else { return [self] }
    var pieces: [Block] = []
    var start = 0
    for end in cuts + [tokens.count] {
      var piece = Block(from: pieces.last?.range.upperBound ?? range.lowerBound)
      for token in tokens[start..<end] { piece.append(token: token) }
      pieces.append(piece)
      start = end
    }
    return pieces
  }
}

/// Finds cuts on a grid over a block's tokens: the best one first, then again on both sides.
///
/// The length of a piece is estimated by its entropy and the number of symbols that its codes must
/// describe, in whole numbers, so that every machine finds the same cuts.
private struct SplitSearch {
  private static let cellsMax = 64
  private static let cellTokensMin = 64
  private static let symbolCount = Symbols.literalAndLengthCount + Symbols.distanceCount

  private let ends: [Int]
  /// For each grid line, how often every symbol that occurs at all does so before it.
  private let sums: [Int32]
  /// How many symbols occur, and how many of those are literals and lengths.
  private let width: Int
  private let border: Int

  init(_ tokens: [UInt32]) {
    let cells = max(1, min(Self.cellsMax, tokens.count / Self.cellTokensMin))
    let ends = (0...cells).map { tokens.count * $0 / cells }
    self.ends = ends
    guard cells > 1 else {
      (sums, width, border) = ([], 0, 0)
      return
    }
    var columns = [Int](repeating: -1, count: Self.symbolCount)
    for token in tokens { Self.forEachSymbol(of: token) { columns[$0] = 0 } }
    var width = 0
    for symbol in columns.indices where columns[symbol] == 0 {
      columns[symbol] = width
      width += 1
    }
    border = columns[..<Symbols.literalAndLengthCount].count { $0 >= 0 }
    var sums = [Int32](repeating: 0, count: (cells + 1) * width)
    for cell in 0..<cells {
      let line = (cell + 1) * width
      for column in line..<line + width { sums[column] = sums[column - width] }
      for token in tokens[ends[cell]..<ends[cell + 1]] {
        Self.forEachSymbol(of: token) { sums[line + columns[$0]] += 1 }
      }
    }
    (self.sums, self.width) = (sums, width)
  }

  private static func forEachSymbol(of token: UInt32, _ body: (Int) -> Void) {
    let symbols = Block.symbols(of: token)
    body(symbols.literal)
    if let distance = symbols.distance { body(Symbols.literalAndLengthCount + distance) }
  }

  /// Where to cut, in tokens, ascending.
  var cuts: [Int] {
    var cuts: [Int] = []
    var open = [0..<(ends.count - 1)]
    while let cells = open.popLast() {
      guard cells.count > 1, let cut = bestCut(in: cells) else { continue }
      cuts.append(ends[cut])
      open += [cells.lowerBound..<cut, cut..<cells.upperBound]
    }
    return cuts.sorted()
  }

  private func bestCut(in cells: Range<Int>) -> Int? {
    let whole = cost(cells)
    let costs = cells.dropFirst().map { cut in
      (cut: cut, cost: cost(cells.lowerBound..<cut) + cost(cut..<cells.upperBound))
    }
    return costs.min { $0.cost < $1.cost }.flatMap { $0.cost < whole ? $0.cut : nil }
  }

  /// In 256ths of a bit. Extra bits are the same however the tokens are cut.
  private func cost(_ cells: Range<Int>) -> Int {
    Self.blockCost + cost(cells, of: 0..<border) + cost(cells, of: border..<width)
  }

  /// What a block costs besides its symbols, and each symbol in the description of a code.
  private static let blockCost = 64 << 8
  private static let symbolCost = 4 << 8

  private func cost(_ cells: Range<Int>, of columns: Range<Int>) -> Int {
    let (before, after) = (cells.lowerBound * width, cells.upperBound * width)
    var total = 0
    var cost = 0
    for column in columns {
      let frequency = Int(sums[after + column] - sums[before + column])
      guard frequency > 0 else { continue }
      total += frequency
      cost += Self.symbolCost - frequency * Self.logarithm(frequency)
    }
    return total == 0 ? 0 : cost + total * Self.logarithm(total)
  }

  /// 256 times the logarithm to base two, straight between powers of two.
  private static func logarithm(_ value: Int) -> Int {
    let exponent = Int.bitWidth - 1 - value.leadingZeroBitCount
    return exponent << 8 + (value << 8) >> exponent - 256
  }
}
