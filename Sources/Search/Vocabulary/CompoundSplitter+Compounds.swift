extension CompoundSplitter {
  /// Compounds that have the word as a part, in front, inside or at the end, by their number in the
  /// word list.
  ///
  /// Found by the word's rarest trigram; what is left of the compound must be words as well, so
  /// that *ko* does not find *kommune*.
  func compounds(with word: [UInt8]) -> [Int] {
    let core = StemToken.stem(of: word)
    guard core.count >= CompoundSplitter.coreLettersMin else { return [] }
    let words = vocabulary.words
    var found: [Int] = []
    for number in words.candidates(containing: Skeleton.skeleton(of: core)) {
      let letters = words.letters[number]
      if letters.count >= word.count + 3, hasPart(Array(letters), word: word, core: core) {
        found.append(number)
      }
    }
    return found
  }

  private static let coreLettersMin = 3

  private func hasPart(_ compound: [UInt8], word: [UInt8], core: [UInt8]) -> Bool {
    var start = 0
    while let place = compound.firstPlace(of: core, from: start) {
      start = place + 1
      guard place == 0 || place >= 3 && isPart(Array(compound[..<place]), isLast: false) else {
        continue
      }
      if isEnd(compound, from: place, core: core) { return place > 0 }
      if isFollowed(compound, from: place, word: word, core: core) { return true }
    }
    return false
  }

  /// Whether nothing but the word's own ending follows.
  private func isEnd(_ compound: [UInt8], from place: Int, core: [UInt8]) -> Bool {
    let rest = Array(compound[place...])
    return StemToken.stem(of: rest).count == core.count
  }

  /// Whether another part follows, after the word as it is or its stem, with or without a link.
  private func isFollowed(
    _ compound: [UInt8], from place: Int, word: [UInt8], core: [UInt8]
  ) -> Bool {
    let rest = compound[place...]
    for part in [word, core] where rest.starts(with: part) {
      var right = Array(rest.dropFirst(part.count))
      if isPart(right, isLast: true) || !parts(of: right).isEmpty { return true }
      guard let link = right.first, link == UInt8(ascii: "s") || link == UInt8(ascii: "e") else {
        continue
      }
      right.removeFirst()
      if isPart(right, isLast: true) || !parts(of: right).isEmpty { return true }
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

extension [UInt8] {
  fileprivate func firstPlace(of part: [UInt8], from start: Int) -> Int? {
    guard part.count <= count else { return nil }
    var place = start
    while place <= count - part.count {
      if self[place] == part[0], self[place...].starts(with: part) { return place }
      place += 1
    }
    return nil
  }
}
