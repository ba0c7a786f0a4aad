/// What somebody may have meant by a word that no article has.
extension QueryExpander {
  /// Words within a few slips; else the word in two parts one of which has slips; else words that
  /// are alike in most of their pieces. Numbers are not guessed.
  func addGuesses(for letters: [UInt8], to group: inout QueryGroup) {
    // Another number is another number.
    guard !letters.contains(where: { (0x30...0x39).contains($0) }) else { return }
    let skeleton = Skeleton.skeleton(of: letters)
    let limit = WordList.slipsMax(letters: skeleton.count)
    let nearest = nearest(to: skeleton, limit: limit)
    for suggestion in nearest {
      addWord(
        suggestion.word, weight: RankingWeights.slips[suggestion.distance], to: &group)
    }
    guard nearest.first.map({ $0.distance > 1 }) ?? true else { return }
    if group.parts.isEmpty, let parts = guessedParts(of: letters) {
      group.parts = parts
      group.partsWeight = RankingWeights.parts
    }
    guard nearest.isEmpty else { return }
    let lookalikes = vocabulary.words.lookalikes(
      of: skeleton, limit: RankingWeights.lookalikesMax,
      likenessMin: RankingWeights.likenessMin)
    for lookalike in lookalikes {
      addWord(lookalike.word, weight: RankingWeights.likeness * lookalike.likeness, to: &group)
    }
  }

  /// Words that are the same but for æ, ø and å, beside one that is a word itself: *indsætte* for
  /// *indsatte*.
  func addDanishTwins(of letters: [UInt8], to group: inout QueryGroup) {
    guard letters.count >= RankingWeights.twinLettersMin else { return }
    for twin in nearest(to: Skeleton.skeleton(of: letters), limit: 0)
    where vocabulary.words.letters[twin.word].contains(0xc3) {
      addWord(twin.word, weight: RankingWeights.twin, to: &group)
    }
  }

  /// The words that took fewest slips, the most common first.
  private func nearest(to skeleton: [UInt8], limit: Int) -> [WordList.Suggestion] {
    let suggestions = vocabulary.words.suggestions(for: skeleton, limit: limit)
    guard let least = suggestions.map(\.distance).min() else { return [] }
    let nearest = suggestions.filter { $0.distance == least }
      .map { (suggestion: $0, documents: vocabulary.documentCount(ofWord: $0.word)) }
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
      let limit = min(WordList.slipsMax(letters: skeleton.count), (best?.slips ?? 3) - 1)
      guard limit >= 0 else { break }
      let nearest = nearest(to: skeleton, limit: limit)
      guard let slips = nearest.first?.distance else { continue }
      var guessed = QueryGroup()
      for suggestion in nearest {
        addWord(suggestion.word, weight: RankingWeights.slips[slips], to: &guessed)
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
    where splitter.endEvidence(of: letters[cut...]) > 0 {
      let rest = letters[..<cut]
      found.append((letters[cut...], rest, false))
      if CompoundSplitter.isLink(rest.last), rest.count > restMin {
        found.append((letters[cut...], rest.dropLast(), false))
      }
    }
    found.sort { ($1.known.count, $0.rest.count) < ($0.known.count, $1.rest.count) }
    return Array(found.prefix(RankingWeights.guessedSplitsMax))
  }
}
