internal import DanishText

/// Recognises in a text the words a query asked for.
///
/// Made from the query alone it knows the words' own forms; the one in a `SearchAnswer` also knows
/// what else the search took for them: compounds, parts, corrected slips.
public struct Highlighter: Sendable {
  private var stems: [[UInt8]: Int] = [:]
  private var beginning: (letters: [UInt8], term: Int)?
  private var count = 0
  private var filter = BeginningFilter()

  public init(_ query: String) {
    for word in QueryReader.words(of: query) {
      for letters in [word.letters] + word.pieces {
        stems[StemToken.token(of: letters)] = count
        if let unfolded = Folding.unfold(letters) { stems[StemToken.token(of: unfolded)] = count }
        count += 1
      }
      if word.isUnfinished { beginning = (StemToken.fold(word.letters), count - 1) }
    }
    fillFilter()
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
    fillFilter()
  }

  private mutating func fillFilter() {
    for token in stems.keys { filter.add(token) }
    if let beginning { filter.add(beginningsOf: beginning.letters) }
  }

  /// Which word of the query a word of a text answers, if any.
  func term(of letters: [UInt8]) -> Int? {
    guard filter.mayHave(letters) else { return nil }
    if let term = stems[StemToken.token(of: letters)] { return term }
    guard let beginning, StemToken.fold(letters).starts(with: beginning.letters) else { return nil }
    return beginning.term
  }
}

/// Tells of most words of a text by their first letters that they are not what is looked for: nearly
/// all of a search's answer would else be spent on stems of words that nobody asked for.
///
/// A stem begins as its word does: endings are taken off behind the third letter at the earliest.
private struct BeginningFilter {
  private static let letters = 3

  /// One bit each for the first letters, folded, of what is looked for.
  private var bits = [UInt64](repeating: 0, count: 64)

  /// A beginning that is shorter than what is compared, and what it must be compared to.
  private var short: (beginning: UInt32, mask: UInt32)?

  mutating func add(_ word: [UInt8]) {
    let beginning = BeginningFilter.beginning(of: word)
    bits[BeginningFilter.place(of: beginning)] |= BeginningFilter.bit(of: beginning)
  }

  /// Lets all words through that begin with the letters.
  mutating func add(beginningsOf letters: [UInt8]) {
    guard letters.count < BeginningFilter.letters else { return add(letters) }
    let missing = UInt32(8 * (BeginningFilter.letters - letters.count))
    short = (BeginningFilter.beginning(of: letters), 0xff_ffff << missing & 0xff_ffff)
  }

  func mayHave(_ word: [UInt8]) -> Bool {
    let beginning = BeginningFilter.beginning(of: word)
    if bits[BeginningFilter.place(of: beginning)] & BeginningFilter.bit(of: beginning) != 0 {
      return true
    }
    guard let short else { return false }
    return beginning & short.mask == short.beginning
  }

  private static func place(of beginning: UInt32) -> Int { Int(mixed(beginning) & 63) }

  private static func bit(of beginning: UInt32) -> UInt64 {
    1 << UInt64(mixed(beginning) >> 6 & 63)
  }

  /// Twelve bits that differ for most beginnings.
  private static func mixed(_ beginning: UInt32) -> UInt32 { (beginning &* 0x9e37_79b1) >> 20 }

  /// The first letters as `Folding` writes them, in one number; zeros where there are no more.
  private static func beginning(of word: [UInt8]) -> UInt32 {
    var beginning: UInt32 = 0
    var count = 0
    var place = 0
    while place < word.count, count < letters {
      let pair: (UInt8, UInt8)? =
        word[place] == 0xc3 && place + 1 < word.count ? Folding.pair(for: word[place + 1]) : nil
      beginning = beginning << 8 | UInt32(pair?.0 ?? word[place])
      count += 1
      if let pair, count < letters {
        beginning = beginning << 8 | UInt32(pair.1)
        count += 1
      }
      place += pair == nil ? 1 : 2
    }
    return beginning << UInt32(8 * (letters - count))
  }
}
