/// Words that somebody may have meant by a word that is not there.
extension WordList {
  struct Suggestion {
    let word: Int

    /// Slips between the two; 0 for words that differ in æ, ø and å only.
    let distance: Int
  }

  /// Slips forgiven in a word of so many letters.
  static func slipsMax(letters: Int) -> Int {
    switch letters {
    case ..<4: 0
    case 4...6: 1
    default: 2
    }
  }

  /// All words within so many slips, in no order of merit.
  ///
  /// Every word is looked at, but most of them for a moment only: their length and the set of their
  /// letters already tell that they are too far.
  func suggestions(for skeleton: [UInt8], limit: Int) -> [Suggestion] {
    let signature = WordList.signature(of: skeleton)
    var distance = EditDistance()
    var found: [Suggestion] = []
    for word in signatures.indices
    where (signatures[word] ^ signature).nonzeroBitCount <= 2 * limit {
      guard abs(skeletons.length(of: word) - skeleton.count) <= limit,
        let slips = distance.distance(skeleton[...], skeletons[word], limit: limit)
      else { continue }
      found.append(Suggestion(word: word, distance: slips))
    }
    return found
  }

  struct Resemblance {
    let word: Int

    /// Dice's coefficient over trigrams, above 0 and up to 1.
    let likeness: Float
  }

  /// The words that share most of their three-letter pieces with a word: for what no few slips
  /// explain.
  func lookalikes(of skeleton: [UInt8], limit: Int, likenessMin: Float) -> [Resemblance] {
    var shared: [UInt32: Int] = [:]
    for trigram in Set(TrigramIndex.trigrams(of: skeleton)) {
      var last = UInt32.max
      for word in trigrams.words(with: trigram) where word != last {
        shared[word, default: 0] += 1
        last = word
      }
    }
    var found: [Resemblance] = []
    for (word, count) in shared {
      let sum = skeleton.count + skeletons.length(of: Int(word))
      let likeness = 2 * Float(count) / Float(max(1, sum))
      if likeness >= likenessMin { found.append(Resemblance(word: Int(word), likeness: likeness)) }
    }
    found.sort { ($1.likeness, $0.word) < ($0.likeness, $1.word) }
    return Array(found.prefix(limit))
  }
}
