/// The document of a merge as spans in order, with two sums: an order-statistic B-tree.
///
/// A span is a stretch of scalars that share origin and fate. `visible` counts the scalars that
/// the version being walked shows, `known` those it has ever heard of (deleted ones included);
/// the first finds positions, the second steps over what that version has not seen in one descent
/// instead of a scan. Places in the merged text are not summed: they come out of one pass over the
/// spans when the walk is done, which costs less than keeping them at every event.
///
/// A zone of up to `Leaf.capacity` spans is one leaf, which is a flat list. Spans, leaves and
/// branches are numbers into slabs; nothing here is an object.
struct SpanTree: ~Copyable {
  struct Span {
    /// The number of its first scalar; see `Tracker`. -1 for a marker.
    var item: Int32
    var length: Int32
    /// 0: not inserted in the walked version; 1: visible there; n + 1: deleted there by n events.
    var state: Int32
    var leaf: Int32
    /// First and last item of the insertion it belongs to; -1 for base text and markers.
    var head: Int32
    var last: Int32
    /// Left origin of the insertion it belongs to: an item, or -1 for the start of the text.
    var origin: Int32
    /// The event that inserted its first scalar, if the zone did.
    var event: Int32
    /// Whether any walked event deleted it, whether one did before `Tracker.mark()`, and whether
    /// it was inserted before that.
    var isDeleted = false
    var wasDeleted = false
    var wasInserted = false

    var visible: Int32 { state == 1 ? length : 0 }
    var known: Int32 { state >= 1 ? length : 0 }
    var end: Int32 { item + length }
    var isBase: Bool { head < 0 }
  }

  struct Leaf {
    static let capacity: Int32 = 32
    var count: Int32 = 0
    var parent: Int32 = -1
    var next: Int32 = -1
    var spans = InlineArray<32, Int32>(repeating: 0)
    var visible = InlineArray<32, Int32>(repeating: 0)
  }

  struct Branch {
    static let capacity: Int32 = 16
    var count: Int32 = 0
    var parent: Int32 = -1
    var isAboveLeaves = false
    var children = InlineArray<16, Int32>(repeating: 0)
    var visible = InlineArray<16, Int32>(repeating: 0)
    var known = InlineArray<16, Int32>(repeating: 0)
  }

  var spans = Slab<Span>()
  private(set) var leaves = Slab<Leaf>()
  private(set) var branches = Slab<Branch>()
  /// The root branch; -1 while there is only one leaf.
  private(set) var root: Int32 = -1
  private(set) var firstLeaf: Int32 = 0
  private(set) var lastLeaf: Int32 = 0
  private(set) var visible: Int32 = 0

  /// Nodes looked at, for the tests that bound the work.
  var steps = 0

  /// Bytes taken, for the tests that bound them.
  var byteCount: Int {
    spans.capacity * MemoryLayout<Span>.stride + leaves.capacity * MemoryLayout<Leaf>.stride
      + branches.capacity * MemoryLayout<Branch>.stride
  }

  init() {
    removeAll()
  }

  mutating func removeAll() {
    spans.removeAll()
    leaves.removeAll()
    branches.removeAll()
    leaves.append(Leaf())
    root = -1
    firstLeaf = 0
    lastLeaf = 0
    visible = 0
  }

  // MARK: Finding

  /// The span that holds the visible scalar of this number, and the scalar's place in it.
  mutating func find(visible index: Int32) -> (span: Int32, offset: Int32) {
    var rest = index
    var leaf = firstLeaf
    var node = root
    while node >= 0 {
      steps += 1
      var slot = 0
      while rest >= branches[node].visible[slot] {
        rest -= branches[node].visible[slot]
        slot += 1
      }
      let child = branches[node].children[slot]
      if branches[node].isAboveLeaves {
        leaf = child
        break
      }
      node = child
    }
    steps += 1
    var slot = 0
    while rest >= leaves[leaf].visible[slot] {
      rest -= leaves[leaf].visible[slot]
      slot += 1
    }
    return (leaves[leaf].spans[slot], rest)
  }

