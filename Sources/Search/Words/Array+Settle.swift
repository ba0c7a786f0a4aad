extension Array {
  /// Gives back the room that was taken for elements to come, where that is much: an array that grew
  /// one by one has taken up to twice what it needs.
  mutating func settle() {
    guard capacity > count + count / 8 else { return }
    var exact: [Element] = []
    exact.reserveCapacity(count)
    exact.append(contentsOf: self)
    self = exact
  }
}
