/// All words of an index, with what is needed to complete, correct and take them apart. Words are
/// only ever added; their numbers are their places.
struct WordList: Sendable {
  /// Normalised letters.
  private(set) var letters = ByteStrings()

  /// What the finger cannot tell apart, in the order of the words.
  private(set) var skeletonBytes: [UInt8] = []

  /// Where each skeleton ends and the next begins.
  private(set) var skeletonEnds: [UInt32] = []

  /// Which letters each skeleton has, one bit each: words that differ in many are far apart.
  private(set) var signatures: [UInt32] = []

  /// Words by the three-letter pieces of their skeletons.
  private(set) var trigrams = TrigramIndex()

  /// Words in the order of their letters, for beginnings.
  private var sorted: [UInt32] = []

  /// Folded stems, and what words have each: the last one added, and of each the one before.
  private(set) var stems = ByteStrings()
  private var stemOfWord: [UInt32] = []
  private var lastWordOfStem: [UInt32] = []
  private var wordBefore: [UInt32] = []
  private static let none = UInt32.max

  /// Whether a word's letters may be part of a compound.
  private(set) var canBePart: [Bool] = []

  var count: Int { letters.count }

  /// Adds words that are not here, with the numbers that follow.
  mutating func append(_ words: [[UInt8]]) {
    let first = count
    for word in words { append(word) }
    // A few are put in their places, many are sorted in.
    if words.count * 16 < sorted.count {
      for word in first..<count {
        sorted.insert(UInt32(word), at: lowerBound(letters[word]))
      }
    } else {
      settle()
      sorted += (first..<count).map(UInt32.init)
      sorted.sort { letters[Int($0)].lexicographicallyPrecedes(letters[Int($1)]) }
    }
  }

  /// Gives back the room that was taken for words to come.
  private mutating func settle() {
    letters.settle()
    skeletonBytes.settle()
    skeletonEnds.settle()
    signatures.settle()
    trigrams.settle()
    stems.settle()
    stemOfWord.settle()
    lastWordOfStem.settle()
    wordBefore.settle()
    canBePart.settle()
  }

  private mutating func append(_ word: [UInt8]) {
    let number = letters.insert(word)
    precondition(number == stemOfWord.count, "words are added once")
    let skeleton = Skeleton.skeleton(of: word)
    skeletonBytes += skeleton
    skeletonEnds.append(UInt32(truncatingIfNeeded: skeletonBytes.count))
    signatures.append(WordList.signature(of: skeleton))
    trigrams.add(number, skeleton)
    let stem = stems.insert(StemToken.token(of: word))
    if stem == lastWordOfStem.count { lastWordOfStem.append(WordList.none) }
    stemOfWord.append(UInt32(stem))
    wordBefore.append(lastWordOfStem[stem])
    lastWordOfStem[stem] = UInt32(number)
    canBePart.append(CompoundSplitter.canBePart(word[...]))
  }

  func stem(ofWord word: Int) -> Int { Int(stemOfWord[word]) }

  /// The words that have a stem.
  @inline(__always)
  func forEachWord(ofStem stem: Int, _ body: (Int) -> Void) {
    var word = lastWordOfStem[stem]
    while word != WordList.none {
      body(Int(word))
      word = wordBefore[Int(word)]
    }
  }

  /// The word that has a stem, where it is one and no more.
  func onlyWord(ofStem stem: Int) -> Int? {
    let word = lastWordOfStem[stem]
    guard word != WordList.none, wordBefore[Int(word)] == WordList.none else { return nil }
    return Int(word)
  }

  func skeleton(of word: Int) -> ArraySlice<UInt8> {
    skeletonBytes[(word == 0 ? 0 : Int(skeletonEnds[word - 1]))..<Int(skeletonEnds[word])]
  }

  func skeletonLength(of word: Int) -> Int {
    Int(skeletonEnds[word]) - (word == 0 ? 0 : Int(skeletonEnds[word - 1]))
  }

  /// All words that begin with the letters, in the order of their letters.
  func words(withPrefix prefix: [UInt8]) -> ArraySlice<UInt32> {
    let start = lowerBound(prefix[...])
    // UTF-8 never holds the byte 0xff, so this is above all that begin with the prefix.
    return sorted[start..<max(start, lowerBound((prefix + [0xff])[...]))]
  }

  private func lowerBound(_ bytes: ArraySlice<UInt8>) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if letters[Int(sorted[middle])].lexicographicallyPrecedes(bytes) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  static func signature(of skeleton: some Sequence<UInt8>) -> UInt32 {
    skeleton.reduce(0) { $0 | 1 << UInt32($1 & 31) }
  }
}
