/// The most common of many stems, each once: what is worth looking for where many words count as
/// one.
///
/// No more than `RankingWeights.unionMax` of them, and no more than `unionPostingsMax` postings to go
/// through.
struct CommonStems {
  /// Ascending: see `key`.
  private var keys: [UInt64] = []

  init() { keys.reserveCapacity(RankingWeights.unionMax + 1) }

  /// Orders by how common a stem is, the most common first, then by its number.
  @inline(__always)
  static func key(ofStem stem: Int, articles: Int) -> UInt64 {
    UInt64(UInt32.max - UInt32(clamping: articles)) << 32 | UInt64(UInt32(clamping: stem))
  }

  @inline(__always)
  static func stem(ofKey key: UInt64) -> Int { Int(key & 0xffff_ffff) }

  static func articles(ofKey key: UInt64) -> Int { Int(UInt32.max - UInt32(key >> 32)) }

  /// Keeps a stem if it is among the most common; one that is in no article is no matter.
  mutating func offer(_ stem: Int, articles: Int) {
    guard articles > 0 else { return }
    let key = CommonStems.key(ofStem: stem, articles: articles)
    if keys.count == RankingWeights.unionMax, let least = keys.last, key >= least { return }
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    if low < keys.count, keys[low] == key { return }
    if keys.count == RankingWeights.unionMax { keys.removeLast() }
    keys.insert(key, at: low)
  }

  /// The stems, the most common first: the first whatever it costs, the others while there is room.
  var stems: [Int] {
    var room = UnionRoom()
    return keys.prefix { room.takes(CommonStems.articles(ofKey: $0)) }.map(CommonStems.stem)
  }
}

/// How many stems and postings still fit into what counts as one word.
struct UnionRoom {
  private var stems = 0
  private var postings = 0

  mutating func takes(_ articles: Int) -> Bool {
    guard stems < RankingWeights.unionMax else { return false }
    guard stems == 0 || postings + articles <= RankingWeights.unionPostingsMax else { return false }
    stems += 1
    postings += articles
    return true
  }
}
