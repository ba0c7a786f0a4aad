/// Finds out how much of a replaced stretch its replacement is to be inserted behind.
///
/// Two people work at one border: one puts a sentence before `Gebyret betales her.`, the other makes
/// it `Betal her.` Inserted at the border, both texts stand there in the order of their authors'
/// names, and every other time that is `Betal Husk bilag. her.`, which nobody typed and which no two
/// edits of one sentence explain. Inserted behind the `G` that goes away, the replacement stays
/// where what it replaces was, and what is put before that stays before it.
///
/// Only where somebody may add text of its own: behind a word of the same line an insertion is an
/// edit of the same sentence, and people look at it anyway.
struct ReplacementAnchors {
  private let old: [Unicode.Scalar]
  private var clusters: ClusterBorders

  init(_ old: [Unicode.Scalar]) {
    self.old = old
    clusters = ClusterBorders(old)
  }

  /// The length of the blanks and the first letter of what a hunk replaces; 0 where there is no
  /// need, or nothing left behind them. Hunks are asked about in ascending order.
  mutating func anchorLength(of hunk: Hunk) -> Int {
    guard hunk.old.count > 1, !hunk.new.isEmpty, beginsSomething(hunk.old.lowerBound) else {
      return 0
    }
    var end = hunk.old.lowerBound
    while end < hunk.old.upperBound, old[end].isSpace { end += 1 }
    repeat { end += 1 } while end < hunk.old.upperBound && !clusters.contain(end)
    return end < hunk.old.upperBound ? end - hunk.old.lowerBound : 0
  }

  /// Whether a line begins here, or what stands before on the line is a mark and not a word.
  private func beginsSomething(_ index: Int) -> Bool {
    var index = index
    while index > 0, old[index - 1].isBlank { index -= 1 }
    return index == 0 || !old[index - 1].isWordScalar
  }
}
