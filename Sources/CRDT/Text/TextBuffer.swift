/// A text that is being edited: scalars in leaves, leaves in groups, groups in one list.
///
/// Finding a position looks at one sum per group and one per leaf of the group, editing moves at
/// most a leaf; a million scalars are some 90 groups. Scalars have a fixed width here, so a
/// position is an address; the text becomes UTF-8 once, in the end.
struct TextBuffer: ~Copyable {
  private struct Place {
    /// Index into `order`.
    var rank: Int
    var group: Int32
    var slot: Int
    var offset: Int32
  }

  struct Group {
    static let capacity = 64
    var count = 0
    var total: Int32 = 0
    var leaves = InlineArray<64, Int32>(repeating: 0)
    var counts = InlineArray<64, Int32>(repeating: 0)
  }

  private static let leafCapacity: Int32 = 256
  /// How full leaves are made, so that the next insertion finds room.
  private static let leafFill: Int32 = 192

  private var scalars = Slab<Unicode.Scalar>(minimumCapacity: 4096)
  private var groups = Slab<Group>()
  private var order: [Int32] = []
  private var freeLeaves: [Int32] = []

  private(set) var count: Int32 = 0

  init() {
    groups.append(Group())
    order = [0]
  }

  init(_ text: String) {
    self.init()
    let scalars = Array(text.unicodeScalars)
    replace(0..<0, with: scalars, 0..<scalars.count)
  }

