/// Decides where exactly, in scalars, each hunk begins and ends (step 6).
///
/// Many placements of one edit give the same text: `A. C. B.` is `A. B.` with `C. ` inserted, or
/// `. C`, or ` C.`. The one that starts and ends at borders people know is chosen, since
/// provenance, and with it the finding of conflicts, follows it.
struct HunkPlacement {
  private let old: [Unicode.Scalar]
  private let new: [Unicode.Scalar]
  private var hunks: [Hunk]

  /// The hunks are ascending and disjoint; what lies between them is equal.
  init(_ hunks: [Hunk], _ old: [Unicode.Scalar], _ new: [Unicode.Scalar]) {
    self.hunks = hunks
    self.old = old
    self.new = new
  }

  func placed(merging: Bool) -> [Hunk] {
    var work = self
    for index in work.hunks.indices { work.trimCommonStart(index) }
    for index in work.hunks.indices { work.slide(index) }
    if merging {
      for index in work.hunks.indices { work.takeBlankBefore(index) }
    }
    work.keepClustersWhole()
    return work.joinedWhereTouching()
  }

  /// The equal scalars before a hunk, as far back as the hunk before it, and after it likewise.
  private func slack(around index: Int) -> (before: Int, after: Int) {
    let hunk = hunks[index]
    let floor = index > 0 ? hunks[index - 1].old.upperBound : 0
    let ceiling = index + 1 < hunks.count ? hunks[index + 1].old.lowerBound : old.count
    return (hunk.old.lowerBound - floor, ceiling - hunk.old.upperBound)
  }

  private func joinedWhereTouching() -> [Hunk] {
    var joined: [Hunk] = []
    for hunk in hunks where !(hunk.old.isEmpty && hunk.new.isEmpty) {
      if let last = joined.last, last.old.upperBound >= hunk.old.lowerBound {
        joined[joined.count - 1] = Hunk(
          old: last.old.lowerBound..<hunk.old.upperBound,
          new: last.new.lowerBound..<hunk.new.upperBound)
      } else {
        joined.append(hunk)
      }
    }
    return joined
  }
}

// MARK: - Trimming and sliding

extension HunkPlacement {
  /// A replacement does not rewrite a first word that only got other blanks behind it: `Frister` →
  /// `Frister og gebyrer` is an insertion. Its end keeps the blanks, for `marts ` → `maj ` beside
  /// `marts ` → `juni ` is what makes a merge of two whole words.
  private mutating func trimCommonStart(_ index: Int) {
    let hunk = hunks[index]
    var oldTokens = Tokenizer(old, hunk.old)
    var newTokens = Tokenizer(new, hunk.new)
    guard let oldFirst = oldTokens.next(), let newFirst = newTokens.next(),
      old[oldFirst.ink].elementsEqual(new[newFirst.ink]),
      !old[oldFirst.range].elementsEqual(new[newFirst.range])
    else { return }
    hunks[index] = Hunk(
      old: oldFirst.ink.upperBound..<hunk.old.upperBound,
      new: newFirst.ink.upperBound..<hunk.new.upperBound)
  }

  /// A replaced word that has no blank behind it, because a full stop or the line's end follows,
  /// takes the blank before it along: two people who both replace the last word of a sentence get
  /// ` maj juni.` in the merged draft and not `majjuni.`
  private mutating func takeBlankBefore(_ index: Int) {
    let hunk = hunks[index]
    guard slack(around: index).before > 0, let oldFirst = old[hunk.old].first,
      let newFirst = new[hunk.new].first, let newLast = new[hunk.new].last,
      oldFirst.isWordScalar, newFirst.isWordScalar, newLast.isWordScalar,
      old[hunk.old.lowerBound - 1] == " "
    else { return }
    hunks[index] = Hunk(
      old: (hunk.old.lowerBound - 1)..<hunk.old.upperBound,
      new: (hunk.new.lowerBound - 1)..<hunk.new.upperBound)
  }

  /// Moves a pure insertion or deletion along the text it could as well stand in.
  private mutating func slide(_ index: Int) {
    let hunk = hunks[index]
    guard hunk.old.isEmpty != hunk.new.isEmpty else { return }
    let (text, range) = hunk.old.isEmpty ? (new, hunk.new) : (old, hunk.old)
    let slack = slack(around: index)
    var best = (shift: 0, score: score(text, range, 0))
    var shift = 0
    while -shift < slack.before,
      text[range.lowerBound + shift - 1] == text[range.upperBound + shift - 1]
    {
      shift -= 1
      let score = score(text, range, shift)
      if score > best.score { best = (shift, score) }
    }
    shift = 0
    while shift < slack.after, text[range.lowerBound + shift] == text[range.upperBound + shift] {
      shift += 1
      let score = score(text, range, shift)
      if score > best.score { best = (shift, score) }
    }
    hunks[index] = Hunk(
      old: (hunk.old.lowerBound + best.shift)..<(hunk.old.upperBound + best.shift),
      new: (hunk.new.lowerBound + best.shift)..<(hunk.new.upperBound + best.shift))
  }

  private func score(_ text: [Unicode.Scalar], _ range: Range<Int>, _ shift: Int) -> Int {
    HunkPlacement.borderRank(text, range.lowerBound + shift)
      + HunkPlacement.borderRank(text, range.upperBound + shift)
  }

  /// How natural a border is: line start, line end, sentence, word, mark, inside a word.
  private static func borderRank(_ text: [Unicode.Scalar], _ index: Int) -> Int {
    guard index > 0, index < text.count else { return 6 }
    let (before, after) = (text[index - 1], text[index])
    if before == "\n" { return after == "\n" ? 5 : 6 }
    if after == "\n" { return 5 }
    if before.isBlank {
      if after.isBlank { return 0 }
      return index > 1 && endsSentence(text[index - 2]) ? 4 : 2
    }
    if after.isBlank { return endsSentence(before) ? 3 : 1 }
    return before.isWordScalar && after.isWordScalar ? 0 : 1
  }

  private static func endsSentence(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "." || scalar == "!" || scalar == "?" || scalar == "…"
  }
}

// MARK: - Grapheme clusters

extension HunkPlacement {
  /// Widens hunks until no end lies inside a cluster of either text.
  private mutating func keepClustersWhole() {
    var inOld = ClusterBorders(old)
    var inNew = ClusterBorders(new)
    for index in hunks.indices {
      let slack = slack(around: index)
      var (o, n) = (hunks[index].old.lowerBound, hunks[index].new.lowerBound)
      var left = slack.before
      while left > 0, !(inOld.contain(o) && inNew.contain(n)) {
        (o, n, left) = (o - 1, n - 1, left - 1)
      }
      var (oEnd, nEnd) = (hunks[index].old.upperBound, hunks[index].new.upperBound)
      left = slack.after
      while left > 0, !(inOld.contain(oEnd) && inNew.contain(nEnd)) {
        (oEnd, nEnd, left) = (oEnd + 1, nEnd + 1, left - 1)
      }
      hunks[index] = Hunk(old: o..<oEnd, new: n..<nEnd)
    }
  }
}
