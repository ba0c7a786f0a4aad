/// A set of changes of one document by their places in its order, as bits: what lies in the past of
/// something. A thousand records make pasts of 128 bytes each.
struct ChangeSet: Hashable, Sendable {
  private var words: [UInt64] = []

  mutating func insert(_ index: Int) {
    let word = index / 64
    while words.count <= word { words.append(0) }
    words[word] |= 1 << UInt64(index % 64)
  }

  mutating func formUnion(_ other: ChangeSet) {
    while words.count < other.words.count { words.append(0) }
    for (index, word) in other.words.enumerated() { words[index] |= word }
  }

  func contains(_ index: Int) -> Bool {
    let word = index / 64
    return word < words.count && words[word] & (1 << UInt64(index % 64)) != 0
  }
}