  /// The first span after this one (or of all, for -1); -1 at the end.
  mutating func next(after span: Int32) -> Int32 {
    guard span >= 0 else { return leaves[firstLeaf].count > 0 ? leaves[firstLeaf].spans[0] : -1 }
    let leaf = spans[span].leaf
    let slot = slot(of: span, in: leaf) + 1
    if slot < Int(leaves[leaf].count) { return leaves[leaf].spans[slot] }
    let next = leaves[leaf].next
    return next < 0 ? -1 : leaves[next].spans[0]
  }

  /// The first span after this one (or of all, for -1) that the walked version knows; -1 if none.
  mutating func nextKnown(after span: Int32) -> Int32 {
    var leaf = firstLeaf
    var slot = 0
    if span >= 0 {
      leaf = spans[span].leaf
      slot = self.slot(of: span, in: leaf) + 1
    }
    if let found = firstKnown(in: leaf, from: slot) { return found }
    var child = leaf
    var node = leaves[leaf].parent
    while node >= 0 {
      steps += 1
      var slot = self.slot(ofChild: child, in: node) + 1
      while slot < Int(branches[node].count) {
        if branches[node].known[slot] > 0 { return firstKnown(below: node, slot: slot) }
        slot += 1
      }
      child = node
      node = branches[node].parent
    }
    return -1
  }

  private mutating func firstKnown(in leaf: Int32, from start: Int) -> Int32? {
    steps += 1
    var slot = start
    while slot < Int(leaves[leaf].count) {
      let span = leaves[leaf].spans[slot]
      if spans[span].known > 0 { return span }
      slot += 1
    }
    return nil
  }

  private mutating func firstKnown(below start: Int32, slot first: Int) -> Int32 {
    var node = start
    var slot = first
    while !branches[node].isAboveLeaves {
      steps += 1
      node = branches[node].children[slot]
      slot = 0
      while branches[node].known[slot] == 0 { slot += 1 }
    }
    return firstKnown(in: branches[node].children[slot], from: 0) ?? -1
  }

  @inline(__always)
  private func slot(of span: Int32, in leaf: Int32) -> Int {
    var slot = 0
    while leaves[leaf].spans[slot] != span { slot += 1 }
    return slot
  }

  @inline(__always)
  private func slot(ofChild child: Int32, in node: Int32) -> Int {
    var slot = 0
    while branches[node].children[slot] != child { slot += 1 }
    return slot
  }

  // MARK: Changing

  /// Gives a span another state and carries the difference up.
  mutating func setState(_ state: Int32, of span: Int32) {
    let before = (visible: spans[span].visible, known: spans[span].known)
    spans[span].state = state
    let leaf = spans[span].leaf
    leaves[leaf].visible[slot(of: span, in: leaf)] = spans[span].visible
    carry(spans[span].visible - before.visible, spans[span].known - before.known, from: leaf)
  }

  private mutating func carry(_ visible: Int32, _ known: Int32, from leaf: Int32) {
    guard visible != 0 || known != 0 else { return }
    self.visible += visible
    var child = leaf
    var node = leaves[leaf].parent
    while node >= 0 {
      steps += 1
      let slot = slot(ofChild: child, in: node)
      branches[node].visible[slot] += visible
      branches[node].known[slot] += known
      child = node
      node = branches[node].parent
    }
  }

  /// Puts a span into the document behind another one (-1: first of all).
  mutating func insert(_ span: Span, after other: Int32) -> Int32 {
    guard other >= 0 else { return insert(span, in: firstLeaf, slot: 0) }
    let leaf = spans[other].leaf
    return insert(span, in: leaf, slot: slot(of: other, in: leaf) + 1)
  }

  /// Puts a span into the document before another one (-1: last of all).
  mutating func insert(_ span: Span, before other: Int32) -> Int32 {
    guard other >= 0 else {
      return insert(span, in: lastLeaf, slot: Int(leaves[lastLeaf].count))
    }
    let leaf = spans[other].leaf
    return insert(span, in: leaf, slot: slot(of: other, in: leaf))
  }

