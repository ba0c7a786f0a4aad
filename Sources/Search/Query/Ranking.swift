internal import Glibc

/// The arithmetic of BM25 for one index at one moment.
struct Ranking {
  let memory: IndexMemory

  /// What length does to saturation: so much for every text, and so much for each of its words.
  private let saturationBase: Float
  private let saturationOfWord: Float

  /// The same for titles.
  private let titleBase: Float
  private let titleOfWord: Float

  /// What the fields other than the title add, by the six lower bits of `FieldCounts`.
  private let textCounts: [Float]

  init(_ memory: IndexMemory) {
    self.memory = memory
    let norm = RankingWeights.lengthNorm
    saturationBase = RankingWeights.saturation * (1 - norm)
    saturationOfWord = RankingWeights.saturation * norm / memory.averageLength
    titleBase = 1 - RankingWeights.titleLengthNorm
    titleOfWord = RankingWeights.titleLengthNorm / memory.averageTitleLength
    textCounts = (0..<64).map { code in
      let counts = FieldCounts(code: UInt8(code))
      return RankingWeights.shortAnswer * Float(counts.shortAnswer)
        + RankingWeights.keywords * Float(counts.keywords) + Float(counts.body)
    }
  }

  /// How often a word stands in an article of such a length, each time weighted by where.
  @inline(__always)
  func weightedCount(_ code: UInt8, at place: Int) -> Float {
    // There are 64, and every place has a length.
    var count = unsafe textCounts.span[unchecked: Int(code & 63)]
    if code >= 64 {
      let length = unsafe titleBase + titleOfWord * memory.titleLengths.span[unchecked: place]
      count += RankingWeights.title * Float(code >> 6) / length
    }
    return count
  }

  /// More of the same says less and less, in a long text the sooner.
  @inline(__always)
  func saturated(_ count: Float, _ words: Float) -> Float {
    let length = saturationBase + saturationOfWord * words
    return count * Ranking.saturatedMax / (count + length)
  }

  /// However often a word stands in an article, it counts as less than this.
  static let saturatedMax = RankingWeights.saturation + 1

  /// BM25's inverse document frequency of words that count as one.
  func rarity(of alternative: QueryGroup.Alternative) -> Float {
    let sum =
      alternative.documents
      ?? alternative.stems.reduce(0) { $0 + memory.articleCount(ofStem: $1) }
    let all = Float(max(1, memory.articleCount))
    let count = min(all, Float(sum))
    return logf(1 + (all - count + 0.5) / (count + 0.5))
  }
}
