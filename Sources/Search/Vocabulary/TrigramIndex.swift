/// Which words have which three letters in a row, counting their beginning and end as letters.
///
/// All lists stand in one array, found by the trigram's number: fifteen bits, five per letter.
struct TrigramIndex: Sendable {
  private static let bucketCount = 1 << 15

  private var starts = [UInt32](repeating: 0, count: bucketCount + 1)
  private var postings: [UInt32]

  init(of skeletons: ByteStrings) {
    var counts = [UInt32](repeating: 0, count: TrigramIndex.bucketCount)
    for number in 0..<skeletons.count {
      TrigramIndex.forEachTrigram(of: skeletons[number]) { counts[$0] += 1 }
    }
    var sum: UInt32 = 0
    for bucket in counts.indices {
      starts[bucket] = sum
      sum += counts[bucket]
      counts[bucket] = starts[bucket]
    }
    starts[TrigramIndex.bucketCount] = sum
    postings = [UInt32](repeating: 0, count: Int(sum))
    for number in 0..<skeletons.count {
      TrigramIndex.forEachTrigram(of: skeletons[number]) { bucket in
        postings[Int(counts[bucket])] = UInt32(number)
        counts[bucket] += 1
      }
    }
  }

  /// Words with the trigram, in ascending order; a word that has it twice stands there twice.
  func words(with trigram: Int) -> ArraySlice<UInt32> {
    postings[Int(starts[trigram])..<Int(starts[trigram + 1])]
  }

  /// A skeleton of n letters has n trigrams: one around each letter.
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
