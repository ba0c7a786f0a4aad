internal import Glibc

/// Looks at the best articles once more, by the three-letter pieces they share with the query.
///
/// Pieces see what no rule about words does: that *lyssignalanlæg* and *signalregulerede kryds*
/// have something in common, and which of two articles with the same word has the rest of the query
/// nearly. For all articles they would be slow; for the best fifty they take the time of one list
/// of postings.
struct Reranker {
  /// The pieces of the query, one bit each, by trigram; 0 for all others.
  private var bits = [UInt64](repeating: 0, count: 1 << 15)
  private var trigrams: [Int] = []
  private static let piecesMax = 63
  private static let isMet: UInt64 = 1 << 63
  private var weights: [Float] = []
  private var weightTotal: Float = 0

  /// Which pieces a word has, worked out when it is met; the highest bit says that it was. One
  /// for each word, all 0 between searches.
  private var masks: [UInt64] = []
  private var met: [Int] = []

  /// Blends the scores of the best with what the pieces say; the others stay behind them.
  mutating func rerank(
    _ candidates: inout [Scorer.Candidate], for words: [QueryWord], in memory: IndexMemory
  ) {
    if masks.count < memory.words.count {
      masks = [UInt64](repeating: 0, count: memory.words.count)
    }
    read(words, memory)
    defer { forget() }
    guard let most = candidates.first?.score, most > 0, weightTotal > 0 else { return }
    for index in candidates.indices {
      guard index < RankingWeights.rerankedMax else {
        // Below what any of the best can have.
        candidates[index].score = candidates[index].score / most - 1
        continue
      }
      let found = pieces(at: candidates[index].place, memory)
      let inTitle = share(found.title)
      candidates[index].score =
        candidates[index].score / most + RankingWeights.piecesInTitle * inTitle
        + RankingWeights.piecesOfTitle * Float(found.title.nonzeroBitCount)
        / Float(max(1, max(found.titleLength, found.title.nonzeroBitCount)))
        + RankingWeights.piecesInText * share(found.text)
    }
  }

  private mutating func read(_ words: [QueryWord], _ memory: IndexMemory) {
    let all = Float(max(1, memory.words.count))
    for word in words {
      var pieces = TrigramIndex.trigrams(of: Skeleton.skeleton(of: word.letters))
      if word.isUnfinished { pieces.removeLast() }
      for piece in pieces where bits[piece] == 0 && trigrams.count < Reranker.piecesMax {
        bits[piece] = 1 << UInt64(trigrams.count)
        trigrams.append(piece)
        let weight = logf(1 + all / Float(1 + memory.words.trigrams.words(with: piece).count))
        weights.append(weight)
        weightTotal += weight
      }
    }
  }

  private mutating func forget() {
    for trigram in trigrams { bits[trigram] = 0 }
    trigrams.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
    for word in met { masks[word] = 0 }
    met.removeAll(keepingCapacity: true)
    weightTotal = 0
  }

  private struct Pieces {
    var title: UInt64 = 0
    var text: UInt64 = 0

    /// How many pieces the title has in all.
    var titleLength = 0
  }

  private mutating func pieces(at place: Int, _ memory: IndexMemory) -> Pieces {
    var found = Pieces()
    let words = memory.articles[place].words
    DocumentWords.forEach(in: words.span) { entry in
      guard entry.word > 0, entry.word <= memory.words.count else { return }
      let word = Int(entry.word) - 1
      let mask = mask(of: word, memory)
      found.text |= mask
      if entry.counts.title > 0 {
        found.title |= mask
        found.titleLength += memory.words.skeletonLength(of: word)
      }
    }
    return found
  }

  @inline(__always)
  private mutating func mask(of word: Int, _ memory: IndexMemory) -> UInt64 {
    let known = masks[word]
    if known != 0 { return known & ~Reranker.isMet }
    let mask = newMask(of: word, memory)
    masks[word] = mask | Reranker.isMet
    met.append(word)
    return mask
  }

  /// Goes through the trigrams of a word's skeleton as `TrigramIndex.forEachTrigram` does. It is
  /// done for thousands of words, and the numbers are of fifteen bits, so neither the skeletons nor
  /// the table are looked up with a check at each letter.
  private func newMask(of word: Int, _ memory: IndexMemory) -> UInt64 {
    let end = Int(memory.words.skeletonEnds[word])
    let start = end - memory.words.skeletonLength(of: word)
    let letters = memory.words.skeletonBytes.span.extracting(start..<end)
    let bits = bits.span
    var mask: UInt64 = 0
    var window = 0
    for index in letters.indices {
      unsafe window = (window << 5 | Int(letters[unchecked: index] & 31)) & 0x7fff
      if index > 0 { unsafe mask |= bits[unchecked: window] }
    }
    return unsafe mask | bits[unchecked: window << 5 & 0x7fff]
  }

  private func share(_ mask: UInt64) -> Float {
    var sum: Float = 0
    var rest = mask
    while rest != 0 {
      sum += weights[rest.trailingZeroBitCount]
      rest &= rest - 1
    }
    return sum / weightTotal
  }
}
