/// How well articles fit a query: BM25 over weighted fields, with each word of the query counted
/// once however many of its forms occur.
///
/// Words are gone through from the rarest on, and each gives its articles a score. As soon as an
/// article that has none of the words so far cannot come among the best any more, the common words
/// that are left are counted only where they may still change who is (the idea of MaxScore; Turtle
/// and Flood 1995, here a word at a time). The best and their scores are the same as without.
struct Scorer {
  struct Candidate: Comparable {
    let place: Int
    var score: Float

    /// Which share of the query it has, the rare words counting more.
    let coverage: Float

    /// Equal scores go to the earlier place, so that an answer does not depend on the order of work.
    static func < (left: Candidate, right: Candidate) -> Bool {
      left.score != right.score ? left.score < right.score : left.place > right.place
    }
  }

  /// What an article has got so far.
  struct Sum {
    var score: Float = 0

    /// The rarities of the words it has.
    var covered: Float = 0
  }

  // By place, all 0 between searches. The places that are not are in a list beside.
  private var counts: [Float] = []
  private var best: [Float] = []
  private var partSums: [Float] = []
  private var partCounts: [Float] = []
  private var sums: [Sum] = []
  private var places = PlaceList()

  /// By place: whether it is still counted, once it is not all.
  private var isOpen: [Bool] = []
  private var open = PlaceList()
  private var isNarrow = false

  // Places that have what is being looked for; empty between searches.
  private var found = PlaceList()
  private var met = PlaceList()
  private var inParts = PlaceList()

  /// The articles that fit best, in no order.
  mutating func search(
    _ groups: [QueryGroup], in memory: IndexMemory, limit: Int
  ) -> [Candidate] {
    makeRoom(memory.articles.count)
    let ranking = Ranking(memory)
    let weighed = groups.enumerated().map { (place: $0, group: WeighedGroup($1, ranking)) }
      .sorted { ($1.group.rarity, $0.place) < ($0.group.rarity, $1.place) }.map(\.group)
    var rest = Rest(of: weighed)
    for group in weighed {
      narrow(to: limit, before: rest)
      add(group, ranking)
      rest.take(group)
    }
    return takeBest(limit, rest)
  }

  private mutating func makeRoom(_ count: Int) {
    guard sums.count < count else { return }
    counts = [Float](repeating: 0, count: count)
    best = counts
    partSums = counts
    partCounts = counts
    sums = [Sum](repeating: Sum(), count: count)
    isOpen = [Bool](repeating: false, count: count)
    places = PlaceList(places: count)
    open = places
    found = places
    met = places
    inParts = places
  }

  private mutating func takeBest(_ limit: Int, _ rest: Rest) -> [Candidate] {
    var top = Greatest<Candidate>(limit)
    let list = isNarrow ? open : places
    for index in 0..<list.count {
      let place = list[index]
      let sum = sums[place]
      top.offer(
        Candidate(
          place: place, score: rest.score(of: sum), coverage: sum.covered / rest.rarityOfAll))
    }
    for index in 0..<places.count { sums[places[index]] = Sum() }
    for index in 0..<open.count { isOpen[open[index]] = false }
    places.removeAll()
    open.removeAll()
    isNarrow = false
    return top.elements
  }

  /// Adds what one word of the query gives.
  private mutating func add(_ group: WeighedGroup, _ ranking: Ranking) {
    for part in group.parts {
      scoreBest(of: part, typedWord: nil, ranking)
      Scorer.addPart(found, &best, &partSums, &partCounts, &inParts)
    }
    scoreBest(of: group.direct, typedWord: group.typedWord, ranking)
    if group.parts.isEmpty {
      Scorer.take(found, rarity: group.rarity, &best, &sums, &places)
    } else {
      Scorer.take(found, group, &best, &partSums, &partCounts, &sums, &places)
      Scorer.take(inParts, group, &best, &partSums, &partCounts, &sums, &places)
      inParts.removeAll()
    }
  }

