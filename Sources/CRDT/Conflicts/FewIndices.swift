/// Ascending indices, each once. The first two need no memory of their own: most clashes are
/// between two strands of one change each.
struct FewIndices: Hashable, RandomAccessCollection {
  private var first = 0
  private var second = 0

  /// Behind the first two.
  private var rest: [Int] = []

  private(set) var count = 0

  init() {}

  init(_ indices: some Sequence<Int>) {
    for index in indices { insert(index) }
  }

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(place: Int) -> Int {
    precondition(place >= 0 && place < count)
    return place == 0 ? first : place == 1 ? second : rest[place - 2]
  }

  mutating func insert(_ index: Int) {
    // What a smaller one pushes out goes on to the next place.
    var index = index
    for place in 0..<Swift.min(count, 2) {
      let held = self[place]
      if index == held { return }
      if index > held { continue }
      set(place, to: index)
      index = held
    }
    if count < 2 {
      set(count, to: index)
      count += 1
    } else {
      rest.insertInOrder(index)
      count = rest.count + 2
    }
  }

  private mutating func set(_ place: Int, to index: Int) {
    if place == 0 { first = index } else { second = index }
  }

  mutating func formUnion(_ other: FewIndices) {
    for index in other { insert(index) }
  }
}
