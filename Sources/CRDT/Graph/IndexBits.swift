/// A set of small indices, one bit each: versions and pasts while a question is being answered.
struct IndexBits: Hashable, Sendable {
  private(set) var words: [UInt64]

  /// An empty set with room for indices below `capacity`.
  init(capacity: Int) {
    self.words = [UInt64](repeating: 0, count: (capacity + 63) / 64)
  }

  /// Whether the index is in the set; indices beyond the capacity are not.
  func contains(_ index: Int) -> Bool {
    let word = index >> 6
    return word < words.count && words[word] & (1 << UInt64(index & 63)) != 0
  }

  mutating func insert(_ index: Int) {
    words[index >> 6] |= 1 << UInt64(index & 63)
  }

  mutating func insert(_ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      let end = min(range.upperBound, (index | 63) + 1)
      let bits = end - index == 64 ? UInt64.max : (1 << UInt64(end - index)) - 1
      words[index >> 6] |= bits << UInt64(index & 63)
      index = end
    }
  }
}
