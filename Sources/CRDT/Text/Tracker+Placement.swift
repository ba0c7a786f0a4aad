/// Where an insertion goes among concurrent ones: Fugue in tree form.
///
/// An insertion typed between the shown scalar `left` and the next scalar the author knew, `right`
/// (deleted ones count), is a left child of `right` if `right` was itself typed behind `left`, and
/// a right child of `left` otherwise. Document order is left children, node, right children;
/// siblings go by name. So the place is found among real siblings, by halves, and never by a walk
/// over everything that stands there unknown to the author.
extension Tracker {
  mutating func insert(_ run: TextLog.Run, identities: Identities) {
    let item = item(ofText: run.text)
    var fresh = SpanTree.Span(
      item: item, length: run.count, state: 1, leaf: 0, head: item, last: item + run.count - 1,
      origin: -1, event: run.start)
    guard run.position > 0 else { return insert(fresh, behind: -1, identities) }
    let (left, offset) = tree.find(visible: run.position - 1)
    fresh.origin = tree.spans[left].item + offset
    guard offset < tree.spans[left].length - 1 else {
      return insert(fresh, behind: left, identities)
    }
    // Inside a span nothing concurrent can stand: the place is empty.
    let parts = split(left, at: offset + 1)
    list(fresh, key: siblingsKey(origin: fresh.origin, right: parts.right), identities)
    register(tree.insert(fresh, after: parts.left))
  }

  private mutating func insert(
    _ fresh: SpanTree.Span, behind left: Int32, _ identities: Identities
  ) {
    let right = tree.nextKnown(after: left)
    let key = siblingsKey(origin: fresh.origin, right: right)
    let index = list(fresh, key: key, identities)
    if tree.next(after: left) == right {
      register(tree.insert(fresh, after: left))
    } else if key & 7 == SiblingLists.Kind.right.rawValue {
      insertRightChild(fresh, of: left, key: key, index: index, identities)
    } else {
      insertLeftChild(fresh, before: right, key: key, index: index)
    }
  }

  /// Which list an insertion between these two belongs to.
  private func siblingsKey(origin: Int32, right: Int32) -> Int {
    if right < 0 || tree.spans[right].isBase {
      let position = right < 0 ? baseEnd : tree.spans[right].item
      return origin < baseLength
        ? SiblingLists.key(.gap, position) : SiblingLists.key(.right, origin)
    }
    let item = tree.spans[right].item
    let originOfRight = item == tree.spans[right].head ? tree.spans[right].origin : item - 1
    return originOfRight == origin
      ? SiblingLists.key(.left, item) : SiblingLists.key(.right, origin)
  }

  /// Enters a head into its list in the order of names; returns its index there.
  @discardableResult
  private mutating func list(
    _ fresh: SpanTree.Span, key: Int, _ identities: Identities
  ) -> Int {
    var low = 0
    var high = lists.count(key)
    while low < high {
      moves += 1
      let middle = (low + high) / 2
      if identities.precedes(event(ofItem: lists.member(key, middle)), fresh.event) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    lists.insert(fresh.item, at: low, of: key)
    return low
  }

  private mutating func insertLeftChild(
    _ fresh: SpanTree.Span, before right: Int32, key: Int, index: Int
  ) {
    let place =
      index + 1 < lists.count(key) ? spanBefore(subtreeOf: lists.member(key, index + 1)) : right
    register(tree.insert(fresh, before: place))
  }

  private mutating func insertRightChild(
    _ fresh: SpanTree.Span, of left: Int32, key: Int, index: Int, _ identities: Identities
  ) {
    var previous = index > 0 ? lists.member(key, index - 1) : -1
    if fresh.origin < tree.spans[left].last {
      // The rest of the left neighbour's own insertion is a sibling too.
      let rest = fresh.origin + 1
      let event = event(ofItem: rest)
      if identities.precedes(event, fresh.event) {
        noteFork(at: fresh.origin, of: tree.spans[left].head)
        if previous < 0 || identities.precedes(self.event(ofItem: previous), event) {
          previous = rest
        }
      }
    }
    let place = previous < 0 ? left : spanBehind(subtreeOf: previous)
    register(tree.insert(fresh, after: place))
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
