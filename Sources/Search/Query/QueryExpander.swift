internal import DanishText

/// Thinks of everything that would count as finding the words of a query, with what each is worth:
/// `RankingWeights` says how much, this says what.
struct QueryExpander {
  let memory: IndexMemory
  let splitter: CompoundSplitter
  let lookalikes: Lookalikes
  let expansions: ExpansionMemory

  init(_ memory: IndexMemory, _ expansions: ExpansionMemory, _ lookalikes: Lookalikes) {
    self.memory = memory
    self.expansions = expansions
    self.lookalikes = lookalikes
    splitter = CompoundSplitter(memory: memory)
  }

  func groups(for words: [QueryWord], _ synonyms: Synonyms) -> [QueryGroup] {
    // Who has typed one of our letters has them all on the keyboard.
    let lacksDanishLetters = !words.contains { $0.letters.contains(0xc3) }
    let areAllCommon = words.allSatisfy(isCommon)
    let meanings = synonyms.meanings(of: words)
    let understood = Set(meanings.flatMap(\.words))
    var groups = words.enumerated().map { place, word in
      !areAllCommon && isCommon(word) && !word.isUnfinished
        ? commonGroup(for: word)
        : group(
          for: word, isUnderstood: understood.contains(place),
          lacksDanishLetters: lacksDanishLetters)
    }
    joinNeighbours(words, &groups)
    addSynonyms(meanings, to: &groups)
    return groups
  }

  /// Whether nothing like the word is worth looking for: it says nothing by itself, or so many
  /// articles have it.
  private func isCommon(_ word: QueryWord) -> Bool {
    if FunctionWords.contains(word.letters) { return true }
    guard memory.articleCount >= RankingWeights.commonArticlesMin, word.pieces.isEmpty,
      let stem = stem(of: word.letters)
    else { return false }
    return Float(memory.articleCount(ofStem: stem))
      > RankingWeights.commonShare * Float(memory.articleCount)
  }

  private func commonGroup(for word: QueryWord) -> QueryGroup {
    var group = QueryGroup()
    group.ownStem = stem(of: word.letters)
    let isFunctionWord = FunctionWords.contains(word.letters)
    addStem(
      of: word.letters,
      weight: isFunctionWord ? RankingWeights.functionWord : RankingWeights.stem, to: &group)
    return group
  }

  /// - Parameter isUnderstood: whether it has synonyms, so that it is no slip whoever has it.
  private func group(
    for word: QueryWord, isUnderstood: Bool, lacksDanishLetters: Bool
  ) -> QueryGroup {
    var group = QueryGroup()
    let forms = forms(of: word.letters)
    group.ownStem = forms.lazy.compactMap(stem(of:)).first
    group.typedWord = forms.lazy.compactMap(memory.words.letters.number(of:)).first
    for form in forms {
      addStem(of: form, to: &group)
      addDerivations(of: form, to: &group)
    }
    if word.isSection { preferSection(word.letters, in: &group) }
    var isKnown = isUnderstood || !group.direct.isEmpty
    if word.isUnfinished {
      for form in forms where addCompletions(of: form, to: &group) { isKnown = true }
    }
    for form in forms { addCompounds(with: form, to: &group) }
    addParts(of: word, to: &group)
    if isKnown {
      if lacksDanishLetters { addDanishTwins(of: word.letters, to: &group) }
    } else {
      group.isGuess = group.isEmpty
      addGuesses(for: word.letters, to: &group)
    }
    addLookalikes(of: word, lacksDanishLetters: lacksDanishLetters, to: &group)
    if !isKnown { addLongestPart(of: word.letters, to: &group) }
    if word.isUnfinished, group.isEmpty { addBeginning(of: word.letters, to: &group) }
    return group
  }

  /// The word as it is, and as somebody without æ, ø and å may have meant it.
  func forms(of letters: [UInt8]) -> [[UInt8]] {
    [letters] + (Folding.unfold(letters).map { [$0] } ?? [])
  }

  /// The stem of these letters, if some article has it.
  func stem(of letters: [UInt8]) -> Int? { living(StemToken.token(of: letters)) }

  /// A stem, if some article has it: words outlive the articles that had them.
  func living(_ token: [UInt8]) -> Int? {
    guard let stem = memory.words.stems.number(of: token), memory.articleCount(ofStem: stem) > 0
    else { return nil }
    return stem
  }

  @discardableResult
  func addStem(
    of letters: [UInt8], weight: Float = RankingWeights.stem, to group: inout QueryGroup
  ) -> Bool {
    guard let stem = stem(of: letters) else { return false }
    group.add([stem], weight: weight)
    return true
  }