  private mutating func insert(_ span: Span, in leaf: Int32, slot: Int) -> Int32 {
    let id = Int32(spans.count)
    spans.append(span)
    place(id, in: leaf, slot: slot)
    carry(span.visible, span.known, from: spans[id].leaf)
    return id
  }

  /// The span that stands last, if there is any.
  var last: Int32? {
    let count = Int(leaves[lastLeaf].count)
    return count > 0 ? leaves[lastLeaf].spans[count - 1] : nil
  }

  /// Takes scalars from the end of a span.
  mutating func shorten(_ span: Int32, by count: Int32) {
    precondition(count <= spans[span].length)
    let before = (visible: spans[span].visible, known: spans[span].known)
    spans[span].length -= count
    let leaf = spans[span].leaf
    leaves[leaf].visible[slot(of: span, in: leaf)] = spans[span].visible
    carry(spans[span].visible - before.visible, spans[span].known - before.known, from: leaf)
  }

  /// Cuts a span in two: the part from `offset` on becomes a span of its own, and its number is
  /// returned. Sums stay as they are.
  mutating func split(_ span: Int32, at offset: Int32) -> Int32 {
    var tail = spans[span]
    tail.length -= offset
    tail.item += offset
    tail.event += offset
    spans[span].length = offset
    let leaf = spans[span].leaf
    let slot = slot(of: span, in: leaf)
    leaves[leaf].visible[slot] = spans[span].visible
    let id = Int32(spans.count)
    spans.append(tail)
    guard leaves[leaf].count == Leaf.capacity else {
      place(id, in: leaf, slot: slot + 1)
      return id
    }
    // The leaf will be split: meanwhile the tail's share is taken out of the sums above.
    carry(-tail.visible, -tail.known, from: leaf)
    place(id, in: leaf, slot: slot + 1)
    carry(tail.visible, tail.known, from: spans[id].leaf)
    return id
  }

  /// Swaps the places of two neighbouring parts, so that the number of a span can stay with its
  /// larger part; called by `Tracker.split`.
  mutating func exchange(_ span: Int32, _ other: Int32) {
    let leaf = spans[span].leaf
    let otherLeaf = spans[other].leaf
    let slot = slot(of: span, in: leaf)
    let otherSlot = self.slot(of: other, in: otherLeaf)
    leaves[leaf].spans[slot] = other
    leaves[otherLeaf].spans[otherSlot] = span
    let content = spans[span]
    spans[span] = spans[other]
    spans[other] = content
    spans[span].leaf = otherLeaf
    spans[other].leaf = leaf
  }

  private mutating func place(_ span: Int32, in target: Int32, slot wanted: Int) {
    var leaf = target
    var slot = wanted
    if leaves[leaf].count == Leaf.capacity {
      let right = splitLeaf(leaf)
      if slot > Int(leaves[leaf].count) {
        slot -= Int(leaves[leaf].count)
        leaf = right
      }
    }
    var place = Int(leaves[leaf].count)
    while place > slot {
      leaves[leaf].spans[place] = leaves[leaf].spans[place - 1]
      leaves[leaf].visible[place] = leaves[leaf].visible[place - 1]
      place -= 1
    }
    leaves[leaf].spans[slot] = span
    leaves[leaf].visible[slot] = spans[span].visible
    leaves[leaf].count += 1
    spans[span].leaf = leaf
  }

  /// Moves the upper half of a full leaf to a new one behind it.
  private mutating func splitLeaf(_ leaf: Int32) -> Int32 {
    let right = Int32(leaves.count)
    let half = Leaf.capacity / 2
    var fresh = Leaf()
    fresh.count = Leaf.capacity - half
    fresh.next = leaves[leaf].next
    var visible: Int32 = 0
    var known: Int32 = 0
    for slot in 0..<Int(fresh.count) {
      let span = leaves[leaf].spans[slot + Int(half)]
      fresh.spans[slot] = span
      fresh.visible[slot] = spans[span].visible
      spans[span].leaf = right
      visible += spans[span].visible
      known += spans[span].known
    }
    leaves.append(fresh)
    leaves[leaf].count = half
    leaves[leaf].next = right
    if lastLeaf == leaf { lastLeaf = right }
    let parent = leaves[leaf].parent
    if parent < 0 {
      growRoot(leaf, right, isAboveLeaves: true, rightVisible: visible, rightKnown: known)
    } else {
      add(right, visible, known, behind: leaf, in: parent)
    }
    return right
  }

