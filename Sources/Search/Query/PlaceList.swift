/// Different places in the order in which they were met; there is room for all, so none is made
/// while they come.
struct PlaceList {
  private var places: [UInt32]
  private(set) var count = 0

  init(places count: Int = 0) { places = [UInt32](repeating: 0, count: count) }

  @inline(__always)
  subscript(index: Int) -> Int { Int(places[index]) }

  @inline(__always)
  mutating func append(_ place: Int) {
    places[count] = UInt32(truncatingIfNeeded: place)
    count += 1
  }

  mutating func removeAll() { count = 0 }

  /// Puts what another list has in the place of what is here.
  mutating func take(_ other: PlaceList) {
    for index in 0..<other.count { places[index] = other.places[index] }
    count = other.count
  }

  /// Puts a place where another was.
  @inline(__always)
  mutating func put(_ place: Int, at index: Int) {
    places[index] = UInt32(truncatingIfNeeded: place)
  }

  /// Forgets all but the first.
  mutating func cut(to count: Int) { self.count = min(count, self.count) }
}
