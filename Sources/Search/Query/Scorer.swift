internal import Glibc

/// How well articles fit a query: BM25 over weighted fields, with each word of the query counted
/// once however many of its forms occur.
///
/// Every article that has any of the words gets a score. Going through a list of postings costs some
/// nanoseconds for each, so nothing is left out to save time but what is beyond
/// `RankingWeights.unionPostingsMax`.
struct Scorer {
  struct Candidate: Hashable {
    let place: Int
    var score: Float

    /// Which share of the query it has, the rare words counting more.
    let coverage: Float
  }

  // By place, all 0 between searches. The places that are not are in a list beside.
  private var counts: [Float] = []
  private var best: [Float] = []
  private var partSums: [Float] = []
  private var partCounts: [Float] = []
  private var totals: [Float] = []
  private var covered: [Float] = []
  private var places: [Int] = []

  /// The articles that fit best, in no order, and how many have any of the words.
  mutating func search(
    _ groups: [QueryGroup], in memory: IndexMemory, limit: Int
  ) -> (best: [Candidate], found: Int) {
    makeRoom(memory.articles.count)
    let ranking = Ranking(memory)
    var rarityTotal: Float = 0
    for group in groups {
      let rarity = ranking.rarity(of: group)
      rarityTotal += rarity
      add(group, rarity: rarity, ranking)
    }
    let kept = RankingWeights.uncovered
    let whole = max(rarityTotal, .leastNormalMagnitude)
    var top = TopCandidates(limit)
    for place in places {
      let coverage = covered[place] / whole
      let score = totals[place] * (kept + (1 - kept) * coverage)
      top.offer(Candidate(place: place, score: score, coverage: coverage))
      totals[place] = 0
      covered[place] = 0
    }
    let found = places.count
    places.removeAll(keepingCapacity: true)
    return (top.candidates, found)
  }

  private mutating func makeRoom(_ count: Int) {
    guard totals.count < count else { return }
    counts = [Float](repeating: 0, count: count)
    best = counts
    partSums = counts
    partCounts = counts
    totals = counts
    covered = counts
  }

  /// Adds what one word of the query gives.
  private mutating func add(_ group: QueryGroup, rarity: Float, _ ranking: Ranking) {
    var inParts: [Int] = []
    for part in group.parts {
      for place in scoreBest(of: part, typedWord: nil, ranking) {
        if partCounts[place] == 0 { inParts.append(place) }
        partSums[place] += best[place]
        partCounts[place] += 1
        best[place] = 0
      }
    }
    for place in scoreBest(of: group.direct, typedWord: group.typedWord, ranking) {
      let share = share(ofPartsAt: place, group)
      take(place, max(best[place], share.score), rarity * (best[place] > 0 ? 1 : share.covered))
      best[place] = 0
    }
    for place in inParts where partCounts[place] > 0 {
      let share = share(ofPartsAt: place, group)
      take(place, share.score, rarity * share.covered)
    }
  }

  private mutating func take(_ place: Int, _ score: Float, _ coverage: Float) {
    if totals[place] == 0 { places.append(place) }
    totals[place] += score
    covered[place] += coverage
  }

  /// What the parts at a place are worth together; they are forgotten.
  private mutating func share(
    ofPartsAt place: Int, _ group: QueryGroup
  ) -> (score: Float, covered: Float) {
    guard partCounts[place] > 0 else { return (0, 0) }
    let share = partCounts[place] / Float(group.parts.count)
    let score = group.partsWeight * share * partSums[place] / Float(group.parts.count)
    partSums[place] = 0
    partCounts[place] = 0
    return (score, share * group.partsWeight)
  }

  /// The places that have any of the alternatives, with the best of them in `best`.
  private mutating func scoreBest(
    of alternatives: [QueryGroup.Alternative], typedWord: Int?, _ ranking: Ranking
  ) -> [Int] {
    var found: [Int] = []
    var met: [Int] = []
    for alternative in alternatives {
      met.removeAll(keepingCapacity: true)
      for stem in alternative.stems {
        count(stem, typedWord: typedWord, ranking, &met)
      }
      let weight = alternative.weight * ranking.rarity(of: alternative)
      for place in met {
        let score = weight * ranking.saturated(counts[place], at: place)
        counts[place] = 0
        if best[place] == 0 { found.append(place) }
        if best[place] < score { best[place] = score }
      }
    }
    return found
  }

  /// Adds up how often, weighted by field and form, the words of a stem stand in each article.
  ///
  /// Nearly all the time of a search of common words goes here, so the list of sums is taken in hand
  /// once for all postings.
  private mutating func count(
    _ stem: Int, typedWord: Int?, _ ranking: Ranking, _ met: inout [Int]
  ) {
    let memory = ranking.memory
    memory.words.forEachWord(ofStem: stem) { word in
      let isOther = typedWord != nil && typedWord != word
      let form = isOther ? RankingWeights.otherForm : 1
      let postings = memory.postings[word].items
      var sums = counts.mutableSpan
      for index in postings.indices {
        let item = postings[index]
        let place = Int(item >> 8)
        let sum = sums[place]
        if sum == 0 { met.append(place) }
        sums[place] =
          sum + form * ranking.weightedCount(UInt8(truncatingIfNeeded: item), at: place)
      }
    }
  }
}

/// The best of many, with no more than so many kept at a time: a heap with the least on top.
private struct TopCandidates {
  private(set) var candidates: [Scorer.Candidate] = []
  private let limit: Int

  init(_ limit: Int) { self.limit = limit }

  mutating func offer(_ candidate: Scorer.Candidate) {
    if candidates.count < limit {
      candidates.append(candidate)
      rise(candidates.count - 1)
    } else if let least = candidates.first, TopCandidates.isLess(least, candidate) {
      candidates[0] = candidate
      sink(0)
    }
  }

  /// Equal scores go to the earlier place, so that an answer does not depend on the order of work.
  private static func isLess(_ left: Scorer.Candidate, _ right: Scorer.Candidate) -> Bool {
    left.score != right.score ? left.score < right.score : left.place > right.place
  }

  private mutating func rise(_ index: Int) {
    var child = index
    while child > 0, TopCandidates.isLess(candidates[child], candidates[(child - 1) / 2]) {
      candidates.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func sink(_ index: Int) {
    var parent = index
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < candidates.count && TopCandidates.isLess(candidates[child], candidates[least]) {
        least = child
      }
      guard least != parent else { return }
      candidates.swapAt(parent, least)
      parent = least
    }
  }
}