  private mutating func growRoot(
    _ left: Int32, _ right: Int32, isAboveLeaves: Bool, rightVisible: Int32, rightKnown: Int32
  ) {
    var branch = Branch()
    branch.count = 2
    branch.isAboveLeaves = isAboveLeaves
    branch.children[0] = left
    branch.children[1] = right
    branch.visible[1] = rightVisible
    branch.known[1] = rightKnown
    root = Int32(branches.count)
    let sums = isAboveLeaves ? self.sums(ofLeaf: left) : self.sums(ofBranch: left)
    branch.visible[0] = sums.visible
    branch.known[0] = sums.known
    branches.append(branch)
    for child in [left, right] { setParent(root, of: child, isLeaf: isAboveLeaves) }
  }

  private mutating func setParent(_ parent: Int32, of child: Int32, isLeaf: Bool) {
    if isLeaf { leaves[child].parent = parent } else { branches[child].parent = parent }
  }

  /// Adds a child whose sums were part of its left neighbour's until now.
  private mutating func add(
    _ child: Int32, _ visible: Int32, _ known: Int32, behind left: Int32, in parent: Int32
  ) {
    var node = parent
    if branches[node].count == Branch.capacity {
      let right = splitBranch(node)
      if !contains(left, in: node) { node = right }
    }
    let slot = slot(ofChild: left, in: node)
    branches[node].visible[slot] -= visible
    branches[node].known[slot] -= known
    var place = Int(branches[node].count)
    while place > slot + 1 {
      branches[node].children[place] = branches[node].children[place - 1]
      branches[node].visible[place] = branches[node].visible[place - 1]
      branches[node].known[place] = branches[node].known[place - 1]
      place -= 1
    }
    branches[node].children[place] = child
    branches[node].visible[place] = visible
    branches[node].known[place] = known
    branches[node].count += 1
    setParent(node, of: child, isLeaf: branches[node].isAboveLeaves)
  }

  private func contains(_ child: Int32, in node: Int32) -> Bool {
    for slot in 0..<Int(branches[node].count) where branches[node].children[slot] == child {
      return true
    }
    return false
  }

  private mutating func splitBranch(_ node: Int32) -> Int32 {
    let right = Int32(branches.count)
    let half = Branch.capacity / 2
    var fresh = Branch()
    fresh.count = Branch.capacity - half
    fresh.isAboveLeaves = branches[node].isAboveLeaves
    for slot in 0..<Int(fresh.count) {
      fresh.children[slot] = branches[node].children[slot + Int(half)]
      fresh.visible[slot] = branches[node].visible[slot + Int(half)]
      fresh.known[slot] = branches[node].known[slot + Int(half)]
    }
    branches.append(fresh)
    branches[node].count = half
    for slot in 0..<Int(fresh.count) {
      setParent(right, of: fresh.children[slot], isLeaf: fresh.isAboveLeaves)
    }
    let sums = self.sums(ofBranch: right)
    let parent = branches[node].parent
    if parent < 0 {
      growRoot(
        node, right, isAboveLeaves: false, rightVisible: sums.visible, rightKnown: sums.known)
    } else {
      add(right, sums.visible, sums.known, behind: node, in: parent)
    }
    return right
  }

  func sums(ofLeaf leaf: Int32) -> (visible: Int32, known: Int32) {
    var sums: (visible: Int32, known: Int32) = (0, 0)
    for slot in 0..<Int(leaves[leaf].count) {
      let span = leaves[leaf].spans[slot]
      sums.visible += spans[span].visible
      sums.known += spans[span].known
    }
    return sums
  }

  func sums(ofBranch node: Int32) -> (visible: Int32, known: Int32) {
    var sums: (visible: Int32, known: Int32) = (0, 0)
    for slot in 0..<Int(branches[node].count) {
      sums.visible += branches[node].visible[slot]
      sums.known += branches[node].known[slot]
    }
    return sums
  }
}
