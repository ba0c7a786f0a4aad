/// The children that Fugue's tree has at each place, in order, where a merge has put any.
///
/// Fugue makes every inserted scalar a node of a tree: left child of the scalar it was typed
/// before, or right child of the one it was typed behind; children of one place on one side are
/// siblings, ordered by name. Only heads of insertions are listed: inside an insertion each scalar
/// is the right child of the one before it, which needs no list.
///
/// A hash table with open addressing from keys to a single member or to a block of members. Lists
/// are searched in halves, so a thousand insertions at one place cost a thousand logarithms.
struct SiblingLists: ~Copyable {
  /// What a list is about.
  enum Kind: Int {
    /// Left children of an item.
    case left
    /// Right children of an item, without the next scalar of its own insertion.
    case right
    /// Insertions into a gap of the base text.
    case gap
    /// Items of an insertion, behind which a child stands that follows the rest of the insertion.
    case fork
    /// The marker span before an item's left-most descendant, or behind its right-most.
    case begin
    case end
  }

  struct Entry {
    var key: Int
    /// The only member, or -2 - (index of the block).
    var value: Int32
  }

  struct Block {
    var start: Int32
    var count: Int32
    var capacity: Int32
  }

  private var table = Slab<Entry>(minimumCapacity: 64)
  private var used = 0
  private var blocks = Slab<Block>()
  private var members = Slab<Int32>()

  /// Bytes taken, for the tests that bound them.
  var byteCount: Int {
    table.capacity * MemoryLayout<Entry>.stride + blocks.capacity * MemoryLayout<Block>.stride
      + members.capacity * MemoryLayout<Int32>.stride
  }

  init() {
    table.refill(64, with: Entry(key: -1, value: -1))
  }

  mutating func removeAll() {
    if used > 0 { table.refill(table.count, with: Entry(key: -1, value: -1)) }
    used = 0
    blocks.removeAll()
    members.removeAll()
  }

  static func key(_ kind: Kind, _ number: Int32) -> Int {
    Int(number) * 8 + kind.rawValue
  }

  /// The number of members of a list.
  func count(_ key: Int) -> Int {
    let value = table[slot(of: key)].value
    if value == -1 { return 0 }
    return value >= 0 ? 1 : Int(blocks[-2 - value].count)
  }

  /// A member of a list that has so many.
  func member(_ key: Int, _ index: Int) -> Int32 {
    let value = table[slot(of: key)].value
    if value >= 0 { return value }
    return members[blocks[-2 - value].start + Int32(index)]
  }

  /// Puts a member into a list before the one that has this index now.
  mutating func insert(_ member: Int32, at index: Int, of key: Int) {
    if used * 2 >= table.count { enlarge() }
    let slot = slot(of: key)
    let value = table[slot].value
    if value == -1 {
      table[slot] = Entry(key: key, value: member)
      used += 1
    } else if value >= 0 {
      let block = Int32(blocks.count)
      blocks.append(Block(start: Int32(members.count), count: 2, capacity: 4))
      members.extend(by: 4, with: index == 0 ? member : value)
      members[blocks[block].start + 1] = index == 0 ? value : member
      table[slot].value = -2 - block
    } else {
      insert(member, at: Int32(index), inBlock: -2 - value)
    }
  }

  private mutating func insert(_ member: Int32, at index: Int32, inBlock block: Int32) {
    if blocks[block].count == blocks[block].capacity { moveToLarger(block) }
    let place = blocks[block].start + index
    members.move(from: place, to: place + 1, count: blocks[block].count - index)
    members[place] = member
    blocks[block].count += 1
  }

  private mutating func moveToLarger(_ block: Int32) {
    let start = Int32(members.count)
    let old = blocks[block]
    members.extend(by: Int(old.capacity) * 2, with: -1)
    members.move(from: old.start, to: start, count: old.count)
    blocks[block].start = start
    blocks[block].capacity = old.capacity * 2
  }

  private func slot(of key: Int) -> Int32 {
    let mask = table.count - 1
    var slot = Int((UInt(bitPattern: key) &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while table[Int32(slot)].key != key && table[Int32(slot)].value != -1 {
      slot = (slot + 1) & mask
    }
    return Int32(slot)
  }

  private mutating func enlarge() {
    var entries: [Entry] = []
    for slot in 0..<Int32(table.count) where table[slot].value != -1 { entries.append(table[slot]) }
    table.refill(table.count * 2, with: Entry(key: -1, value: -1))
    for entry in entries { table[slot(of: entry.key)] = entry }
  }
}
