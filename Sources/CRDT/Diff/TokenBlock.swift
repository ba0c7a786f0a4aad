/// One block of changed lines as tokens, and the tidying that is done in tokens (step 5).
struct TokenBlock {
  private let old: [Unicode.Scalar]
  private let new: [Unicode.Scalar]
  private let place: Hunk
  private var oldTokens: [Token] = []
  private var newTokens: [Token] = []
  let oldSymbols: [Int32]
  let newSymbols: [Int32]

  init(_ block: Hunk, _ lines: ChangedLines, old: [Unicode.Scalar], new: [Unicode.Scalar]) {
    self.old = old
    self.new = new
    place = lines.scalars(of: block)
    var table = SymbolTable()
    for line in block.old {
      oldTokens.append(line: lines.old.ranges[line], of: old, moved: lines.isMoved(oldLine: line))
    }
    for line in block.new {
      newTokens.append(line: lines.new.ranges[line], of: new, moved: lines.isMoved(newLine: line))
    }
    oldSymbols = oldTokens.map { TokenBlock.symbol(of: $0, old, &table) }
    newSymbols = newTokens.map { TokenBlock.symbol(of: $0, new, &table) }
  }

  private static func symbol(
    of token: Token, _ scalars: [Unicode.Scalar], _ table: inout SymbolTable
  ) -> Int32 {
    token.kind == .movedLine ? table.fresh() : table.number(of: scalars[token.range])
  }

  /// Hunks of tokens become hunks of scalars, joined where people would see one change.
  func tidied(_ hunks: [Hunk]) -> [Hunk] {
    replacingRewrittenSentences(joiningNeighbours(hunks)).map(scalars(of:))
  }

  private func scalars(of hunk: Hunk) -> Hunk {
    Hunk(
      old: TokenBlock.scalars(of: hunk.old, in: oldTokens, place.old),
      new: TokenBlock.scalars(of: hunk.new, in: newTokens, place.new))
  }

  private static func scalars(
    of range: Range<Int>, in tokens: [Token], _ place: Range<Int>
  ) -> Range<Int> {
    let start =
      range.lowerBound < tokens.count ? tokens[range.lowerBound].range.lowerBound : place.upperBound
    return range.isEmpty ? start..<start : start..<tokens[range.upperBound - 1].range.upperBound
  }
}

// MARK: - Joining

extension TokenBlock {
  /// `1. marts` → `15. april` is one change, though the full stop stayed.
  private func joiningNeighbours(_ hunks: [Hunk]) -> [Hunk] {
    var joined: [Hunk] = []
    for hunk in hunks {
      if let last = joined.last, isOneShortToken(last.old.upperBound..<hunk.old.lowerBound) {
        joined[joined.count - 1] = Hunk(
          old: last.old.lowerBound..<hunk.old.upperBound,
          new: last.new.lowerBound..<hunk.new.upperBound)
      } else {
        joined.append(hunk)
      }
    }
    return joined
  }

  private func isOneShortToken(_ range: Range<Int>) -> Bool {
    guard range.count == 1 else { return false }
    let token = oldTokens[range.lowerBound]
    return token.kind == .punctuation || (token.kind == .word && token.ink.count <= 3)
  }
}

// MARK: - Rewritten sentences

extension TokenBlock {
  /// Where more than 60 % of the words of a sentence are gone, what is left of it is chance: the
  /// sentence is replaced as a whole, so that a merge never mixes two wordings of it.
  private func replacingRewrittenSentences(_ hunks: [Hunk]) -> [Hunk] {
    guard !hunks.isEmpty else { return [] }
    var done: [Hunk] = []
    var pending: [Hunk] = hunks.reversed()
    for sentence in sentences() {
      while let hunk = pending.last, hunk.old.upperBound <= sentence.lowerBound {
        done.append(pending.removeLast())
      }
      var touching: [Hunk] = []
      while let hunk = pending.last, overlaps(hunk.old, sentence) {
        touching.append(pending.removeLast())
      }
      if let first = touching.first, let last = touching.last,
        isRewritten(sentence, by: touching)
      {
        touching = [covering(sentence, from: first, to: last)]
      }
      pending.append(contentsOf: touching.reversed())
    }
    return done + pending.reversed()
  }

  /// One hunk from the first to the last, widened over the equal tokens of the sentence around.
  private func covering(_ sentence: Range<Int>, from first: Hunk, to last: Hunk) -> Hunk {
    let before = max(0, first.old.lowerBound - sentence.lowerBound)
    let after = max(0, sentence.upperBound - last.old.upperBound)
    return Hunk(
      old: (first.old.lowerBound - before)..<(last.old.upperBound + after),
      new: (first.new.lowerBound - before)..<(last.new.upperBound + after))
  }

  private func overlaps(_ old: Range<Int>, _ sentence: Range<Int>) -> Bool {
    old.isEmpty
      ? old.lowerBound > sentence.lowerBound && old.lowerBound < sentence.upperBound
      : old.overlaps(sentence)
  }

  private func isRewritten(_ sentence: Range<Int>, by hunks: [Hunk]) -> Bool {
    let words = wordCount(sentence)
    let gone = hunks.reduce(0) { $0 + wordCount($1.old.clamped(to: sentence)) }
    return gone < words && gone * 10 > words * 6
  }

  private func wordCount(_ range: Range<Int>) -> Int {
    range.count { oldTokens[$0].kind == .word }
  }

  /// The sentences of the old side in tokens, from the first word to the last mark.
  private func sentences() -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var token = 0
    for unit in TextUnits(of: old, in: place.old) {
      while token < oldTokens.count, oldTokens[token].range.lowerBound < unit.range.lowerBound {
        token += 1
      }
      var end = token
      while end < oldTokens.count, oldTokens[end].range.lowerBound < unit.range.upperBound {
        end += 1
      }
      while token < end, oldTokens[token].kind != .word { token += 1 }
      if token < end { ranges.append(token..<end) }
      token = end
    }
    return ranges
  }
}

extension [Token] {
  fileprivate mutating func append(line: Range<Int>, of scalars: [Unicode.Scalar], moved: Bool) {
    if moved {
      append(Token(kind: .movedLine, range: line, ink: line))
      return
    }
    var tokenizer = Tokenizer(scalars, line)
    while let token = tokenizer.next() { append(token) }
  }
}
