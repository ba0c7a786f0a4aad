/// Words that somebody may have meant by a word that is not there.
extension WordList {
  struct Suggestion {
    let word: Int

    /// Half slips between the two; 0 for words that differ in æ, ø and å only.
    let distance: Int
  }

  /// Half slips forgiven in a word of so many letters.
  static func halfSlipsMax(letters: Int) -> Int {
    switch letters {
    case ..<4: 0
    case 4...6: EditDistance.slip
    default: 2 * EditDistance.slip
    }
  }

  /// The nearest words within so many half slips, in no order of merit.
  ///
  /// A slip spoils at most four pieces of three letters, so of any five pieces for each slip a word
  /// that is near has at least one: the words with the rarest pieces are looked at, and most of them
  /// for a moment only, because the set of their letters already tells that they are too far.
  /// As soon as one is found those that are further are of no interest.
  func suggestions(for skeleton: [UInt8], limit: Int) -> [Suggestion] {
    let signature = WordList.signature(of: skeleton)
    let slips = (limit + EditDistance.slip - 1) / EditDistance.slip
    let lists = Set(TrigramIndex.trigrams(of: skeleton)).map(trigrams.words(with:))
      .sorted { $0.count < $1.count }
    var distance = EditDistance()
    var seen: Set<UInt32> = []
    var least = limit
    var found: [Suggestion] = []
    for list in lists.prefix(WordList.piecesOfSlip * slips + 1) {
      for word in list
      where (signatures[Int(word)] ^ signature).nonzeroBitCount <= EditDistance.slip * 2 {
        guard abs(skeletonLength(of: Int(word)) - skeleton.count) <= EditDistance.slip,
          seen.insert(word).inserted,
          let halves = distance.distance(
            skeleton[...], self.skeleton(of: Int(word)), limit: least)
        else { continue }
        least = halves
        found.append(Suggestion(word: Int(word), distance: halves))
      }
    }
    return found.filter { $0.distance == least }
  }

  private static let piecesOfSlip = 4

  /// Words with just this skeleton.
  func twins(of skeleton: [UInt8]) -> [Int] {
    let lists = TrigramIndex.trigrams(of: skeleton).map(trigrams.words(with:))
    guard let shortest = lists.min(by: { $0.count < $1.count }) else { return [] }
    return Set(shortest).map(Int.init)
      .filter { self.skeleton(of: $0).elementsEqual(skeleton) }.sorted()
  }
}
