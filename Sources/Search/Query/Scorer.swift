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
  private var places = PlaceList()

  // Places that have what is being looked for; empty between searches.
  private var found = PlaceList()
  private var met = PlaceList()
  private var inParts = PlaceList()

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
    for index in 0..<places.count {
      let place = places[index]
      let coverage = covered[place] / whole
      let score = totals[place] * (kept + (1 - kept) * coverage)
      top.offer(Candidate(place: place, score: score, coverage: coverage))
      totals[place] = 0
      covered[place] = 0
    }
    defer { places.removeAll() }
    return (top.candidates, places.count)
  }

  private mutating func makeRoom(_ count: Int) {
    guard totals.count < count else { return }
    counts = [Float](repeating: 0, count: count)
    best = counts
    partSums = counts
    partCounts = counts
    totals = counts
    covered = counts
    places = PlaceList(places: count)
    found = places
    met = places
    inParts = places
  }

  /// Adds what one word of the query gives.
  private mutating func add(_ group: QueryGroup, rarity: Float, _ ranking: Ranking) {
    for part in group.parts {
      scoreBest(of: part, typedWord: nil, ranking)
      for index in 0..<found.count {
        let place = found[index]
        if partCounts[place] == 0 { inParts.append(place) }
        partSums[place] += best[place]
        partCounts[place] += 1
        best[place] = 0
      }
    }
    scoreBest(of: group.direct, typedWord: group.typedWord, ranking)
    for index in 0..<found.count {
      let place = found[index]
      let share = share(ofPartsAt: place, group)
      take(place, max(best[place], share.score), rarity * (best[place] > 0 ? 1 : share.covered))
      best[place] = 0
    }
    for index in 0..<inParts.count where partCounts[inParts[index]] > 0 {
      let place = inParts[index]
      let share = share(ofPartsAt: place, group)
      take(place, share.score, rarity * share.covered)
    }
    inParts.removeAll()
  }

  @inline(__always)
  private mutating func take(_ place: Int, _ score: Float, _ coverage: Float) {
    if totals[place] == 0 { places.append(place) }
    totals[place] += score
    covered[place] += coverage
  }

  /// What the parts at a place are worth together; they are forgotten.
  @inline(__always)
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

  /// Finds the places that have any of the alternatives, with the best of them in `best`.
  private mutating func scoreBest(
    of alternatives: [QueryGroup.Alternative], typedWord: Int?, _ ranking: Ranking
  ) {
    found.removeAll()
    for alternative in alternatives {
      let weight = alternative.weight * ranking.rarity(of: alternative)
      let words = ranking.memory.words
      if let stem = alternative.stems.first, alternative.stems.count == 1,
        let word = words.onlyWord(ofStem: stem)
      {
        Scorer.score(
          word, weight: weight, form: form(of: word, typedWord), ranking, &best, &found)
        continue
      }
      for stem in alternative.stems {
        words.forEachWord(ofStem: stem) {
          Scorer.count($0, form: form(of: $0, typedWord), ranking, &counts, &met)
        }
      }
      Scorer.scoreCounted(met, weight: weight, ranking, &counts, &best, &found)
      met.removeAll()
    }
  }

  /// What a word is worth beside the one that was typed.
  private func form(of word: Int, _ typedWord: Int?) -> Float {
    typedWord == nil || typedWord == word ? 1 : RankingWeights.otherForm
  }
}

// MARK: Going through postings

// Nearly all the time of a search goes here. Places in postings are those of articles, for which
// `makeRoom` made room, so nothing is looked up twice to see whether it is there.
extension Scorer {
  /// Scores the places of a word that has no other form.
  private static func score(
    _ word: Int, weight: Float, form: Float, _ ranking: Ranking, _ best: inout [Float],
    _ found: inout PlaceList
  ) {
    let postings = ranking.memory.postings[word].items
    let items = postings.span
    let lengths = ranking.memory.lengths.span
    var best = best.mutableSpan
    for index in items.indices {
      let item = unsafe items[unchecked: index]
      let place = Int(item >> 8)
      let length = unsafe lengths[unchecked: place]
      let count = form * ranking.weightedCount(UInt8(truncatingIfNeeded: item), length)
      let score = weight * ranking.saturated(count, length)
      let known = unsafe best[unchecked: place]
      if known == 0 { found.append(place) }
      if known < score { unsafe best[unchecked: place] = score }
    }
  }

  /// Adds up how often, weighted by field and form, a word stands in each article.
  private static func count(
    _ word: Int, form: Float, _ ranking: Ranking, _ counts: inout [Float], _ met: inout PlaceList
  ) {
    let postings = ranking.memory.postings[word].items
    let items = postings.span
    let lengths = ranking.memory.lengths.span
    var sums = counts.mutableSpan
    for index in items.indices {
      let item = unsafe items[unchecked: index]
      let place = Int(item >> 8)
      let sum = unsafe sums[unchecked: place]
      if sum == 0 { met.append(place) }
      let length = unsafe lengths[unchecked: place]
      let count = ranking.weightedCount(UInt8(truncatingIfNeeded: item), length)
      unsafe sums[unchecked: place] = sum + form * count
    }
  }

  /// Scores what was counted, and forgets the counts.
  private static func scoreCounted(
    _ met: PlaceList, weight: Float, _ ranking: Ranking, _ counts: inout [Float],
    _ best: inout [Float], _ found: inout PlaceList
  ) {
    let lengths = ranking.memory.lengths.span
    var sums = counts.mutableSpan
    var best = best.mutableSpan
    for index in 0..<met.count {
      let place = met[index]
      let length = unsafe lengths[unchecked: place]
      let score = unsafe weight * ranking.saturated(sums[unchecked: place], length)
      unsafe sums[unchecked: place] = 0
      let known = unsafe best[unchecked: place]
      if known == 0 { found.append(place) }
      if known < score { unsafe best[unchecked: place] = score }
    }
  }
}

/// Different places in the order in which they were met; there is room for all, so none is made
/// while they come.
private struct PlaceList {
  private var places: [UInt32]
  private(set) var count = 0

  init(places count: Int = 0) { places = [UInt32](repeating: 0, count: count) }

  @inline(__always)
  subscript(index: Int) -> Int { Int(places[index]) }

  @inline(__always)
  mutating func append(_ place: Int) {
    places[count] = UInt32(truncatingIfNeeded: place)
    count += 1
  }

  mutating func removeAll() { count = 0 }
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