  /// Finds the places that have any of the alternatives, with the best of them in `best`.
  private mutating func scoreBest(
    of alternatives: [WeighedGroup.Alternative], typedWord: Int?, _ ranking: Ranking
  ) {
    found.removeAll()
    let words = ranking.memory.words
    for alternative in alternatives {
      let weight = alternative.weight
      if let stem = alternative.stems.first, alternative.stems.count == 1,
        let word = words.onlyWord(ofStem: stem)
      {
        let form = Scorer.form(of: word, typedWord)
        if isNarrow {
          Scorer.score(word, weight, form, isOpen, isNarrow: true, ranking, &best, &found)
        } else {
          Scorer.score(word, weight, form, isOpen, isNarrow: false, ranking, &best, &found)
        }
        continue
      }
      for stem in alternative.stems {
        words.forEachWord(ofStem: stem) { word in
          let form = Scorer.form(of: word, typedWord)
          if isNarrow {
            Scorer.count(word, form, isOpen, isNarrow: true, ranking, &counts, &met)
          } else {
            Scorer.count(word, form, isOpen, isNarrow: false, ranking, &counts, &met)
          }
        }
      }
      Scorer.scoreCounted(met, weight: weight, ranking, &counts, &best, &found)
      met.removeAll()
    }
  }

  /// What a word is worth beside the one that was typed.
  private static func form(of word: Int, _ typedWord: Int?) -> Float {
    typedWord == nil || typedWord == word ? 1 : RankingWeights.otherForm
  }
}

// MARK: Leaving out what cannot win

extension Scorer {
  /// The words of a query that are still to come, and what all of them are worth.
  private struct Rest {
    /// No article gets more from what is left.
    private(set) var scoreMax: Float
    private(set) var rarity: Float
    private(set) var postings: Int
    let rarityOfAll: Float

    /// What an article has got at most so far.
    private(set) var taken = Sum()

    init(of groups: [WeighedGroup]) {
      scoreMax = groups.reduce(0) { $0 + $1.scoreMax }
      rarity = groups.reduce(0) { $0 + $1.rarity }
      postings = groups.reduce(0) { $0 + $1.postings }
      rarityOfAll = max(rarity, .leastNormalMagnitude)
    }

    mutating func take(_ group: WeighedGroup) {
      scoreMax = max(0, scoreMax - group.scoreMax)
      rarity = max(0, rarity - group.rarity)
      postings -= group.postings
      taken.score += group.scoreMax
      taken.covered += group.rarity
    }

    @inline(__always)
    func score(of sum: Sum) -> Float {
      let kept = RankingWeights.uncovered
      return sum.score * (kept + (1 - kept) * sum.covered / rarityOfAll)
    }

    /// What it may become at most, and a little, because sums of fractions are not exact.
    @inline(__always)
    func scoreMax(of sum: Sum) -> Float {
      1.0001 * score(of: Sum(score: sum.score + scoreMax, covered: sum.covered + rarity))
    }
  }

  /// From here on counts only articles that may come among the best, if an article that has none of
  /// the words so far cannot.
  private mutating func narrow(to limit: Int, before rest: Rest) {
    let count = isNarrow ? open.count : places.count
    // Not worth finding out where little is left to do, or much.
    guard count > limit, rest.postings > count / 2 else { return }
    let other = rest.scoreMax(of: Sum())
    guard isNarrow || other < rest.score(of: rest.taken) else { return }
    var best = Greatest<Float>(limit)
    for index in 0..<count {
      best.offer(rest.score(of: sums[isNarrow ? open[index] : places[index]]))
    }
    guard let least = best.least, isNarrow || other < least else { return }
    if !isNarrow { open.take(places) }
    var kept = 0
    for index in 0..<open.count {
      let place = open[index]
      isOpen[place] = rest.scoreMax(of: sums[place]) >= least
      if isOpen[place] {
        open.put(place, at: kept)
        kept += 1
      }
    }
    open.cut(to: kept)
    isNarrow = true
  }
}

// MARK: Going through postings

// Nearly all the time of a search goes here. Places in postings are those of articles, for which
// `makeRoom` made room, so nothing is looked up twice to see whether it is there.
extension Scorer {
  /// Takes what was found directly, where nothing was looked for in parts.
  private static func take(
    _ found: PlaceList, rarity: Float, _ best: inout [Float], _ sums: inout [Sum],
    _ places: inout PlaceList
  ) {
    var best = best.mutableSpan
    var sums = sums.mutableSpan
    for index in 0..<found.count {
      let place = found[index]
      let sum = unsafe sums[unchecked: place]
      if sum.score == 0 { places.append(place) }
      unsafe sums[unchecked: place] = unsafe Sum(
        score: sum.score + best[unchecked: place], covered: sum.covered + rarity)
      unsafe best[unchecked: place] = 0
    }
  }

