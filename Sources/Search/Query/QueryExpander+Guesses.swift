/// What somebody may have meant by a word that no article has.
extension QueryExpander {
  /// Words within a few slips; else the word in two parts one of which has slips. Numbers are not
  /// guessed.
  func addGuesses(for letters: [UInt8], to group: inout QueryGroup) {
    // Another number is another number.
    guard !QueryExpander.hasDigit(letters) else { return }
    let skeleton = Skeleton.skeleton(of: letters)
    let nearest = nearest(to: skeleton, limit: WordList.halfSlipsMax(letters: skeleton.count))
    for suggestion in nearest {
      addWord(
        suggestion.word, weight: RankingWeights.halfSlips[suggestion.distance], to: &group)
      group.corrections.append(suggestion.word)
    }
    guard nearest.first.map({ $0.distance > EditDistance.slip }) ?? true else { return }
    if group.parts.isEmpty, let parts = guessedParts(of: letters) {
      group.parts = parts
      group.partsWeight = RankingWeights.parts
    }
  }

  /// The first half of a compound, which is a word, where the other half is none that anybody knows:
  /// *flytte* for *flyttemedelelse*.
  func addLongestPart(of letters: [UInt8], to group: inout QueryGroup) {
    // What is very like it is the better guess.
    let bestGuess = group.direct.map(\.weight).max() ?? 0
    guard bestGuess < RankingWeights.longestPartBelow, group.corrections.isEmpty,
      group.parts.isEmpty, !QueryExpander.hasDigit(letters),
      let known = knownParts(of: letters).first(where: \.knownIsFirst)?.known,
      known.count >= RankingWeights.guessedPartLettersMin
    else { return }
    addStem(of: Array(known), weight: RankingWeights.longestPart, to: &group)
    addDerivations(of: Array(known), weight: RankingWeights.longestPart, to: &group)
  }

  static func hasDigit(_ letters: [UInt8]) -> Bool {
    letters.contains { (0x30...0x39).contains($0) }
  }

  /// Words that have most of its pieces. Each is as rare as the word itself, or as all of them
  /// together where the word is in no article: a rare lookalike is no better find.
  func addLookalikes(
    of word: QueryWord, lacksDanishLetters: Bool, to group: inout QueryGroup
  ) {
    let skeleton = Skeleton.skeleton(of: word.letters)
    guard skeleton.count >= RankingWeights.likenessLettersMin,
      !QueryExpander.hasDigit(word.letters)
    else { return }
    let found = lookalikes.find(
      skeleton, isUnfinished: word.isUnfinished, in: memory.words)
    let isKnown = group.direct.contains { $0.kind == .related }
    let own = group.direct.first.map { $0.stems.reduce(0) { $0 + memory.articleCount(ofStem: $1) } }
    let all = own ?? found.reduce(0) { $0 + memory.articleCount(ofWord: $1.word) }
    var postings = 0
    for lookalike in found {
      let likeness = lookalike.likeness * lookalike.likeness
      let stem = memory.words.stem(ofWord: lookalike.word)
      let count = memory.articleCount(ofStem: stem)
      guard count > 0, !isKnown || lookalike.likeness >= RankingWeights.likenessOfKnownMin,
        lacksDanishLetters || !memory.words.skeleton(of: lookalike.word).elementsEqual(skeleton)
      else { continue }
      postings += count
      guard postings <= RankingWeights.lookalikesPostingsMax else { break }
      group.add([stem], weight: RankingWeights.likeness * likeness, documents: max(all, count))
    }
  }

  /// Words that are the same but for æ, ø and å, beside one that is a word itself: *indsætte* for
  /// *indsatte*.
  func addDanishTwins(of letters: [UInt8], to group: inout QueryGroup) {
    guard letters.count >= RankingWeights.twinLettersMin else { return }
    for twin in memory.words.twins(of: Skeleton.skeleton(of: letters))
    where memory.words.letters[twin].contains(0xc3) {
      addWord(twin, weight: RankingWeights.twin, to: &group)
    }
  }

  /// The words that took fewest slips, the most common first.
  private func nearest(to skeleton: [UInt8], limit: Int) -> [WordList.Suggestion] {
    let nearest = memory.words.suggestions(for: skeleton, limit: limit)
      .map { (suggestion: $0, documents: memory.articleCount(ofWord: $0.word)) }
      .filter { $0.documents > 0 }
      .sorted {
        ($1.documents, $0.suggestion.word) < ($0.documents, $1.suggestion.word)
      }
    return nearest.prefix(RankingWeights.guessesMax).map(\.suggestion)
  }

  /// A compound that is in no article, with slips: one part is a word, and the other nearly is.
  private func guessedParts(of letters: [UInt8]) -> [[QueryGroup.Alternative]]? {
    var best: (parts: [[QueryGroup.Alternative]], slips: Int)?
    for (known, rest, knownIsFirst) in knownParts(of: letters) {
      let skeleton = Skeleton.skeleton(of: rest)
      let limit = min(WordList.halfSlipsMax(letters: skeleton.count), (best?.slips ?? 5) - 1)
      guard limit >= 0 else { break }
      let nearest = nearest(to: skeleton, limit: limit)
      guard let slips = nearest.first?.distance else { continue }
      var guessed = QueryGroup()
      for suggestion in nearest {
        addWord(suggestion.word, weight: RankingWeights.halfSlips[slips], to: &guessed)
      }
      var whole = QueryGroup()
      addStem(of: Array(known), to: &whole)
      addCompounds(with: Array(known), to: &whole)
      best = (
        knownIsFirst ? [whole.direct, guessed.direct] : [guessed.direct, whole.direct], slips
      )
    }
    return best?.parts
  }

  /// The longest words the letters begin or end with, each with what is left.
  private func knownParts(
    of letters: [UInt8]
  ) -> [(known: ArraySlice<UInt8>, rest: ArraySlice<UInt8>, knownIsFirst: Bool)] {
    let restMin = RankingWeights.guessedPartLettersMin
    guard letters.count >= restMin + CompoundSplitter.lettersMin else { return [] }
    var found: [(known: ArraySlice<UInt8>, rest: ArraySlice<UInt8>, knownIsFirst: Bool)] = []
    for cut in CompoundSplitter.lettersMin...(letters.count - restMin) {
      if let front = splitter.frontPart(letters[..<cut]) {
        found.append((front.part, letters[cut...], true))
      }
    }
    for cut in restMin...(letters.count - CompoundSplitter.lettersMin)
    where splitter.endEvidence(of: letters[cut...]) > 0
      && StemToken.stem(of: Array(letters[cut...])).count >= restMin
    {
      let rest = letters[..<cut]
      found.append((letters[cut...], rest, false))
      if CompoundSplitter.isLink(rest.last), rest.count > restMin {
        found.append((letters[cut...], rest.dropLast(), false))
      }
    }
    found.sort { ($1.known.count, $0.rest.count) < ($0.known.count, $1.rest.count) }
    return Array(found.prefix(RankingWeights.guessedSplitsMax))
  }

  private func addWord(_ word: Int, weight: Float, to group: inout QueryGroup) {
    let stem = memory.words.stem(ofWord: word)
    guard memory.articleCount(ofStem: stem) > 0 else { return }
    group.add([stem], weight: weight, kind: .corrected)
  }
}
