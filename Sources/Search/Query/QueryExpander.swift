internal import DanishText

/// Thinks of everything that would count as finding the words of a query, with what each is worth:
/// `RankingWeights` says how much, this says what.
struct QueryExpander {
  let vocabulary: Vocabulary
  let splitter: CompoundSplitter

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    splitter = CompoundSplitter(vocabulary: vocabulary)
  }

  func groups(for words: [QueryWord]) -> [QueryGroup] {
    // Who has typed one of our letters has them all on the keyboard.
    let lacksDanishLetters = !words.contains { $0.letters.contains(0xc3) }
    var groups = words.map { group(for: $0, lacksDanishLetters: lacksDanishLetters) }
    joinNeighbours(words, &groups)
    return groups
  }

  private func group(for word: QueryWord, lacksDanishLetters: Bool) -> QueryGroup {
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
    if isKnown {
      if lacksDanishLetters { addDanishTwins(of: word.letters, to: &group) }
    } else {
      addGuesses(for: word.letters, to: &group)
    }
    if word.isUnfinished, group.finds(nothingIn: vocabulary) {
      addBeginning(of: word.letters, to: &group)
    }
    return group
  }

  /// The word as it is, and as somebody without æ, ø and å may have meant it.
  func forms(of letters: [UInt8]) -> [[UInt8]] {
    [letters] + (Folding.unfold(letters).map { [$0] } ?? [])
  }

  func addStem(of letters: [UInt8], to group: inout QueryGroup) {
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
  func addCompounds(with letters: [UInt8], to group: inout QueryGroup) {
    let words = splitter.compounds(with: letters)
    addUnion(
      of: words, weight: RankingWeights.compound, limit: RankingWeights.compoundsMax, to: &group)
  }

  /// The parts of the word itself: as it was typed apart, or as its compound falls apart.
  private func addParts(of word: QueryWord, to group: inout QueryGroup) {
    let forms = forms(of: word.letters)
    if !word.pieces.isEmpty {
      group.parts = word.pieces.map(wholePart)
      group.partsWeight = RankingWeights.apart
    } else if let parts = forms.lazy.map({ splitter.parts(of: $0[...]) }).first(where: {
      !$0.isEmpty
    }) {
      group.parts = parts.map { wholePart(Array($0)) }
      group.partsWeight = RankingWeights.parts
    } else if word.isUnfinished, let parts = forms.lazy.compactMap(unfinishedParts).first {
      group.parts = parts
      group.partsWeight = RankingWeights.parts
    }
  }

  private func wholePart(_ letters: [UInt8]) -> [QueryGroup.Alternative] {
    var part = QueryGroup()
    for form in forms(of: letters) {
      addStem(of: form, to: &part)
      addCompounds(with: form, to: &part)
    }
    return part.direct
  }

  /// A compound whose last part is still being typed: *gadegenn* is *gade* and the beginning of
  /// *gennembrud*.
  private func unfinishedParts(of letters: [UInt8]) -> [[QueryGroup.Alternative]]? {
    let restMin = RankingWeights.unfinishedPartLettersMin
    guard letters.count >= CompoundSplitter.lettersMin + restMin else { return nil }
    for cut in (CompoundSplitter.lettersMin...(letters.count - restMin)).reversed() {
      guard let front = splitter.frontPart(letters[..<cut]) else { continue }
      var rest = QueryGroup()
      guard addCompletions(of: Array(letters[cut...]), to: &rest) else { continue }
      return [wholePart(Array(front.part)), rest.direct]
    }
    return nil
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

// MARK: Words that are not finished

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

  /// Words that begin as the letters do, for as long as any word does: while somebody types a word
  /// that no article has, what was found a letter ago stays found.
  private func addBeginning(of letters: [UInt8], to group: inout QueryGroup) {
    let endMin = max(RankingWeights.beginningLettersMin, letters.count / 2)
    guard endMin < letters.count else { return }
    for end in (endMin..<letters.count).reversed()
    where addCompletions(of: Array(letters[..<end]), to: &group) {
      return
    }
  }

  /// Many words that count as one: the most common of them, each as rare as all together.
  func addUnion(
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

  func addWord(_ word: Int, weight: Float, to group: inout QueryGroup) {
    guard let stem = vocabulary.words.stem(ofWord: word) else { return }
    group.add(.init(token: Array(vocabulary.stems[stem]), weight: weight))
  }
}
