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

  /// All words within so many half slips, in no order of merit.
  ///
  /// Every word of about the same length is looked at, but most of them for a moment only: the set
  /// of their letters already tells that they are too far.
  func suggestions(for skeleton: [UInt8], limit: Int) -> [Suggestion] {
    let signature = WordList.signature(of: skeleton)
    // Two letters more or less, and two exchanged, are as much as is forgiven.
    let lengths = max(0, skeleton.count - EditDistance.slip)...skeleton.count + EditDistance.slip
    var distance = EditDistance()
    var found: [Suggestion] = []
    for length in lengths.clamped(to: 0...max(0, byLength.count - 1)) where !byLength.isEmpty {
      for each in byLength[length]
      where (each.signature ^ signature).nonzeroBitCount <= EditDistance.slip * 2 {
        let word = Int(each.word)
        guard
          let halves = distance.distance(skeleton[...], self.skeleton(of: word), limit: limit)
        else { continue }
        found.append(Suggestion(word: word, distance: halves))
      }
    }
    return found
  }

  /// Words with just this skeleton.
  func twins(of skeleton: [UInt8]) -> [Int] {
    let lists = TrigramIndex.trigrams(of: skeleton).map(trigrams.words(with:))
    guard let shortest = lists.min(by: { $0.count < $1.count }) else { return [] }
    return Set(shortest).map(Int.init)
      .filter { self.skeleton(of: $0).elementsEqual(skeleton) }.sorted()
  }
}
