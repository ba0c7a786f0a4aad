import Glibc

/// How good ten answers to each of many queries are, by the three usual measures.
///
/// - MRR@10: one over the place of the first right answer.
/// - Recall@10: the share of all right answers that are among the ten.
/// - nDCG@10: right answers discounted by the logarithm of their place, over the best there could
///   be (Järvelin and Kekäläinen 2002), with each answer either right or not.
struct SearchQuality {
  private var queries = 0
  private var empty = 0
  private var reciprocalRanks = 0.0
  private var recalls = 0.0
  private var gains = 0.0

  mutating func add(_ found: [String], relevant: Set<String>) {
    queries += 1
    if found.isEmpty { empty += 1 }
    let places = found.indices.filter { relevant.contains(found[$0]) }
    if let first = places.first { reciprocalRanks += 1 / Double(first + 1) }
    recalls += Double(places.count) / Double(max(1, relevant.count))
    let best = (0..<min(SearchBench.hitsMax, relevant.count)).map(SearchQuality.gain)
    if !best.isEmpty {
      gains += places.map(SearchQuality.gain).reduce(0, +) / best.reduce(0, +)
    }
  }

  private static func gain(atPlace place: Int) -> Double { 1 / log2(Double(place + 2)) }

  var json: String {
    let count = Double(max(1, queries))
    return "\"mrr10\":\((reciprocalRanks / count).rounded3),"
      + "\"recall10\":\((recalls / count).rounded3),\"ndcg10\":\((gains / count).rounded3),"
      + "\"zero_share\":\((Double(empty) / count).rounded3)"
  }
}

extension Double {
  /// Three decimals, as a reader can use.
  var rounded3: Double { (self * 1000).rounded() / 1000 }
}

extension [Double] {
  /// The value that so many in a hundred do not exceed; 0 of none.
  func percentile(_ percent: Int) -> Double {
    guard !isEmpty else { return 0 }
    return sorted()[Swift.min(count - 1, count * percent / 100)].rounded3
  }
}
