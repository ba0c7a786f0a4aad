internal import DanishText

/// Recognises in a text the words a query asked for.
///
/// Made from the query alone it knows the words' own forms; the one in a `SearchAnswer` also knows
/// what else the search took for them: compounds, parts, corrected slips.
public struct Highlighter: Sendable {
  private var stems: [[UInt8]: Int] = [:]
  private var beginning: (letters: [UInt8], term: Int)?
  private var count = 0

  public init(_ query: String) {
    for word in QueryReader.words(of: query) {
      for letters in [word.letters] + word.pieces {
        stems[StemToken.token(of: letters)] = count
        if let unfolded = Folding.unfold(letters) { stems[StemToken.token(of: unfolded)] = count }
        count += 1
      }
      if word.isUnfinished { beginning = (StemToken.fold(word.letters), count - 1) }
    }
  }

  /// Every way of being found that the groups name, by the group it belongs to.
  init(_ words: [QueryWord], _ groups: [QueryGroup], _ memory: IndexMemory) {
    count = groups.count
    for (term, group) in groups.enumerated() {
      for alternative in group.direct + group.parts.flatMap(\.self)
      where alternative.weight >= RankingWeights.markedMin {
        for stem in alternative.stems {
          let token = Array(memory.words.stems[stem])
          if stems[token] == nil { stems[token] = term }
        }
      }
    }
    if let last = words.last, last.isUnfinished {
      beginning = (StemToken.fold(last.letters), count - 1)
    }
  }

  /// Which word of the query a word of a text answers, if any.
  func term(of letters: [UInt8]) -> Int? {
    guard count > 0 else { return nil }
    if let term = stems[StemToken.token(of: letters)] { return term }
    guard let beginning, StemToken.fold(letters).starts(with: beginning.letters) else { return nil }
    return beginning.term
  }
}
