/// A word of a query with what finding it is worth in one index: a `QueryGroup` whose weights have the
/// rarity of the words counted in.
struct WeighedGroup {
  struct Alternative {
    let stems: [Int]
    let weight: Float
  }

  let direct: [Alternative]
  let parts: [[Alternative]]
  let partsWeight: Float
  let typedWord: Int?

  /// The rarity of the word asked for: its share of the whole query.
  let rarity: Float

  /// No article gets more from it.
  let scoreMax: Float

  /// How many postings finding it takes.
  let postings: Int

  init(_ group: QueryGroup, _ ranking: Ranking) {
    func weighed(_ alternatives: [QueryGroup.Alternative]) -> [Alternative] {
      alternatives.map {
        Alternative(stems: $0.stems, weight: $0.weight * ranking.rarity(of: $0))
      }
    }
    direct = weighed(group.direct)
    parts = group.parts.map(weighed)
    partsWeight = group.partsWeight
    typedWord = group.typedWord
    let most = direct.reduce(0) { max($0, $1.weight) }
    let mostOfParts = parts.map { $0.reduce(0) { max($0, $1.weight) } }
    rarity = max(most, mostOfParts.max() ?? 0)
    let meanOfParts = mostOfParts.reduce(0, +) / Float(max(1, mostOfParts.count))
    scoreMax = max(most, partsWeight * meanOfParts) * Ranking.saturatedMax
    postings = (direct + parts.flatMap(\.self)).reduce(0) { sum, alternative in
      alternative.stems.reduce(sum) { $0 + ranking.memory.articleCount(ofStem: $1) }
    }
  }
}
