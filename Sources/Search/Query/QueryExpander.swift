internal import DanishText

/// Thinks of everything that would count as finding the words of a query, with what each is worth:
/// `RankingWeights` says how much, this says what.
struct QueryExpander {
  let vocabulary: Vocabulary
  private let splitter: CompoundSplitter

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    splitter = CompoundSplitter(vocabulary: vocabulary)
  }

  func groups(for words: [QueryWord]) -> [QueryGroup] {
    var groups = words.map(group(for:))
    joinNeighbours(words, &groups)
    return groups
  }

  private func group(for word: QueryWord) -> QueryGroup {
    var group = QueryGroup()
    for form in forms(of: word.letters) {
      addStem(of: form, to: &group)
      addDerivations(of: form, to: &group)
    }
    if word.isSection { preferSection(word.letters, in: &group) }
    var isKnown = group.direct.contains { vocabulary.documentCount(of: $0.token) > 0 }
    if word.isUnfinished {
      for form in forms(of: word.letters) where addCompletions(of: form, to: &group) {
        isKnown = true
      }
    }
    for form in forms(of: word.letters) { addCompounds(with: form, to: &group) }
    addParts(of: word, to: &group)
    if !isKnown { addGuesses(for: word.letters, to: &group) }
    return group
  }

  /// The word as it is, and as somebody without æ, ø and å may have meant it.
  private func forms(of letters: [UInt8]) -> [[UInt8]] {
    [letters] + (Folding.unfold(letters).map { [$0] } ?? [])
  }

  private func addStem(of letters: [UInt8], to group: inout QueryGroup) {
    group.add(.init(token: StemToken.token(of: letters), weight: RankingWeights.stem))
  }

  private func preferSection(_ letters: [UInt8], in group: inout QueryGroup) {
    for place in group.direct.indices {
      group.direct[place].weight *= RankingWeights.numberOfSection
    }
    group.add(
      .init(token: TextAnalyser.sectionToken(letters), weight: RankingWeights.stem))
  }
}

// MARK: Related words

extension QueryExpander {
  /// Plurals that change their vowel, and the noun of a verb: *barn* and *børn*, *flytte* and
  /// *flytning*.
  private func addDerivations(of letters: [UInt8], to group: inout QueryGroup) {
    let stem = StemToken.stem(of: letters)
    for other in VowelChange.others(of: stem) {
      group.add(.init(token: StemToken.token(of: other), weight: RankingWeights.vowelChange))
    }
    let ending = Array("ning".utf8)
    let related =
      stem.count > ending.count + 2 && stem.suffix(ending.count).elementsEqual(ending)
      ? StemToken.token(of: Array(stem.dropLast(ending.count)))
      : StemToken.fold(stem) + ending
    if vocabulary.documentCount(of: related) > 0 {
      group.add(.init(token: related, weight: RankingWeights.derivation))
    }
  }

  /// Compounds that have the word as a part.
  private func addCompounds(with letters: [UInt8], to group: inout QueryGroup) {
    let words = splitter.compounds(with: letters)
    addUnion(
      of: words, weight: RankingWeights.compound, limit: RankingWeights.compoundsMax, to: &group)
  }

  /// The parts of the word itself: as it was typed apart, or as its compound falls apart.
  private func addParts(of word: QueryWord, to group: inout QueryGroup) {
    var parts = word.pieces
    group.partsWeight = RankingWeights.apart
    if parts.isEmpty {
      let splits = forms(of: word.letters).lazy.map { splitter.parts(of: $0[...]) }
      parts = splits.first { !$0.isEmpty }?.map(Array.init) ?? []
      group.partsWeight = RankingWeights.parts
    }
    group.parts = parts.map { part in
      var partGroup = QueryGroup()
      for form in forms(of: part) {
        addStem(of: form, to: &partGroup)
        addCompounds(with: form, to: &partGroup)
      }
      return partGroup.direct
    }
  }

  /// Two words that are one elsewhere: *bus kort* and *buskort*.
  private func joinNeighbours(_ words: [QueryWord], _ groups: inout [QueryGroup]) {
    for second in words.indices.dropFirst() {
      for link in ["", "s", "e"] {
        let joined = words[second - 1].letters + Array(link.utf8) + words[second].letters
        for form in forms(of: joined) {
          let token = StemToken.token(of: form)
          guard vocabulary.documentCount(of: token) > 0 else { continue }
          groups[second - 1].add(.init(token: token, weight: RankingWeights.joined))
          groups[second].add(.init(token: token, weight: RankingWeights.joined))
        }
      }
    }
  }
}

// MARK: Words that are not finished, and words that are not there

extension QueryExpander {
  /// Longer words that begin with the letters; false when there are none.
  private func addCompletions(of letters: [UInt8], to group: inout QueryGroup) -> Bool {
    let words = vocabulary.words.letters.numbers(withPrefix: letters)
    guard !words.isEmpty else { return false }
    addUnion(
      of: Array(words.prefix(RankingWeights.completionsReadMax)),
      weight: RankingWeights.completion, limit: RankingWeights.completionsMax, to: &group)
    return true
  }

  /// Words that somebody may have meant: within a few slips, or else alike in most of their pieces.
  private func addGuesses(for letters: [UInt8], to group: inout QueryGroup) {
    let skeleton = Skeleton.skeleton(of: letters)
    let suggestions = vocabulary.words.suggestions(for: skeleton)
    let ranked = suggestions.map { suggestion in
      (suggestion, documents: vocabulary.documentCount(ofWord: suggestion.word))
    }.sorted {
      ($0.0.distance, $1.documents, $0.0.word) < ($1.0.distance, $0.documents, $1.0.word)
    }
    for (suggestion, _) in ranked.prefix(RankingWeights.guessesMax) {
      let weight = RankingWeights.slips[suggestion.distance]
      addWord(suggestion.word, weight: weight, to: &group)
    }
    guard suggestions.isEmpty else { return }
    let lookalikes = vocabulary.words.lookalikes(
      of: skeleton, limit: RankingWeights.lookalikesMax,
      likenessMin: RankingWeights.likenessMin)
    for lookalike in lookalikes {
      let weight = RankingWeights.likeness * lookalike.likeness
      addWord(lookalike.word, weight: weight, to: &group)
    }
  }

  /// Many words that count as one: the most common of them, each as rare as all together.
  private func addUnion(
    of words: [Int], weight: Float, limit: Int, to group: inout QueryGroup
  ) {
    let stems = Set(words.compactMap(vocabulary.words.stem(ofWord:)))
    let byCount = stems.map { (stem: $0, count: vocabulary.documentCount(ofStem: $0)) }
      .sorted { ($1.count, $0.stem) < ($0.count, $1.stem) }
    let total = min(vocabulary.documentCount, byCount.reduce(0) { $0 + $1.count })
    for (stem, _) in byCount.prefix(limit) {
      let token = Array(vocabulary.stems[stem])
      group.add(.init(token: token, weight: weight, documents: total))
    }
  }

  private func addWord(_ word: Int, weight: Float, to group: inout QueryGroup) {
    guard let stem = vocabulary.words.stem(ofWord: word) else { return }
    group.add(.init(token: Array(vocabulary.stems[stem]), weight: weight))
  }
}
