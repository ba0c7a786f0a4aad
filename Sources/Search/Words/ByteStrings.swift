/// Many different short byte strings in one piece of memory, by number, with a hash table to find
/// the number of one. Numbers are given in the order of insertion, from 0.
struct ByteStrings: Sendable {
  private var arena: [UInt8] = []
  private var ends: [UInt32] = []

  /// Numbers from 1 by hash (open addressing, a power of two); 0 is free. The upper half of a slot
  /// is the upper half of the hash: what is not there is known not to be without looking at letters.
  private var slots = [UInt64](repeating: 0, count: 16)
  private let seed = UInt64.random(in: .min ... .max)

  var count: Int { ends.count }

  subscript(number: Int) -> ArraySlice<UInt8> {
    arena[start(of: number)..<Int(ends[number])]
  }

  func length(of number: Int) -> Int { Int(ends[number]) - start(of: number) }

  private func start(of number: Int) -> Int { number == 0 ? 0 : Int(ends[number - 1]) }

  /// The number of a string, which it is given now if it has none.
  mutating func insert(_ bytes: [UInt8]) -> Int {
    let hash = hash(bytes[...])
    var slot = slot(for: bytes[...], hash)
    if slots[slot] != 0 { return ByteStrings.number(in: slots[slot]) }
    if (count + 1) * 2 > slots.count {
      growSlots()
      slot = self.slot(for: bytes[...], hash)
    }
    arena += bytes
    ends.append(UInt32(truncatingIfNeeded: arena.count))
    slots[slot] = ByteStrings.slot(of: count - 1, hash)
    return count - 1
  }

  /// Gives back the room that was taken for strings to come.
  mutating func settle() {
    arena.settle()
    ends.settle()
  }

  func number(of bytes: ArraySlice<UInt8>) -> Int? {
    let slot = slots[slot(for: bytes, hash(bytes))]
    return slot == 0 ? nil : ByteStrings.number(in: slot)
  }

  func number(of bytes: [UInt8]) -> Int? { number(of: bytes[...]) }

  @inline(__always)
  private static func slot(of number: Int, _ hash: UInt64) -> UInt64 {
    hash & ~0xffff_ffff | UInt64(number + 1)
  }

  @inline(__always)
  private static func number(in slot: UInt64) -> Int { Int(slot & 0xffff_ffff) - 1 }

  /// The place of a string in the hash table, or the free one where it belongs.
  private func slot(for bytes: ArraySlice<UInt8>, _ hash: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[place] != 0 {
      let slot = slots[place]
      if slot >> 32 == hash >> 32, isEqual(ByteStrings.number(in: slot), bytes) { return place }
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  private func isEqual(_ number: Int, _ bytes: ArraySlice<UInt8>) -> Bool {
    let start = start(of: number)
    guard Int(ends[number]) - start == bytes.count else { return false }
    return arena[start..<start + bytes.count].elementsEqual(bytes)
  }

  /// Whether a string has these bytes in a row.
  func contains(_ part: [UInt8], in number: Int) -> Bool {
    guard let first = part.first else { return true }
    let part = part.span
    let bytes = arena.span
    var place = start(of: number)
    let last = Int(ends[number]) - part.count
    while place <= last {
      // Strings lie inside the arena.
      if unsafe bytes[unchecked: place] == first {
        var same = 1
        while same < part.count,
          unsafe bytes[unchecked: place + same] == part[unchecked: same]
        {
          same += 1
        }
        if same == part.count { return true }
      }
      place += 1
    }
    return false
  }

  private mutating func growSlots() {
    slots = [UInt64](repeating: 0, count: slots.count * 2)
    for number in 0..<count {
      let hash = hash(self[number])
      var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = ByteStrings.slot(of: number, hash)
    }
  }

  /// Eight bytes at a time, from a secret start: nobody can make up words that all collide.
  private func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash = seed
    unsafe bytes.withUnsafeBytes { bytes in
      var offset = 0
      while offset + 8 <= bytes.count {
        let next = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        hash = ByteStrings.mixed(hash ^ next)
        offset += 8
      }
      var rest = UInt64(bytes.count)
      while offset < bytes.count {
        unsafe rest = rest << 8 | UInt64(bytes[offset])
        offset += 1
      }
      hash = ByteStrings.mixed(hash ^ rest)
    }
    return hash
  }

  /// The folded 128-bit product with an odd constant: every bit of the input moves every one of the
  /// answer.
  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
    return product.high ^ product.low
  }
}
