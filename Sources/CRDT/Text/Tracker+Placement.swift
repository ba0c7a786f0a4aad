/// Where an insertion goes among concurrent ones: Fugue in tree form.
///
/// An insertion typed between the shown scalar `left` and the next scalar the author knew, `right`
/// (deleted ones count), is a left child of `right` if `right` was itself typed behind `left`, and
/// a right child of `left` otherwise. Document order is left children, node, right children;
/// siblings go by name. So the place is found among real siblings, by halves, and never by a walk
/// over everything that stands there unknown to the author.
extension Tracker {
  /// Keys name origins: an item by itself, the base scalar at `position` by `-2 - position`, the
  /// start of the text by -1.
  private func key(_ span: Int32, _ offset: Int32) -> Int32 {
    let base = tree.spans[span].base
    return base >= 0 ? -2 - (base + offset) : tree.spans[span].item + offset
  }

  mutating func insert(_ run: TextLog.Run, identities: Identities) {
    let item = run.start - firstEvent
    let fresh = SpanTree.Span(
      item: item, length: run.count, state: 1, leaf: 0, base: -1, head: item,
      last: item + run.count - 1, text: run.text)
    guard run.position > 0 else { return insert(fresh, behind: -1, origin: -1, identities) }
    let (left, offset) = tree.find(visible: run.position - 1)
    let origin = key(left, offset)
    guard offset < tree.spans[left].length - 1 else {
      return insert(fresh, behind: left, origin: origin, identities)
    }
    // Inside a span nothing concurrent can stand: the place is empty.
    let parts = split(left, at: offset + 1)
    list(item, key: siblingsKey(origin: origin, right: parts.right), identities)
    register(tree.insert(fresh, after: parts.left), origin: origin)
  }

  private mutating func insert(
    _ fresh: SpanTree.Span, behind left: Int32, origin: Int32, _ identities: Identities
  ) {
    let right = tree.nextKnown(after: left)
    let key = siblingsKey(origin: origin, right: right)
    let index = list(fresh.item, key: key, identities)
    if tree.next(after: left) == right {
      register(tree.insert(fresh, after: left), origin: origin)
    } else if key & 7 == SiblingLists.Kind.right.rawValue {
      insertRightChild(fresh, of: left, origin: origin, key: key, index: index, identities)
    } else {
      insertLeftChild(fresh, before: right, origin: origin, key: key, index: index)
    }
  }

  /// Which list an insertion between these two belongs to.
  private func siblingsKey(origin: Int32, right: Int32) -> Int {
    if right < 0 || tree.spans[right].base >= 0 {
      let position = right < 0 ? baseLength : tree.spans[right].base
      return origin < 0
        ? SiblingLists.key(.gap, position) : SiblingLists.key(.right, origin)
    }
    let item = tree.spans[right].item
    let originOfRight = item == tree.spans[right].head ? target[item] : item - 1
    return originOfRight == origin
      ? SiblingLists.key(.left, item) : SiblingLists.key(.right, origin)
  }

  /// Enters a head into its list in the order of names; returns its index there.
  @discardableResult
  private mutating func list(_ item: Int32, key: Int, _ identities: Identities) -> Int {
    var low = 0
    var high = lists.count(key)
    while low < high {
      moves += 1
      let middle = (low + high) / 2
      if precedes(lists.member(key, middle), item, identities) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    lists.insert(item, at: low, of: key)
    return low
  }

  private func precedes(_ item: Int32, _ other: Int32, _ identities: Identities) -> Bool {
    identities.precedes(item + firstEvent, other + firstEvent)
  }

  private mutating func insertLeftChild(
    _ fresh: SpanTree.Span, before right: Int32, origin: Int32, key: Int, index: Int
  ) {
    let place =
      index + 1 < lists.count(key) ? spanBefore(subtreeOf: lists.member(key, index + 1)) : right
    register(tree.insert(fresh, before: place), origin: origin)
  }

  private mutating func insertRightChild(
    _ fresh: SpanTree.Span, of left: Int32, origin: Int32, key: Int, index: Int,
    _ identities: Identities
  ) {
    var previous = index > 0 ? lists.member(key, index - 1) : -1
    if origin < tree.spans[left].last {
      // The rest of the left neighbour's own insertion is a sibling too.
      let rest = origin + 1
      if precedes(rest, fresh.item, identities) {
        noteFork(at: origin, of: tree.spans[left].head)
        if previous < 0 || precedes(previous, rest, identities) { previous = rest }
      }
    }
    let place = previous < 0 ? left : spanBehind(subtreeOf: previous)
    register(tree.insert(fresh, after: place), origin: origin)
  }

  private mutating func noteFork(at item: Int32, of head: Int32) {
    let key = SiblingLists.key(.fork, head)
    let index = firstFork(from: item, of: head)
    if index < lists.count(key), lists.member(key, index) == item { return }
    lists.insert(item, at: index, of: key)
  }

  /// The index of the first fork of an insertion at an item or behind it.
  func firstFork(from item: Int32, of head: Int32) -> Int {
    let key = SiblingLists.key(.fork, head)
    var low = 0
    var high = lists.count(key)
    while low < high {
      let middle = (low + high) / 2
      if lists.member(key, middle) < item { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
