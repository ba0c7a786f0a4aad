/// What one branch made of a text: pieces of the old text and of its own, in order, with what it
/// deleted left standing.
///
/// While somebody writes alone there is nothing to decide: what is typed goes right behind the
/// scalar it was typed behind. So a branch needs no CRDT, only the places of what it still shows.
/// Pieces lie in leaves, leaves in groups, groups in one list, each with the sum of what it shows;
/// a hundred thousand pieces are some hundred groups.
struct BranchText: ~Copyable {
  struct Piece {
    /// Where its scalars begin: in the old text, or in the log if the branch inserted them.
    var source: Int32
    var length: Int32
    /// The event that inserted the first of them; -1 for the old text.
    var event: Int32
    /// An event of the run that deleted it; -1 if the branch still shows it.
    var deletedBy: Int32 = -1

    var isBase: Bool { event < 0 }
    var visible: Int32 { deletedBy < 0 ? length : 0 }

    /// The part behind its first scalars.
    func dropping(_ count: Int32) -> Piece {
      Piece(
        source: source + count, length: length - count, event: isBase ? -1 : event + count,
        deletedBy: deletedBy)
    }
  }

  struct Leaf {
    static let capacity = 32
    var count = 0
    var pieces = InlineArray<32, Piece>(repeating: Piece(source: 0, length: 0, event: -1))
    /// What each piece shows; apart from the pieces, for that is what is searched.
    var visible = InlineArray<32, Int32>(repeating: 0)
  }

  struct Group {
    static let capacity = 64
    var count = 0
    var visible: Int32 = 0
    var leaves = InlineArray<64, Int32>(repeating: 0)
    var sums = InlineArray<64, Int32>(repeating: 0)
  }

  /// A piece, and a scalar in it.
  private struct Place {
    /// Index into `order`.
    var rank: Int
    var group: Int32
    var slot: Int
    var leaf: Int32
    var index: Int
    var offset: Int32
  }

  private var leaves = Slab<Leaf>()
  private var groups = Slab<Group>()
  private var order: [Int32] = []

  /// How many scalars the branch shows.
  private(set) var length: Int32 = 0

  /// Nodes looked at, for the tests that bound the work.
  private(set) var steps = 0

  init() {}

  /// Begins with a text of so many scalars.
  mutating func begin(_ baseLength: Int32) {
    leaves.removeAll()
    groups.removeAll()
    order.removeAll(keepingCapacity: true)
    var leaf = Leaf()
    if baseLength > 0 {
      leaf.pieces[0] = Piece(source: 0, length: baseLength, event: -1)
      leaf.visible[0] = baseLength
      leaf.count = 1
    }
    var group = Group()
    group.count = 1
    group.visible = baseLength
    group.sums[0] = baseLength
    leaves.append(leaf)
    groups.append(group)
    order.append(0)
    length = baseLength
  }

  /// Applies a run of the log; `false` if it does not fit what the branch shows.
  mutating func apply(_ run: TextLog.Run) -> Bool {
    switch run.kind {
    case .insert:
      guard run.position >= 0, run.position <= length else { return false }
      insert(
        Piece(source: run.text, length: run.count, event: run.start), at: run.position)
    case .delete, .erase:
      guard run.regionStart >= 0, run.count <= length - run.regionStart else { return false }
      delete(run.count, at: run.regionStart, by: run.start)
    }
    return true
  }

  /// All pieces, in order, deleted ones too.
  func forEachPiece(_ body: (Piece) -> Void) {
    for group in order {
      for slot in 0..<groups[group].count {
        let leaf = groups[group].leaves[slot]
        for index in 0..<leaves[leaf].count { body(leaves[leaf].pieces[index]) }
      }
    }
  }

  // MARK: Finding

  /// The place of a scalar that is shown.
  private mutating func find(_ position: Int32) -> Place {
    var rest = position
    var rank = 0
    while rest >= groups[order[rank]].visible {
      rest -= groups[order[rank]].visible
      rank += 1
    }
    let group = order[rank]
    var slot = 0
    while rest >= groups[group].sums[slot] {
      rest -= groups[group].sums[slot]
      slot += 1
    }
    let leaf = groups[group].leaves[slot]
    var index = 0
    while rest >= leaves[leaf].visible[index] {
      rest -= leaves[leaf].visible[index]
      index += 1
    }
    steps += rank + 3
    return Place(rank: rank, group: group, slot: slot, leaf: leaf, index: index, offset: rest)
  }

  // MARK: Changing