  private func preferSection(_ letters: [UInt8], in group: inout QueryGroup) {
    for place in group.direct.indices {
      group.direct[place].weight *= RankingWeights.numberOfSection
    }
    if let section = living(StemToken.token(of: TokenSpace.section(letters))) {
      group.add([section], weight: RankingWeights.stem)
    }
  }
}

// MARK: Related words

extension QueryExpander {
  /// Plurals that change their vowel, and the noun of a verb: *barn* and *børn*, *flytte* and
  /// *flytning*.
  func addDerivations(
    of letters: [UInt8], weight: Float = 1, to group: inout QueryGroup
  ) {
    let stem = StemToken.stem(of: letters)
    for other in VowelChange.others(of: stem) {
      addStem(of: other, weight: weight * RankingWeights.vowelChange, to: &group)
    }
    let ending = Array("ning".utf8)
    let related =
      stem.count > ending.count + 2 && stem.suffix(ending.count).elementsEqual(ending)
      ? StemToken.token(of: Array(stem.dropLast(ending.count)))
      : StemToken.fold(stem) + ending
    guard let derived = living(related) else { return }
    // *Passe* has *pasning*. *Pas* is a word of its own, as many of three letters are, and whoever
    // asks for it wants the ten articles with it before the one with the other.
    let isShort = letters.count == stem.count && stem.count < RankingWeights.derivedStemLettersMin
    group.add(
      [derived], weight: weight * RankingWeights.derivation,
      documents: isShort ? max(memory.articleCount(ofStem: derived), ownCount(of: group)) : nil)
  }

  /// In how many articles the word asked for stands; 0 where it is not known.
  func ownCount(of group: QueryGroup) -> Int {
    group.ownStem.map(memory.articleCount(ofStem:)) ?? 0
  }

  /// Compounds that have the word as a part.
  func addCompounds(with letters: [UInt8], to group: inout QueryGroup) {
    let stems = expansions.compounds(with: letters, by: splitter)
    addUnion(of: stems, weight: RankingWeights.compound, to: &group)
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

  func wholePart(_ letters: [UInt8]) -> [QueryGroup.Alternative] {
    var part = QueryGroup()
    for form in forms(of: letters) {
      addStem(of: form, to: &part)
      addCompounds(with: form, to: &part)
    }
    if part.isEmpty { addGuesses(for: letters, to: &part) }
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

  /// Two words that are one elsewhere: *bus kort* and *buskort*; *børne- og ungeydelse* is also
  /// *børneydelse*.
  private func joinNeighbours(_ words: [QueryWord], _ groups: inout [QueryGroup]) {
    for second in words.indices.dropFirst() {
      for link in ["", "s", "e"] {
        let joined = words[second - 1].letters + Array(link.utf8) + words[second].letters
        for form in forms(of: joined) {
          // *Jeger* of *jeg er* would be *jeg* once more.
          guard let stem = stem(of: form), stem != groups[second - 1].ownStem else { continue }
          groups[second - 1].add([stem], weight: RankingWeights.joined)
          groups[second].add([stem], weight: RankingWeights.joined)
        }
      }
    }
    for first in words.indices where words[first].isSuspended {
      complete(words[first], by: words.dropFirst(first + 1).prefix(2), &groups[first])
    }
  }

  /// What a hyphen left to one of the next two words, the first of which may be *og* or *eller*.
  private func complete(
    _ word: QueryWord, by next: ArraySlice<QueryWord>, _ group: inout QueryGroup
  ) {
    let ends = next.flatMap { splitter.parts(of: $0.letters[...]).dropFirst() }
    let whole = ends.compactMap { stem(of: word.letters + $0) }
    guard !whole.isEmpty else { return }
    for index in group.direct.indices { group.direct[index].weight *= RankingWeights.suspended }
    for stem in whole { group.add([stem], weight: RankingWeights.joined) }
  }
}

// MARK: Words that are not finished

extension QueryExpander {
  /// Longer words that begin with the letters; false when there are none.
  func addCompletions(of letters: [UInt8], to group: inout QueryGroup) -> Bool {
    addUnion(
      of: expansions.completions(of: letters, in: memory), weight: RankingWeights.completion,
      mayBeRarer: true, to: &group)
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

  /// Many words that count as one, as rare as all together; false when there are none.
  ///
  /// - Parameter mayBeRarer: whether they may count as rarer than the word they stand for. A
  ///   compound that two articles have is no better find than the word itself.
  @discardableResult
  func addUnion(
    of stems: [Int], weight: Float, mayBeRarer: Bool = false, to group: inout QueryGroup
  ) -> Bool {
    guard !stems.isEmpty else { return false }
    let all = stems.reduce(0) { $0 + memory.articleCount(ofStem: $1) }
    group.add(stems, weight: weight, documents: mayBeRarer ? all : max(all, ownCount(of: group)))
    return true
  }
}
