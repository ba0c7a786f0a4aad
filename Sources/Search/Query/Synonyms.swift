/// Words that mean the same to whoever searches, found by what stands in a query.
///
/// Groups come from outside and are compared by the stems of their words, so that *skraldet* has the
/// synonyms of *skrald*.
struct Synonyms {
  /// A word, or several that belong together; normalised letters.
  typealias Phrase = [[UInt8]]

  private var groups: [[Phrase]] = []

  /// Where phrases begin: by the stem of their first word, which group and which of its phrases.
  private var beginnings: [[UInt8]: [(group: Int, phrase: Int)]] = [:]

  init() {}

  init(_ groups: [[String]]) {
    for words in groups {
      let phrases = words.map { QueryReader.words(of: $0).map(\.letters) }.filter { !$0.isEmpty }
      guard phrases.count > 1 else { continue }
      for (place, phrase) in phrases.enumerated() {
        beginnings[StemToken.token(of: phrase[0]), default: []].append((self.groups.count, place))
      }
      self.groups.append(phrases)
    }
  }

  /// What words of a query mean by other words.
  struct Meaning {
    /// The words of the query.
    let words: Range<Int>

    /// What else they may be called.
    let others: [Phrase]
  }

  /// Everything that stands in a query and has synonyms, from left to right.
  func meanings(of words: [QueryWord]) -> [Meaning] {
    guard !groups.isEmpty else { return [] }
    let tokens = words.map { StemToken.token(of: $0.letters) }
    return tokens.indices.flatMap { start in
      (beginnings[tokens[start]] ?? []).compactMap { group, phrase -> Meaning? in
        let length = groups[group][phrase].count
        guard tokens[start...].starts(with: groups[group][phrase].map(StemToken.token(of:))) else {
          return nil
        }
        let others = groups[group].enumerated().filter { $0.offset != phrase }.map(\.element)
        return Meaning(words: start..<start + length, others: others)
      }
    }
  }
}
