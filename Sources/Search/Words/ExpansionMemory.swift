/// Remembers what words are parts of and beginnings of: the words people use most, *til* and *for*
/// among them, are in most queries and have the most compounds, and the first letters of a word have
/// the most words to read.
///
/// What is remembered is given up when the index has changed. It belongs to one connection.
final class ExpansionMemory {
  private static let wordsMax = 4_096

  private var compounds: [[UInt8]: [Int]] = [:]
  private var completions: [[UInt8]: [Int]] = [:]
  private var moment: IndexMoment?

  /// The stems of the most common compounds that have the word as a part.
  func compounds(with word: [UInt8], by splitter: CompoundSplitter) -> [Int] {
    keepUp(with: splitter.memory)
    if let known = compounds[word] { return known }
    let found = splitter.compounds(with: word)
    compounds[word] = found
    return found
  }

  /// The stems of the most common words that begin with the letters.
  func completions(of letters: [UInt8], in memory: IndexMemory) -> [Int] {
    keepUp(with: memory)
    if let known = completions[letters] { return known }
    let words = memory.words.words(withPrefix: letters).prefix(RankingWeights.completionsReadMax)
    var common = CommonStems()
    for word in words {
      let stem = memory.words.stem(ofWord: Int(word))
      common.offer(stem, articles: memory.articleCount(ofStem: stem))
    }
    let found = common.stems
    completions[letters] = found
    return found
  }

  private func keepUp(with memory: IndexMemory) {
    guard
      moment != memory.moment || compounds.count + completions.count >= ExpansionMemory.wordsMax
    else { return }
    compounds.removeAll(keepingCapacity: true)
    completions.removeAll(keepingCapacity: true)
    moment = memory.moment
  }
}