  private mutating func insert(_ piece: Piece, at position: Int32) {
    guard position > 0 else {
      var place = Place(
        rank: 0, group: order[0], slot: 0, leaf: groups[order[0]].leaves[0], index: 0, offset: 0)
      makeRoom(&place)
      return insert(piece, at: place.index, place)
    }
    var place = find(position - 1)
    makeRoom(&place)
    let left = leaves[place.leaf].pieces[place.index]
    let cut = place.offset + 1
    if cut < left.length {
      insert(left.dropping(cut), at: place.index + 1, place)
      cutShort(place, to: cut)
    }
    insert(piece, at: place.index + 1, place)
  }

  private mutating func delete(_ count: Int32, at position: Int32, by event: Int32) {
    var left = count
    while left > 0 {
      var place = find(position)
      makeRoom(&place)
      let piece = leaves[place.leaf].pieces[place.index]
      let taken = min(left, piece.length - place.offset)
      if place.offset + taken < piece.length {
        insert(piece.dropping(place.offset + taken), at: place.index + 1, place)
      }
      if place.offset > 0 {
        var middle = piece.dropping(place.offset)
        middle.length = taken
        middle.deletedBy = event
        insert(middle, at: place.index + 1, place)
        cutShort(place, to: place.offset)
      } else {
        cutShort(place, to: taken)
        leaves[place.leaf].pieces[place.index].deletedBy = event
        leaves[place.leaf].visible[place.index] = 0
        carry(-taken, place)
      }
      left -= taken
    }
  }

  /// Takes the rest of a shown piece away; it has been inserted behind.
  private mutating func cutShort(_ place: Place, to length: Int32) {
    let excess = leaves[place.leaf].pieces[place.index].length - length
    leaves[place.leaf].pieces[place.index].length = length
    leaves[place.leaf].visible[place.index] = length
    carry(-excess, place)
  }

  /// Inserts a piece into a leaf that has room.
  private mutating func insert(_ piece: Piece, at index: Int, _ place: Place) {
    var last = leaves[place.leaf].count
    while last > index {
      leaves[place.leaf].pieces[last] = leaves[place.leaf].pieces[last - 1]
      leaves[place.leaf].visible[last] = leaves[place.leaf].visible[last - 1]
      last -= 1
    }
    leaves[place.leaf].pieces[index] = piece
    leaves[place.leaf].visible[index] = piece.visible
    leaves[place.leaf].count += 1
    carry(piece.visible, place)
  }

  private mutating func carry(_ visible: Int32, _ place: Place) {
    groups[place.group].sums[place.slot] += visible
    groups[place.group].visible += visible
    length += visible
  }

  // MARK: Splitting

  /// Makes room for two more pieces in the leaf of a place; the place goes along.
  private mutating func makeRoom(_ place: inout Place) {
    guard leaves[place.leaf].count > Leaf.capacity - 2 else { return }
    if groups[place.group].count == Group.capacity { splitGroup(&place) }
    let half = leaves[place.leaf].count / 2
    var fresh = Leaf()
    fresh.count = leaves[place.leaf].count - half
    var moved: Int32 = 0
    for index in 0..<fresh.count {
      fresh.pieces[index] = leaves[place.leaf].pieces[half + index]
      fresh.visible[index] = leaves[place.leaf].visible[half + index]
      moved += fresh.visible[index]
    }
    leaves[place.leaf].count = half
    let id = Int32(leaves.count)
    leaves.append(fresh)
    addLeaf(id, showing: moved, behind: place)
    if place.index >= half {
      place.index -= half
      place.slot += 1
      place.leaf = id
    }
  }

  /// Adds a leaf that takes its content from the one at a place.
  private mutating func addLeaf(_ leaf: Int32, showing visible: Int32, behind place: Place) {
    var last = groups[place.group].count
    while last > place.slot + 1 {
      groups[place.group].leaves[last] = groups[place.group].leaves[last - 1]
      groups[place.group].sums[last] = groups[place.group].sums[last - 1]
      last -= 1
    }
    groups[place.group].leaves[last] = leaf
    groups[place.group].sums[last] = visible
    groups[place.group].sums[place.slot] -= visible
    groups[place.group].count += 1
  }

  /// Moves the upper half of a full group to a new one; the place goes along.
  private mutating func splitGroup(_ place: inout Place) {
    let half = Group.capacity / 2
    var fresh = Group()
    fresh.count = Group.capacity - half
    for slot in 0..<fresh.count {
      fresh.leaves[slot] = groups[place.group].leaves[half + slot]
      fresh.sums[slot] = groups[place.group].sums[half + slot]
      fresh.visible += fresh.sums[slot]
    }
    groups[place.group].count = half
    groups[place.group].visible -= fresh.visible
    let id = Int32(groups.count)
    groups.append(fresh)
    order.insert(id, at: place.rank + 1)
    if place.slot >= half {
      place.slot -= half
      place.group = id
      place.rank += 1
    }
  }
}
