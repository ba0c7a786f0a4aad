internal import Synchronization

/// Remembers what words are parts of and beginnings of: the words people use most, *til* and *for*
/// among them, are in most queries and have the most compounds, and the first letters of a word have
/// the most words to read.
///
/// What is remembered is given up when the index has changed. All connections to an index share it.
final class ExpansionMemory: Sendable {
  private static let wordsMax = 8_192

  private struct Question: Hashable {
    enum Kind { case compounds, completions }

    let kind: Kind
    let letters: [UInt8]
  }

  private struct Known {
    var moment: IndexMoment?
    var stems: [Question: [UInt32]] = [:]
  }

  private let known = Mutex(Known())

  /// The stems of the most common compounds that have the word as a part.
  func compounds(with word: [UInt8], by splitter: CompoundSplitter) -> [Int] {
    stems(Question(kind: .compounds, letters: word), at: splitter.memory.moment) {
      splitter.compounds(with: word)
    }
  }

  /// The stems of the most common words that begin with the letters.
  func completions(of letters: [UInt8], in memory: IndexMemory) -> [Int] {
    stems(Question(kind: .completions, letters: letters), at: memory.moment) {
      let words = memory.words.words(withPrefix: letters).prefix(RankingWeights.completionsReadMax)
      var common = CommonStems()
      for word in words {
        let stem = memory.words.stem(ofWord: Int(word))
        common.offer(stem, articles: memory.articleCount(ofStem: stem))
      }
      return common.stems
    }
  }

  /// What is known, or is found now: outside the lock, because others need not wait for that.
  private func stems(
    _ question: Question, at moment: IndexMoment, find: () -> [Int]
  ) -> [Int] {
    let remembered = known.withLock { known -> [UInt32]? in
      if known.moment != moment || known.stems.count >= ExpansionMemory.wordsMax {
        known.stems.removeAll(keepingCapacity: true)
        known.moment = moment
      }
      return known.stems[question]
    }
    if let remembered { return remembered.map(Int.init) }
    let found = find()
    known.withLock { known in
      guard known.moment == moment else { return }
      known.stems[question] = found.map(UInt32.init)
    }
    return found
  }
}
