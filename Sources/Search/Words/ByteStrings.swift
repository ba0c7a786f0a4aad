/// Many different short byte strings in one piece of memory, by number, with a hash table to find
/// the number of one. Numbers are given in the order of insertion, from 0.
struct ByteStrings: Sendable {
  private var arena: [UInt8] = []
  private var ends: [UInt32] = []

  /// Numbers from 1 by hash (open addressing, a power of two); 0 is free.
  private var slots = [UInt32](repeating: 0, count: 16)
  private let seed = UInt64.random(in: .min ... .max)

  var count: Int { ends.count }

  subscript(number: Int) -> ArraySlice<UInt8> {
    arena[start(of: number)..<Int(ends[number])]
  }

  func length(of number: Int) -> Int { Int(ends[number]) - start(of: number) }

  private func start(of number: Int) -> Int { number == 0 ? 0 : Int(ends[number - 1]) }

  /// The number of a string, which it is given now if it has none.
  mutating func insert(_ bytes: [UInt8]) -> Int {
    var slot = slot(for: bytes[...])
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    if (count + 1) * 2 > slots.count {
      growSlots()
      slot = self.slot(for: bytes[...])
    }
    arena += bytes
    ends.append(UInt32(truncatingIfNeeded: arena.count))
    slots[slot] = UInt32(count)
    return count - 1
  }

  func number(of bytes: ArraySlice<UInt8>) -> Int? {
    let slot = slot(for: bytes)
    return slots[slot] == 0 ? nil : Int(slots[slot]) - 1
  }

  func number(of bytes: [UInt8]) -> Int? { number(of: bytes[...]) }

  /// The place of a string in the hash table, or the free one where it belongs.
  private func slot(for bytes: ArraySlice<UInt8>) -> Int {
    var slot = hash(bytes) & (slots.count - 1)
    while slots[slot] != 0 {
      if isEqual(Int(slots[slot]) - 1, bytes) { return slot }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private func isEqual(_ number: Int, _ bytes: ArraySlice<UInt8>) -> Bool {
    let start = start(of: number)
    guard Int(ends[number]) - start == bytes.count else { return false }
    return arena[start..<start + bytes.count].elementsEqual(bytes)
  }

  private mutating func growSlots() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for number in 0..<count {
      var slot = hash(self[number]) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }

  /// Eight bytes at a time, from a secret start: nobody can make up words that all collide.
  private func hash(_ bytes: ArraySlice<UInt8>) -> Int {
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
    return Int(truncatingIfNeeded: hash & 0x7fff_ffff)
  }

  /// The folded 128-bit product with an odd constant: every bit of the input moves every one of the
  /// answer.
  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
    return product.high ^ product.low
  }
}
