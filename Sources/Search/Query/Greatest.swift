/// The greatest of many, with no more than so many kept at a time: a heap with the least on top.
struct Greatest<Element: Comparable> {
  private(set) var elements: [Element] = []
  private let limit: Int

  init(_ limit: Int) {
    self.limit = limit
    elements.reserveCapacity(limit)
  }

  /// The least of those that are kept, once there are as many as can be.
  var least: Element? { elements.count == limit ? elements.first : nil }

  @inline(__always)
  mutating func offer(_ element: Element) {
    if elements.count < limit {
      elements.append(element)
      rise(elements.count - 1)
    } else if let least = elements.first, least < element {
      elements[0] = element
      sink(0)
    }
  }

  private mutating func rise(_ index: Int) {
    var child = index
    while child > 0, elements[child] < elements[(child - 1) / 2] {
      elements.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func sink(_ index: Int) {
    var parent = index
    while 2 * parent + 1 < elements.count {
      var child = 2 * parent + 1
      if child + 1 < elements.count, elements[child + 1] < elements[child] { child += 1 }
      guard elements[child] < elements[parent] else { return }
      elements.swapAt(parent, child)
      parent = child
    }
  }
}
