/// A stretch of the old sequence that becomes a stretch of the new one; either may be empty.
struct Hunk: Equatable {
  var old: Range<Int>
  var new: Range<Int>

  /// The shift from old to new coordinates in the equal run that follows.
  var shiftAfter: Int { new.upperBound - old.upperBound }
}

/// Aligns two sequences of symbols: patience (elements that occur once on both sides) and Myers'
/// greedy algorithm (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986).
///
/// Symbols are dense numbers from `SymbolTable`: equal numbers mean equal content. `work` is what
/// may still be spent, in steps of Myers' inner loop; it is shared by everything one diff aligns,
/// which bounds the worst case whatever the texts are.
struct Alignment {
  private let old: [Int32]
  private let new: [Int32]
  private(set) var work: Int

  /// The most steps one block may take, so that one rewritten chapter leaves something for the
  /// rest. A quarter of a million steps find some 700 changed tokens.
  private static let blockWorkMax = 250_000

  init(old: [Int32], new: [Int32], work: Int) {
    self.old = old
    self.new = new
    self.work = work
  }

  /// The blocks between elements that occur once on both sides, in ascending order. Within a
  /// block nothing is aligned yet.
  mutating func blocksByUniqueElements() -> [Hunk] {
    blocksByUniqueElements(of: Hunk(old: 0..<old.count, new: 0..<new.count))
  }

  /// The differences by Myers; when that would cost more than allowed, by unique elements with
  /// Myers between them; and where even that is too dear, the block is replaced as a whole.
  mutating func hunks() -> [Hunk] {
    guard let whole = trimmed(Hunk(old: 0..<old.count, new: 0..<new.count)) else { return [] }
    if let found = myers(whole) { return found }
    return blocksByUniqueElements(of: whole).flatMap { block in myers(block) ?? [block] }
  }

  private var symbolCount: Int {
    Int(max(old.max() ?? -1, new.max() ?? -1)) + 1
  }

  /// Without the elements that both ends share; `nil` when nothing is left on either side.
  private func trimmed(_ block: Hunk) -> Hunk? {
    var (o, n) = (block.old.lowerBound, block.new.lowerBound)
    var (oEnd, nEnd) = (block.old.upperBound, block.new.upperBound)
    while o < oEnd, n < nEnd, old[o] == new[n] { (o, n) = (o + 1, n + 1) }
    while o < oEnd, n < nEnd, old[oEnd - 1] == new[nEnd - 1] { (oEnd, nEnd) = (oEnd - 1, nEnd - 1) }
    return o == oEnd && n == nEnd ? nil : Hunk(old: o..<oEnd, new: n..<nEnd)
  }
}

// MARK: - Patience

extension Alignment {
  private mutating func blocksByUniqueElements(of whole: Hunk) -> [Hunk] {
    var counts = OccurrenceCounts(symbols: symbolCount)
    var blocks: [Hunk] = []
    // An explicit stack: a hostile text must not decide how deep we call.
    var pending = [whole]
    while let next = pending.popLast() {
      guard let rest = trimmed(next) else { continue }
      let anchors = rest.old.isEmpty || rest.new.isEmpty ? [] : anchors(in: rest, &counts)
      if anchors.isEmpty {
        blocks.append(rest)
        continue
      }
      var gaps: [Hunk] = []
      var (o, n) = (rest.old.lowerBound, rest.new.lowerBound)
      for anchor in anchors {
        gaps.append(Hunk(old: o..<anchor.old, new: n..<anchor.new))
        (o, n) = (anchor.old + 1, anchor.new + 1)
      }
      gaps.append(Hunk(old: o..<rest.old.upperBound, new: n..<rest.new.upperBound))
      pending.append(contentsOf: gaps.reversed())
    }
    return blocks
  }

  private struct Anchor {
    let old: Int
    let new: Int
  }

  /// Elements that occur once on both sides of the block, the longest chain that rises on both.
  private mutating func anchors(
    in block: Hunk, _ counts: inout OccurrenceCounts
  ) -> [Anchor] {
    guard work > 0 else { return [] }
    work -= block.old.count + block.new.count
    for index in block.old { counts.sawOld(old[index]) }
    for index in block.new { counts.sawNew(new[index], at: index) }
    let candidates = block.old.compactMap { index in
      counts.uniquePlace(of: old[index]).map { Anchor(old: index, new: $0) }
    }
    for index in block.old { counts.forget(old[index]) }
    for index in block.new { counts.forget(new[index]) }
    return longestRisingChain(candidates)
  }

  private func longestRisingChain(_ candidates: [Anchor]) -> [Anchor] {
    var tails: [Int] = []
    var previous = [Int](repeating: -1, count: candidates.count)
    for (index, candidate) in candidates.enumerated() {
      let slot = tails.partitioningIndex { candidates[$0].new >= candidate.new }
      if slot > 0 { previous[index] = tails[slot - 1] }
      if slot == tails.count { tails.append(index) } else { tails[slot] = index }
    }
    var chain: [Anchor] = []
    var link = tails.last ?? -1
    while link >= 0 {
      chain.append(candidates[link])
      link = previous[link]
    }
    return chain.reversed()
  }
}

/// How often each symbol occurs in the two sides of one block, and where in the new one.
private struct OccurrenceCounts {
  private var inOld: [Int32]
  private var inNew: [Int32]
  private var place: [Int32]

  init(symbols: Int) {
    inOld = [Int32](repeating: 0, count: symbols)
    inNew = inOld
    place = inOld
  }

