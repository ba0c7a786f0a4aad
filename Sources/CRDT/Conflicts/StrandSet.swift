/// A set of strands of one zone: a version inside the zone, since strands are in it or not.
///
/// Most zones have two or three strands, so the first 64 need no memory of their own.
struct StrandSet: Hashable {
  private var first: UInt64 = 0
  private var rest: [UInt64]

  init(strands count: Int) {
    rest = count > 64 ? [UInt64](repeating: 0, count: (count - 1) / 64) : []
  }

  func contains(_ strand: Int) -> Bool {
    if strand < 64 { return strand >= 0 && first & (1 << UInt64(strand)) != 0 }
    return rest[(strand >> 6) - 1] & (1 << UInt64(strand & 63)) != 0
  }

  mutating func insert(_ strand: Int) {
    if strand < 64 {
      first |= 1 << UInt64(strand)
    } else {
      rest[(strand >> 6) - 1] |= 1 << UInt64(strand & 63)
    }
  }

  mutating func formUnion(_ other: StrandSet) {
    first |= other.first
    for index in rest.indices { rest[index] |= other.rest[index] }
  }

  mutating func formIntersection(_ other: StrandSet) {
    first &= other.first
    for index in rest.indices { rest[index] &= other.rest[index] }
  }

  func inserting(_ strand: Int) -> StrandSet {
    var copy = self
    copy.insert(strand)
    return copy
  }

  func intersection(_ other: StrandSet) -> StrandSet {
    var copy = self
    copy.formIntersection(other)
    return copy
  }
}
