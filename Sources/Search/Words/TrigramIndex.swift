/// Which words have which three letters in a row, counting their beginning and end as letters.
///
/// The trigram's number is fifteen bits, five per letter; words are added in ascending order.
struct TrigramIndex: Sendable {
  private static let bucketCount = 1 << 15

  private var buckets = [[UInt32]](repeating: [], count: bucketCount)

  mutating func add(_ word: Int, _ skeleton: [UInt8]) {
    TrigramIndex.forEachTrigram(of: skeleton) { buckets[$0].append(UInt32(word)) }
  }

  /// Gives back the room that was taken for words to come.
  mutating func settle() {
    for bucket in buckets.indices { buckets[bucket].settle() }
  }

  /// Words with the trigram, in ascending order; a word that has it twice stands there twice.
  func words(with trigram: Int) -> [UInt32] { buckets[trigram] }

  /// A skeleton of n letters has n trigrams: one around each letter.
  @inline(__always)
  static func forEachTrigram(of skeleton: some Collection<UInt8>, _ body: (Int) -> Void) {
    var window = 0
    for letter in skeleton {
      let isFirst = window == 0
      window = (window << 5 | Int(letter & 31)) & 0x7fff
      if !isFirst { body(window) }
    }
    body(window << 5 & 0x7fff)
  }

  static func trigrams(of skeleton: some Collection<UInt8>) -> [Int] {
    var all: [Int] = []
    forEachTrigram(of: skeleton) { all.append($0) }
    return all
  }
}