  mutating func sawOld(_ symbol: Int32) { inOld[Int(symbol)] += 1 }

  mutating func sawNew(_ symbol: Int32, at index: Int) {
    inNew[Int(symbol)] += 1
    place[Int(symbol)] = Int32(index)
  }

  mutating func forget(_ symbol: Int32) {
    inOld[Int(symbol)] = 0
    inNew[Int(symbol)] = 0
  }

  func uniquePlace(of symbol: Int32) -> Int? {
    inOld[Int(symbol)] == 1 && inNew[Int(symbol)] == 1 ? Int(place[Int(symbol)]) : nil
  }
}

// MARK: - Myers

extension Alignment {
  /// The shortest edit of the block, or `nil` when finding it would cost more than is left.
  ///
  /// Round `d` holds, for each diagonal k = -d, -d + 2 … d, how far into the old side a path with
  /// d edits gets. Every round is kept, to walk back along; round d starts at d (d + 1) / 2.
  private mutating func myers(_ block: Hunk) -> [Hunk]? {
    if block.old.isEmpty || block.new.isEmpty { return [block] }
    let (oCount, nCount) = (block.old.count, block.new.count)
    let allowance = min(work, Alignment.blockWorkMax)
    var budget = allowance
    defer { work -= allowance - max(budget, 0) }
    var rounds: [Int32] = []
    for d in 0...(oCount + nCount) {
      budget -= d + 1
      guard budget > 0 else { return nil }
      let previous = rounds.count - d
      for slot in 0...d {
        let start = Alignment.start(slot, round: d, rounds, previous)
        let k = 2 * slot - d
        let x = endOfSnake(from: start, diagonal: k, in: block)
        budget -= x - start
        rounds.append(Int32(truncatingIfNeeded: x))
        if x >= oCount, x - k >= nCount { return Alignment.path(back: rounds, edits: d, in: block) }
      }
    }
    return nil
  }

  /// Where a path enters its diagonal: down from the one above, or right from the one below,
  /// whichever got farther with one edit less.
  @inline(__always)
  private static func start(_ slot: Int, round d: Int, _ rounds: [Int32], _ previous: Int) -> Int {
    if d == 0 { return 0 }
    let below = slot > 0 ? rounds[previous + slot - 1] : -1
    let above = slot < d ? rounds[previous + slot] : -1
    return below < above ? Int(above) : Int(below) + 1
  }

  @inline(__always)
  private func endOfSnake(from start: Int, diagonal k: Int, in block: Hunk) -> Int {
    let (o, n) = (block.old.lowerBound, block.new.lowerBound - k)
    let end = min(block.old.count, block.new.count + k)
    var x = start
    while x < end, old[o + x] == new[n + x] { x += 1 }
    return x
  }

  /// Walks from the end of the block to its beginning through the kept rounds.
  private static func path(back rounds: [Int32], edits: Int, in block: Hunk) -> [Hunk] {
    func reached(_ d: Int, _ k: Int) -> Int { Int(rounds[d * (d + 1) / 2 + (k + d) / 2]) }
    var (x, y) = (block.old.count, block.new.count)
    var found: [Hunk] = []
    for d in stride(from: edits, to: 0, by: -1) {
      let k = x - y
      let down = k == -d || (k != d && reached(d - 1, k - 1) < reached(d - 1, k + 1))
      let fromDiagonal = down ? k + 1 : k - 1
      let fromX = reached(d - 1, fromDiagonal)
      let fromY = fromX - fromDiagonal
      let edit = Hunk(
        old: fromX..<(down ? fromX : fromX + 1), new: fromY..<(down ? fromY + 1 : fromY))
      Alignment.prepend(edit, to: &found)
      (x, y) = (fromX, fromY)
    }
    let (o, n) = (block.old.lowerBound, block.new.lowerBound)
    return found.reversed().map { hunk in
      Hunk(
        old: (hunk.old.lowerBound + o)..<(hunk.old.upperBound + o),
        new: (hunk.new.lowerBound + n)..<(hunk.new.upperBound + n))
    }
  }

  /// Joins an edit with the one that follows it when they touch; the list is kept backwards.
  private static func prepend(_ edit: Hunk, to found: inout [Hunk]) {
    if let next = found.last, next.old.lowerBound == edit.old.upperBound,
      next.new.lowerBound == edit.new.upperBound
    {
      found[found.count - 1] = Hunk(
        old: edit.old.lowerBound..<next.old.upperBound,
        new: edit.new.lowerBound..<next.new.upperBound)
    } else {
      found.append(edit)
    }
  }
}

// MARK: - Symbols

/// Gives equal pieces of text equal numbers, 0, 1, 2 …
///
/// The numbers follow the order of appearance; the dictionary's own random order never shows.
struct SymbolTable {
  private var numbers: [ArraySlice<Unicode.Scalar>: Int32] = [:]
  private var next: Int32 = 0

  mutating func number(of piece: ArraySlice<Unicode.Scalar>) -> Int32 {
    if let known = numbers[piece] { return known }
    numbers[piece] = next
    return fresh()
  }

  /// How many numbers are in use.
  var count: Int { Int(next) }

  /// A number that no piece has.
  mutating func fresh() -> Int32 {
    defer { next += 1 }
    return next
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index whose element satisfies a predicate that is false, then true.
  func partitioningIndex(where belongsRight: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if belongsRight(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
