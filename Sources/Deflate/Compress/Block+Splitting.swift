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
  /// For each grid line, how often every symbol occurs before it.
  private let sums: [[Int32]]

  init(_ tokens: [UInt32]) {
    let cells = min(Self.cellsMax, tokens.count / Self.cellTokensMin)
    var ends = [0]
    var sum = [Int32](repeating: 0, count: Self.symbolCount)
    var sums = [sum]
    for cell in 0..<max(1, cells) {
      let end = tokens.count * (cell + 1) / max(1, cells)
      for token in tokens[(ends[cell])..<end] {
        let symbols = Block.symbols(of: token)
        sum[symbols.literal] += 1
        if let distance = symbols.distance { sum[Symbols.literalAndLengthCount + distance] += 1 }
      }
      ends.append(end)
      sums.append(sum)
    }
    self.ends = ends
    self.sums = sums
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
    let before = sums[cells.lowerBound]
    let after = sums[cells.upperBound]
    let border = Symbols.literalAndLengthCount
    return Self.blockCost + Self.cost(before[..<border], after[..<border])
      + Self.cost(before[border...], after[border...])
  }

  /// What a block costs besides its symbols, and each symbol in the description of a code.
  private static let blockCost = 64 << 8
  private static let symbolCost = 4 << 8

  private static func cost(_ before: ArraySlice<Int32>, _ after: ArraySlice<Int32>) -> Int {
    var total = 0
    var cost = 0
    for (low, high) in zip(before, after) where high > low {
      let frequency = Int(high - low)
      total += frequency
      cost += symbolCost - frequency * logarithm(frequency)
    }
    return total == 0 ? 0 : cost + total * logarithm(total)
  }

  /// 256 times the logarithm to base two, straight between powers of two.
  private static func logarithm(_ value: Int) -> Int {
    let exponent = Int.bitWidth - 1 - value.leadingZeroBitCount
    return exponent << 8 + (value << 8) >> exponent - 256
  }
}
