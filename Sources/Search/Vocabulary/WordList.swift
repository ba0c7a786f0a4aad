internal import SQLite

/// All words of an index, with what is needed to complete, correct and take them apart.
struct WordList: Sendable {
  /// Normalised letters, in ascending order.
  let letters: ByteStrings

  /// The skeleton of each word, in the same order.
  let skeletons: ByteStrings

  /// Which letters a skeleton has, one bit each: words that differ in many are far apart.
  let signatures: [UInt32]

  /// Words by the three-letter pieces of their skeletons.
  let trigrams: TrigramIndex

  /// The number of each word's stem, or `noStem`.
  private let stems: [UInt32]
  private static let noStem = UInt32.max

  /// In how many documents each word stands as something compounds are made of; 0 if it is none.
  let partEvidence: [UInt32]

  /// - Parameters:
  ///   - stems: all stems of the index.
  ///   - counts: how many documents have each of them.
  init(
    of scope: SearchScope, stems: ByteStrings, counts: [UInt32], on connection: Connection
  ) throws {
    var stemNumbers: [UInt32] = []
    var evidence: [UInt32] = []
    var letters = ByteStrings()
    var skeletons = ByteStrings()
    var signatures: [UInt32] = []
    // The binary order of the UNIQUE index is the order ByteStrings wants.
    try connection.forEach("SELECT word FROM \(scope.table)_word ORDER BY word") { row in
      let word = row.blob(0)
      let skeleton = Skeleton.skeleton(of: word)
      letters.append(word)
      skeletons.append(skeleton)
      signatures.append(WordList.signature(of: skeleton))
      let stem = stems.number(of: StemToken.token(of: word))
      stemNumbers.append(stem.map(UInt32.init) ?? WordList.noStem)
      let documents = stem.map { Int(counts[$0]) } ?? 0
      evidence.append(
        CompoundSplitter.canBePart(word[...], documents: documents) ? UInt32(documents) : 0)
      return true
    }
    letters.seal()
    self.letters = letters
    self.stems = stemNumbers
    partEvidence = evidence
    self.skeletons = skeletons
    self.signatures = signatures
    trigrams = TrigramIndex(of: skeletons)
  }

  /// The number of a word's stem; nil for a word that no document has any more.
  func stem(ofWord word: Int) -> Int? {
    stems[word] == WordList.noStem ? nil : Int(stems[word])
  }

  static func signature(of skeleton: some Sequence<UInt8>) -> UInt32 {
    skeleton.reduce(0) { $0 | 1 << UInt32($1 & 31) }
  }
}
