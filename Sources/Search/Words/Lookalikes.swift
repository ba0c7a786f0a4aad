internal import Glibc

/// Finds the words that have most of the three-letter pieces of a word, in whatever order: compounds
/// with it, words it is a compound of, and what no few slips explain.
///
/// It keeps its sums between calls, because there is one for each of many thousand words.
final class Lookalikes {
  struct Lookalike {
    let word: Int

    /// Which share of the pieces it has, the rare ones counting more; up to 1.
    let likeness: Float
  }

  // By word, all 0 between calls.
  private var sums: [Float] = []
  private var met: [UInt32] = []

  func find(_ skeleton: [UInt8], isUnfinished: Bool, in words: WordList) -> [Lookalike] {
    if sums.count < words.count { sums = [Float](repeating: 0, count: words.count) }
    // In hand while they are used: what an object holds is guarded at each access.
    var sums = self.sums
    var met = self.met
    self.sums = []
    self.met = []
    var total: Float = 0
    var read = 0
    for (trigram, count) in pieces(of: skeleton, isUnfinished: isUnfinished, in: words) {
      let weight = logf(1 + Float(words.count) / Float(1 + count))
      total += weight
      read += count
      // The commonest say least and are the longest lists.
      guard read <= RankingWeights.likenessReadMax else { continue }
      Lookalikes.add(weight, to: words.trigrams.words(with: trigram), &sums, &met)
    }
    var found: [Lookalike] = []
    let least = total * RankingWeights.likenessMin
    for word in met {
      let sum = sums[Int(word)]
      sums[Int(word)] = 0
      if sum >= least, sum > 0 {
        found.append(Lookalike(word: Int(word), likeness: sum / total))
      }
    }
    met.removeAll(keepingCapacity: true)
    self.sums = sums
    self.met = met
    found.sort { ($1.likeness, $0.word) < ($0.likeness, $1.word) }
    return Array(found.prefix(RankingWeights.lookalikesMax))
  }

  /// The rarest first.
  private func pieces(
    of skeleton: [UInt8], isUnfinished: Bool, in words: WordList
  ) -> [(trigram: Int, count: Int)] {
    // What is last is no end yet.
    let pieces = Set(TrigramIndex.trigrams(of: skeleton).dropLast(isUnfinished ? 1 : 0))
    return pieces.map { ($0, words.trigrams.words(with: $0).count) }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
  }

  /// Words in the lists have sums, which were made for all of them.
  private static func add(
    _ weight: Float, to words: [UInt32], _ sums: inout [Float], _ met: inout [UInt32]
  ) {
    var last = UInt32.max
    var sums = sums.mutableSpan
    let words = words.span
    for index in words.indices {
      let word = unsafe words[unchecked: index]
      if word == last { continue }
      last = word
      let sum = unsafe sums[unchecked: Int(word)]
      if sum == 0 { met.append(word) }
      unsafe sums[unchecked: Int(word)] = sum + weight
    }
  }
}