  /// Adds what was found of one part of the word.
  private static func addPart(
    _ found: PlaceList, _ best: inout [Float], _ partSums: inout [Float],
    _ partCounts: inout [Float], _ inParts: inout PlaceList
  ) {
    var best = best.mutableSpan
    var partSums = partSums.mutableSpan
    var partCounts = partCounts.mutableSpan
    for index in 0..<found.count {
      let place = found[index]
      let count = unsafe partCounts[unchecked: place]
      if count == 0 { inParts.append(place) }
      unsafe partCounts[unchecked: place] = count + 1
      let sum = unsafe partSums[unchecked: place] + best[unchecked: place]
      unsafe partSums[unchecked: place] = sum
      unsafe best[unchecked: place] = 0
    }
  }

  /// Takes what there is at each place, found directly or in parts, whichever is worth more; what has
  /// neither was taken already.
  private static func take(
    _ found: PlaceList, _ group: WeighedGroup, _ best: inout [Float], _ partSums: inout [Float],
    _ partCounts: inout [Float], _ sums: inout [Sum], _ places: inout PlaceList
  ) {
    let parts = Float(group.parts.count)
    var best = best.mutableSpan
    var partSums = partSums.mutableSpan
    var partCounts = partCounts.mutableSpan
    var sums = sums.mutableSpan
    for index in 0..<found.count {
      let place = found[index]
      let direct = unsafe best[unchecked: place]
      let count = unsafe partCounts[unchecked: place]
      guard direct > 0 || count > 0 else { continue }
      let share = count / parts
      let inParts = unsafe group.partsWeight * share * partSums[unchecked: place] / parts
      let covered = direct > 0 ? 1 : share * group.partsWeight
      let sum = unsafe sums[unchecked: place]
      if sum.score == 0 { places.append(place) }
      unsafe sums[unchecked: place] = Sum(
        score: sum.score + max(direct, inParts), covered: sum.covered + group.rarity * covered)
      unsafe best[unchecked: place] = 0
      unsafe partSums[unchecked: place] = 0
      unsafe partCounts[unchecked: place] = 0
    }
  }

  /// Scores the places of a word that has no other form.
  @inline(__always)
  private static func score(
    _ word: Int, _ weight: Float, _ form: Float, _ isOpen: [Bool], isNarrow: Bool,
    _ ranking: Ranking, _ best: inout [Float], _ found: inout PlaceList
  ) {
    let postings = ranking.memory.postings[word].items
    let items = postings.span
    let isOpen = isOpen.span
    let lengths = ranking.memory.lengths.span
    var best = best.mutableSpan
    for index in items.indices {
      let item = unsafe items[unchecked: index]
      let place = Int(item >> 8)
      if isNarrow, unsafe !isOpen[unchecked: place] { continue }
      let length = unsafe lengths[unchecked: place]
      let count = form * ranking.weightedCount(UInt8(truncatingIfNeeded: item), at: place)
      let score = weight * ranking.saturated(count, length)
      let known = unsafe best[unchecked: place]
      if known == 0 { found.append(place) }
      if known < score { unsafe best[unchecked: place] = score }
    }
  }

  /// Adds up how often, weighted by field and form, a word stands in each article.
  @inline(__always)
  private static func count(
    _ word: Int, _ form: Float, _ isOpen: [Bool], isNarrow: Bool, _ ranking: Ranking,
    _ counts: inout [Float], _ met: inout PlaceList
  ) {
    let postings = ranking.memory.postings[word].items
    let items = postings.span
    let isOpen = isOpen.span
    var sums = counts.mutableSpan
    for index in items.indices {
      let item = unsafe items[unchecked: index]
      let place = Int(item >> 8)
      if isNarrow, unsafe !isOpen[unchecked: place] { continue }
      let sum = unsafe sums[unchecked: place]
      if sum == 0 { met.append(place) }
      let count = ranking.weightedCount(UInt8(truncatingIfNeeded: item), at: place)
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
