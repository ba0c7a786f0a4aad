/// How well the rows of one running query fit: BM25 over weighted columns, with each word counted
/// once however many of its forms occur.
///
/// FTS5's own `bm25()` reads one more table row per match and walks every posting list twice; this
/// one has lengths and document counts in memory. It is called for every row that matches, so it
/// allocates nothing.
struct Ranker {
  /// Phrases are numbered as FTS5 numbers them: as they stand in the expression.
  struct Phrase {
    /// The place its score competes for with its alternatives.
    let slot: Int

    /// Weight times rarity; 0 for a phrase that only narrows the search.
    let weight: Float
  }

  struct Group {
    let direct: Int
    let parts: Range<Int>
    let partsWeight: Float

    /// The rarity of the word asked for: its share of the whole query.
    let rarity: Float
  }

  let vocabulary: Vocabulary
  let phrases: [Phrase]
  let groups: [Group]
  private let rarityTotal: Float
  private var slots: [Float]

  init(vocabulary: Vocabulary, phrases: [Phrase], groups: [Group], slotCount: Int) {
    self.vocabulary = vocabulary
    self.phrases = phrases
    self.groups = groups
    rarityTotal = groups.reduce(0) { $0 + $1.rarity }
    slots = [Float](repeating: 0, count: slotCount)
  }

  mutating func score(_ row: FTS5Row) -> Double {
    fillSlots(row)
    var sum: Float = 0
    var covered: Float = 0
    for group in groups {
      let (score, share) = score(group)
      sum += score
      covered += group.rarity * share
    }
    let kept = RankingWeights.uncovered
    return Double(sum * (kept + (1 - kept) * covered / max(rarityTotal, .leastNormalMagnitude)))
  }

  private mutating func fillSlots(_ row: FTS5Row) {
    for slot in slots.indices { slots[slot] = 0 }
    let saturation = RankingWeights.saturation
    let norm = RankingWeights.lengthNorm
    let length = vocabulary.wordCount(of: row.rowID) / vocabulary.averageWords
    let halfway = saturation * (1 - norm + norm * length)
    for number in 0..<min(phrases.count, row.phraseCount) where phrases[number].weight > 0 {
      let count = row.weightedCount(ofPhrase: number, by: RankingWeights.columns)
      guard count > 0 else { continue }
      let score = phrases[number].weight * count * (saturation + 1) / (count + halfway)
      let slot = phrases[number].slot
      slots[slot] = max(slots[slot], score)
    }
  }

  /// What a group adds, and how much of it was found.
  private func score(_ group: Group) -> (Float, share: Float) {
    let direct = slots[group.direct]
    guard !group.parts.isEmpty else { return (direct, direct > 0 ? 1 : 0) }
    var sum: Float = 0
    var found: Float = 0
    for part in group.parts where slots[part] > 0 {
      sum += slots[part]
      found += 1
    }
    let share = found / Float(group.parts.count)
    let inParts = group.partsWeight * share * sum / Float(group.parts.count)
    guard direct < inParts else { return (direct, direct > 0 ? 1 : 0) }
    return (inParts, share * group.partsWeight)
  }
}
