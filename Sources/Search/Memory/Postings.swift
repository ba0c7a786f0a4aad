/// Where one word stands: the articles that have it, by their places in memory, and how often.
///
/// One number per article, ascending: the place in the upper 24 bits, `FieldCounts` in the lower 8.
struct Postings: Sendable {
  private(set) var items: [UInt32] = []

  /// Places are less than this.
  static let placesMax = 1 << 24

  var count: Int { items.count }

  mutating func reserve(_ count: Int) { items.reserveCapacity(count) }

  /// Notes how often the word stands in an article; what was noted of that article is replaced.
  mutating func set(_ counts: FieldCounts, at place: Int) {
    let item = UInt32(place) << 8 | UInt32(counts.code)
    guard let last = items.last, last >> 8 >= place else { return items.append(item) }
    let index = lowerBound(place)
    if items[index] >> 8 == place {
      items[index] = item
    } else {
      items.insert(item, at: index)
    }
  }

  /// Forgets an article; one that was not noted is no matter.
  mutating func remove(at place: Int) {
    let index = lowerBound(place)
    guard index < items.count, items[index] >> 8 == place else { return }
    items.remove(at: index)
  }

  /// The first item whose place is not less.
  private func lowerBound(_ place: Int) -> Int {
    var low = 0
    var high = items.count
    while low < high {
      let middle = (low + high) / 2
      if items[middle] >> 8 < place {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