  /// Replaces a range by a part of an array. The caller has checked the range.
  mutating func replace(
    _ range: Range<Int32>, with source: [Unicode.Scalar], _ part: Range<Int>
  ) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    if !range.isEmpty { remove(range) }
    if !part.isEmpty { insert(source, part, at: range.lowerBound) }
  }

  // MARK: Finding

  /// The place of a position; a position between two leaves belongs to the first.
  private func find(_ position: Int32) -> Place {
    var rest = position
    var rank = 0
    while rank + 1 < order.count, rest > groups[order[rank]].total {
      rest -= groups[order[rank]].total
      rank += 1
    }
    let group = order[rank]
    var slot = 0
    while slot + 1 < groups[group].count, rest > groups[group].counts[slot] {
      rest -= groups[group].counts[slot]
      slot += 1
    }
    return Place(rank: rank, group: group, slot: slot, offset: rest)
  }

  // MARK: Inserting

  private mutating func insert(_ source: [Unicode.Scalar], _ part: Range<Int>, at position: Int32) {
    var place = find(position)
    if groups[place.group].count == 0 { addLeaf(&place, slot: 0) }
    let length = Int32(part.count)
    count += length
    let held = groups[place.group].counts[place.slot]
    let address = groups[place.group].leaves[place.slot] * Self.leafCapacity + place.offset
    guard held + length > Self.leafCapacity else {
      scalars.move(from: address, to: address + length, count: held - place.offset)
      scalars.copy(source, part, to: address)
      groups[place.group].counts[place.slot] = held + length
      groups[place.group].total += length
      return
    }
    let tail = scalars.elements(from: address, count: held - place.offset)
    groups[place.group].counts[place.slot] = place.offset
    groups[place.group].total -= Int32(tail.count)
    write(source, part, &place)
    write(tail, 0..<tail.count, &place)
  }

  /// Appends to the leaf at `place` and to as many new leaves behind it as it takes.
  private mutating func write(_ source: [Unicode.Scalar], _ part: Range<Int>, _ place: inout Place)
  {
    var next = part.lowerBound
    while next < part.upperBound {
      var held = groups[place.group].counts[place.slot]
      if held >= Self.leafFill {
        addLeaf(&place, slot: place.slot + 1)
        held = 0
      }
      let taken = min(part.upperBound - next, Int(Self.leafFill - held))
      let address = groups[place.group].leaves[place.slot] * Self.leafCapacity + held
      scalars.copy(source, next..<next + taken, to: address)
      groups[place.group].counts[place.slot] += Int32(taken)
      groups[place.group].total += Int32(taken)
      next += taken
    }
  }

  /// Makes an empty leaf at a slot of the place's group, and moves the place there.
  private mutating func addLeaf(_ place: inout Place, slot: Int) {
    place.slot = slot
    if groups[place.group].count == Group.capacity { splitGroup(&place) }
    let group = place.group
    var index = groups[group].count
    while index > place.slot {
      groups[group].leaves[index] = groups[group].leaves[index - 1]
      groups[group].counts[index] = groups[group].counts[index - 1]
      index -= 1
    }
    groups[group].leaves[place.slot] = freshLeaf()
    groups[group].counts[place.slot] = 0
    groups[group].count += 1
  }

  private mutating func freshLeaf() -> Int32 {
    if let leaf = freeLeaves.popLast() { return leaf }
    scalars.extend(by: Int(Self.leafCapacity), with: "\0")
    return Int32(scalars.count) / Self.leafCapacity - 1
  }

  /// Moves the upper half of a full group to a new one; the place goes along.
  private mutating func splitGroup(_ place: inout Place) {
    let group = place.group
    let half = Group.capacity / 2
    var fresh = Group()
    for slot in half..<Group.capacity {
      fresh.leaves[slot - half] = groups[group].leaves[slot]
      fresh.counts[slot - half] = groups[group].counts[slot]
      fresh.total += groups[group].counts[slot]
    }
    fresh.count = Group.capacity - half
    groups[group].count = half
    groups[group].total -= fresh.total
    let id = Int32(groups.count)
    groups.append(fresh)
    order.insert(id, at: place.rank + 1)
    if place.slot > half {
      place.slot -= half
      place.group = id
      place.rank += 1
    }
  }

  // MARK: Removing

  private mutating func remove(_ range: Range<Int32>) {
    var left = Int32(range.count)
    count -= left
    while left > 0 {
      var place = find(range.lowerBound)
      if place.offset == groups[place.group].counts[place.slot] { step(&place) }
      let held = groups[place.group].counts[place.slot]
      let taken = min(left, held - place.offset)
      let address = groups[place.group].leaves[place.slot] * Self.leafCapacity + place.offset
      scalars.move(
        from: address + taken, to: address, count: held - place.offset - taken)
      groups[place.group].counts[place.slot] = held - taken
      groups[place.group].total -= taken
      if held == taken { dropLeaf(place) }
      left -= taken
    }
  }

  /// From the end of a leaf to the beginning of the next one.
  private func step(_ place: inout Place) {
    place.offset = 0
    place.slot += 1
    if place.slot == groups[place.group].count {
      place.rank += 1
      place.group = order[place.rank]
      place.slot = 0
    }
  }

  private mutating func dropLeaf(_ place: Place) {
    let group = place.group
    freeLeaves.append(groups[group].leaves[place.slot])
    groups[group].count -= 1
    for slot in place.slot..<groups[group].count {
      groups[group].leaves[slot] = groups[group].leaves[slot + 1]
      groups[group].counts[slot] = groups[group].counts[slot + 1]
    }
    if groups[group].count == 0 && order.count > 1 { order.remove(at: place.rank) }
  }

  // MARK: Reading

  /// The text as UTF-8.
  func string() -> String {
    var bytes = 0
    forEachLeaf { bytes += UTF8Text.width($0) }
    var text = Slab<UInt8>(minimumCapacity: bytes + UTF8Text.slack)
    unsafe text.append(upTo: bytes + UTF8Text.slack) { target, end in
      forEachLeaf { leaf in
        unsafe UTF8Text.encode(leaf, into: target, &end)
      }
    }
    return text.string()
  }

  /// The text as scalars.
  func elements() -> [Unicode.Scalar] {
    unsafe Array(unsafeUninitializedCapacity: Int(count)) { target, initialized in
      forEachLeaf { leaf in
        for index in leaf.indices {
          unsafe target[initialized + index] = leaf[unchecked: index]
        }
        initialized += leaf.count
      }
    }
  }

  private func forEachLeaf(_ body: (Span<Unicode.Scalar>) -> Void) {
    for group in order {
      for slot in 0..<groups[group].count {
        scalars.withElements(
          from: groups[group].leaves[slot] * Self.leafCapacity, count: groups[group].counts[slot],
          body)
      }
    }
  }
}
