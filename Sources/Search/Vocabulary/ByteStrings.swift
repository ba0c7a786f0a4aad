/// Many short byte strings in one piece of memory, in ascending order, by number.
struct ByteStrings: Sendable {
  private var arena: [UInt8] = []
  private var ends: [UInt32] = []

  var count: Int { ends.count }

  /// Strings are handed over in ascending order.
  mutating func append(_ bytes: some Sequence<UInt8>) {
    arena.append(contentsOf: bytes)
    ends.append(UInt32(truncatingIfNeeded: arena.count))
  }

  mutating func append(_ bytes: Span<UInt8>) {
    for place in bytes.indices { arena.append(bytes[place]) }
    ends.append(UInt32(truncatingIfNeeded: arena.count))
  }

  subscript(number: Int) -> ArraySlice<UInt8> {
    arena[(number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])]
  }

  func length(of number: Int) -> Int {
    Int(ends[number]) - (number == 0 ? 0 : Int(ends[number - 1]))
  }

  /// The number of a string, if it is here.
  func number(of bytes: some Collection<UInt8>) -> Int? {
    let place = lowerBound(bytes)
    return place < count && self[place].elementsEqual(bytes) ? place : nil
  }

  /// The numbers of all strings that begin with `prefix`.
  func numbers(withPrefix prefix: [UInt8]) -> Range<Int> {
    let start = lowerBound(prefix)
    // UTF-8 never holds the byte 0xff, so this is above all that begin with the prefix.
    return start..<max(start, lowerBound(prefix + [0xff]))
  }

  private func lowerBound(_ bytes: some Collection<UInt8>) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].lexicographicallyPrecedes(bytes) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
