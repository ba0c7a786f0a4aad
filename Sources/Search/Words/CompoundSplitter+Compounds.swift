extension CompoundSplitter {
  /// Compounds that have the word as a part, in front, inside or at the end, by their number in the
  /// word list.
  ///
  /// Found by the word's rarest trigram; what is left of the compound must be words as well, so
  /// that *ko* does not find *kommune*.
  func compounds(with word: [UInt8]) -> [Int] {
    let core = StemToken.stem(of: word)
    guard core.count >= CompoundSplitter.lettersMin else { return [] }
    let words = memory.words
    let lengthMin = core.count + CompoundSplitter.lettersMin
    return words.candidates(containing: Skeleton.skeleton(of: core)).filter { number in
      words.letters.length(of: number) >= lengthMin
        && hasPart(words.letters[number], word: word, core: core)
    }
  }

  private func hasPart(_ compound: ArraySlice<UInt8>, word: [UInt8], core: [UInt8]) -> Bool {
    var start = compound.startIndex
    while let place = compound.firstPlace(of: core, from: start) {
      start = place + 1
      let isFirst = place == compound.startIndex
      guard isFirst || frontPart(compound[..<place]) != nil else { continue }
      let rest = compound[place...]
      if StemToken.stem(of: Array(rest)).count == core.count {
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
  /// Words that may contain the letters: those with their rarest trigram.
  fileprivate func candidates(containing skeleton: [UInt8]) -> [Int] {
    // The first and last trigram reach over the ends of the word.
    let inner = TrigramIndex.trigrams(of: skeleton).dropFirst(1).dropLast(1)
    let lists = inner.map(trigrams.words(with:))
    guard let shortest = lists.min(by: { $0.count < $1.count }) else { return [] }
    var last = UInt32.max
    var found: [Int] = []
    for word in shortest where word != last {
      last = word
      found.append(Int(word))
    }
    return found
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
