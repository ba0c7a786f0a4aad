internal import Glibc

/// Finds the words that have most of the three-letter pieces of a word, in whatever order: compounds
/// with it, words it is a compound of, and what no few slips explain.
///
/// It keeps its sums between calls, because there is one for each of many thousand words.
final class Lookalikes {
  struct Lookalike: Comparable {
    let word: Int

    /// Which share of the pieces it has, the rare ones counting more; up to 1.
    let likeness: Float

    static func < (left: Lookalike, right: Lookalike) -> Bool {
      (left.likeness, right.word) < (right.likeness, left.word)
    }
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
    let (pieces, total) = pieces(of: skeleton, isUnfinished: isUnfinished, in: words)
    let least = total * RankingWeights.likenessMin
    var rest = pieces.reduce(0) { $0 + $1.weight }
    for piece in pieces {
      // What has none of the pieces so far cannot have enough of them when too few are left.
      Lookalikes.add(
        piece.weight, to: words.trigrams.words(with: piece.trigram), takingNew: rest >= least,
        &sums, &met)
      rest -= piece.weight
    }
    var best = Greatest<Lookalike>(RankingWeights.lookalikesMax)
    for word in met {
      let sum = sums[Int(word)]
      sums[Int(word)] = 0
      if sum >= least { best.offer(Lookalike(word: Int(word), likeness: sum / total)) }
    }
    met.removeAll(keepingCapacity: true)
    self.sums = sums
    self.met = met
    return best.elements.sorted(by: >)
  }

  private struct Piece {
    let trigram: Int
    let weight: Float
  }

  /// The pieces whose words are looked at, the rarest first, and what all there are weigh. The
  /// commonest say least and are the longest lists: they are left out.
  private func pieces(
    of skeleton: [UInt8], isUnfinished: Bool, in words: WordList
  ) -> (pieces: [Piece], total: Float) {
    // What is last is no end yet.
    let trigrams = Set(TrigramIndex.trigrams(of: skeleton).dropLast(isUnfinished ? 1 : 0))
    let byCount = trigrams.map { (trigram: $0, count: words.trigrams.words(with: $0).count) }
      .sorted { ($0.count, $0.trigram) < ($1.count, $1.trigram) }
    var pieces: [Piece] = []
    var total: Float = 0
    var read = 0
    for (trigram, count) in byCount {
      let weight = logf(1 + Float(words.count) / Float(1 + count))
      total += weight
      read += count
      if read <= RankingWeights.likenessReadMax {
        pieces.append(Piece(trigram: trigram, weight: weight))
      }
    }
    return (pieces, total)
  }

  /// Words in the lists have sums, which were made for all of them.
  private static func add(
    _ weight: Float, to words: [UInt32], takingNew: Bool, _ sums: inout [Float],
    _ met: inout [UInt32]
  ) {
    var last = UInt32.max
    var sums = sums.mutableSpan
    let words = words.span
    for index in words.indices {
      let word = unsafe words[unchecked: index]
      if word == last { continue }
      last = word
      let sum = unsafe sums[unchecked: Int(word)]
      if sum == 0 {
        guard takingNew else { continue }
        met.append(word)
      }
      unsafe sums[unchecked: Int(word)] = sum + weight
    }
  }
}
