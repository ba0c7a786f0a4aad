/// Many short byte strings in one piece of memory, in ascending order, by number: a sorted list for
/// prefixes with a hash table beside it for whole strings.
struct ByteStrings: Sendable {
  private var arena: [UInt8] = []
  private var ends: [UInt32] = []

  /// Numbers from 1 by hash (open addressing, a power of two); 0 is free.
  private var slots: [UInt32] = []
  private let seed = UInt64.random(in: .min ... .max)

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

  /// Makes `number(of:)` work, once all strings are here.
  mutating func seal() {
    var size = 16
    while size < count * 2 { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
    for number in 0..<count {
      var slot = hash(self[number]) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }

  /// The number of a string, if it is here.
  func number(of bytes: ArraySlice<UInt8>) -> Int? {
    guard !slots.isEmpty else { return nil }
    var slot = hash(bytes) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if isEqual(number, bytes) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  func number(of bytes: [UInt8]) -> Int? { number(of: bytes[...]) }

  private func isEqual(_ number: Int, _ bytes: ArraySlice<UInt8>) -> Bool {
    guard length(of: number) == bytes.count else { return false }
    var place = number == 0 ? 0 : Int(ends[number - 1])
    for byte in bytes {
      if arena[place] != byte { return false }
      place += 1
    }
    return true
  }

  /// FNV-1a from a secret start: nobody can make up words that all collide.
  private func hash(_ bytes: ArraySlice<UInt8>) -> Int {
    var hash = seed
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: (hash ^ hash >> 32) & 0x7fff_ffff)
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
