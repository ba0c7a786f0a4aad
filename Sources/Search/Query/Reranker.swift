internal import Glibc

/// Looks at the best articles once more, by the three-letter pieces they share with the query.
///
/// Pieces see what no rule about words does: that *lyssignalanlæg* and *signalregulerede kryds*
/// have something in common, and which of two articles with the same word has the rest of the query
/// nearly. For all articles they would be slow; for the best thirty they take the time of one list
/// of postings.
struct Reranker {
  private var trigrams: [Int] = []
  private static let piecesMax = 63

  private var weights: [Float] = []
  private var weightTotal: Float = 0

  /// Which pieces of the query each word of the index has, one bit each; all 0 between searches.
  private var masks: [UInt64] = []

  /// Blends the scores of the best with what the pieces say; the others stay behind them.
  mutating func rerank(
    _ candidates: inout [Scorer.Candidate], for words: [QueryWord], in memory: IndexMemory
  ) {
    if masks.count < memory.words.count {
      masks = [UInt64](repeating: 0, count: memory.words.count)
    }
    read(words, memory)
    defer { forget(memory) }
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
      for piece in pieces where trigrams.count < Reranker.piecesMax && !trigrams.contains(piece) {
        let found = memory.words.trigrams.words(with: piece)
        Reranker.mark(found, with: 1 << UInt64(trigrams.count), &masks)
        trigrams.append(piece)
        let weight = logf(1 + all / Float(1 + found.count))
        weights.append(weight)
        weightTotal += weight
      }
    }
  }

  private mutating func forget(_ memory: IndexMemory) {
    for trigram in trigrams {
      Reranker.unmark(memory.words.trigrams.words(with: trigram), &masks)
    }
    trigrams.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
    weightTotal = 0
  }

  // The lists have words of the index, and there is a mask for each. They are some thousand words
  // long, and going through them is faster than taking apart the words of thirty articles.

  private static func mark(_ words: [UInt32], with bit: UInt64, _ masks: inout [UInt64]) {
    let words = words.span
    var masks = masks.mutableSpan
    for index in words.indices {
      let word = unsafe Int(words[unchecked: index])
      unsafe masks[unchecked: word] = unsafe masks[unchecked: word] | bit
    }
  }

  private static func unmark(_ words: [UInt32], _ masks: inout [UInt64]) {
    let words = words.span
    var masks = masks.mutableSpan
    for index in words.indices { unsafe masks[unchecked: Int(words[unchecked: index])] = 0 }
  }

  private struct Pieces {
    var title: UInt64 = 0
    var text: UInt64 = 0

    /// How many pieces the title has in all.
    var titleLength = 0
  }

  private func pieces(at place: Int, _ memory: IndexMemory) -> Pieces {
    var found = Pieces()
    let words = memory.articles[place].words
    let masks = masks.span
    let count = UInt32(clamping: memory.words.count)
    DocumentWords.forEach(in: words.span) { entry in
      guard entry.word > 0, entry.word <= count else { return }
      let word = Int(entry.word) - 1
      let mask = unsafe masks[unchecked: word]
      found.text |= mask
      if entry.counts.title > 0 {
        found.title |= mask
        found.titleLength += memory.words.skeletonLength(of: word)
      }
    }
    return found
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
