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

  init(of scope: SearchScope, on connection: Connection) throws {
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
      return true
    }
    self.letters = letters
    self.skeletons = skeletons
    self.signatures = signatures
    trigrams = TrigramIndex(of: skeletons)
  }

  static func signature(of skeleton: some Sequence<UInt8>) -> UInt32 {
    skeleton.reduce(0) { $0 | 1 << UInt32($1 & 31) }
  }
}
