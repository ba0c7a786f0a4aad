extension CompoundSplitter {
  /// The stems of the most common compounds that have the word as a part, in front, inside or at the
  /// end.
  ///
  /// Found by the word's rarest trigram; what is left of the compound must be words as well, so
  /// that *ko* does not find *kommune*. To see that costs more than all else, so it is asked of the
  /// most common first and of no more than are wanted.
  func compounds(with word: [UInt8]) -> [Int] {
    let core = StemToken.stem(of: word)
    guard core.count >= CompoundSplitter.lettersMin else { return [] }
    var room = UnionRoom()
    var found: [Int] = []
    for key in candidates(containing: core).prefix(RankingWeights.compoundsTriedMax) {
      let stem = CommonStems.stem(ofKey: key)
      guard isCompound(stem: stem, with: word, core: core) else { continue }
      guard room.takes(CommonStems.articles(ofKey: key)) else { break }
      found.append(stem)
    }
    return found
  }

  private func isCompound(stem: Int, with word: [UInt8], core: [UInt8]) -> Bool {
    var isCompound = false
    memory.words.forEachWord(ofStem: stem) { number in
      isCompound =
        isCompound
        || memory.words.letters.length(of: number) >= core.count + CompoundSplitter.lettersMin
          && hasPart(memory.words.letters[number], word: word, core: core)
    }
    return isCompound
  }

  /// The stems of words that contain the letters and more, as keys of `CommonStems`, the most common
  /// first.
  private func candidates(containing core: [UInt8]) -> [UInt64] {
    let words = memory.words
    let lengthMin = core.count + CompoundSplitter.lettersMin
    var found: [UInt64] = []
    var last = UInt32.max
    let skeleton = Skeleton.skeleton(of: core)
    let signature = WordList.signature(of: skeleton)
    for word in words.wordsWithRarestTrigram(of: skeleton) where word != last {
      last = word
      guard words.signatures[Int(word)] & signature == signature,
        words.letters.length(of: Int(word)) >= lengthMin,
        words.letters.contains(core, in: Int(word))
      else { continue }
      let stem = words.stem(ofWord: Int(word))
      let articles = memory.articleCount(ofStem: stem)
      if articles > 0 { found.append(CommonStems.key(ofStem: stem, articles: articles)) }
    }
    found.sort()
    return found.withoutRepeats
  }

  private func hasPart(_ compound: ArraySlice<UInt8>, word: [UInt8], core: [UInt8]) -> Bool {
    var start = compound.startIndex
    while let place = compound.firstPlace(of: core, from: start) {
      start = place + 1
      let isFirst = place == compound.startIndex
      guard isFirst || frontPart(compound[..<place]) != nil else { continue }
      let rest = compound[place...]
      if StemToken.stemLength(of: rest) == core.count {
        // Nothing but the word's own ending follows.
        if isFirst { continue }
        return true
      }
      if isFollowedByPart(rest, word: word, core: core) { return true }
    }
    return false
  }

  /// Whether another part follows, after the word as it is or its stem, with or without a link.
  private func isFollowedByPart(
    _ rest: ArraySlice<UInt8>, word: [UInt8], core: [UInt8]
  ) -> Bool {
    for part in [word, core] where rest.starts(with: part) {
      let right = rest.dropFirst(part.count)
      if endEvidence(of: right) > 0
        || CompoundSplitter.isLink(right.first) && endEvidence(of: right.dropFirst()) > 0
      {
        return true
      }
    }
    return false
  }
}

extension WordList {
  /// Words that may contain the letters, ascending; one may stand there twice.
  fileprivate func wordsWithRarestTrigram(of skeleton: [UInt8]) -> [UInt32] {
    // The first and last trigram reach over the ends of the word.
    let inner = TrigramIndex.trigrams(of: skeleton).dropFirst(1).dropLast(1)
    return inner.map(trigrams.words(with:)).min { $0.count < $1.count } ?? []
  }
}

extension [UInt64] {
  /// The elements of an ascending array, each once.
  fileprivate var withoutRepeats: [UInt64] {
    var once: [UInt64] = []
    once.reserveCapacity(count)
    for element in self where element != once.last { once.append(element) }
    return once
  }
}

extension ArraySlice<UInt8> {
  fileprivate func firstPlace(of part: [UInt8], from start: Int) -> Int? {
    guard let first = part.first else { return nil }
    var place = start
    while place <= endIndex - part.count {
      if self[place] == first, self[place...].starts(with: part) { return place }
      place += 1
    }
    return nil
  }
}
