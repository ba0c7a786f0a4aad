/// A set of strands of one zone: a version inside the zone, since strands are in it or not.
struct StrandSet: Hashable {
  private var words: [UInt64]

  init(strands count: Int) {
    words = [UInt64](repeating: 0, count: (count + 63) / 64)
  }

  func contains(_ strand: Int) -> Bool {
    strand >= 0 && words[strand >> 6] & (1 << UInt64(strand & 63)) != 0
  }

  mutating func insert(_ strand: Int) {
    words[strand >> 6] |= 1 << UInt64(strand & 63)
  }

  mutating func formUnion(_ other: StrandSet) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  mutating func formIntersection(_ other: StrandSet) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  func inserting(_ strand: Int) -> StrandSet {
    var copy = self
    copy.insert(strand)
    return copy
  }
}
