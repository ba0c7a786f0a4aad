/// The temporary CRDT of one merge: which scalars there are, and which of them the version that is
/// being walked shows.
///
/// A *zone* is a stretch of history between two versions that everything else lies before or
/// behind. The text at its start is one span of base text without history; the events of the zone
/// are walked in a causal order, `retreat` and `advance` taking the walked version to where the
/// next event was typed. When the zone ends, one pass over the spans says what became of the text.
///
/// Scalars are named by *items*: an inserted one by its own event, one of the base text by the
/// first event that deleted it (deletions name no scalar of their own), both counted from the
/// zone's first event. A place in the base text that nobody deleted needs no name.
struct Tracker: ~Copyable {
  var tree = SpanTree()
  var lists = SiblingLists()

  /// The span that holds each item.
  private(set) var spanOfItem = Slab<Int32>()
  /// For a deletion the item it deleted; for the head of an insertion its left origin as a key.
  private(set) var target = Slab<Int32>()
  private(set) var firstEvent: Int32 = 0
  private(set) var baseLength: Int32 = 0

  /// How many tree nodes a walk to the edge of a subtree may pass before it leaves a marker.
  var markerDistance = 16
  /// The nodes passed on the way to an edge; kept for its memory.
  var path = Slab<Int32>()

  /// Elementary moves since the start, for the tests that bound the work.
  var moves = 0
  var steps: Int { moves + tree.steps }

  init() {}

  /// Begins a zone of these events on a text of so many scalars.
  mutating func begin(_ events: Range<Int32>, baseLength: Int32) {
    tree.removeAll()
    lists.removeAll()
    firstEvent = events.lowerBound
    self.baseLength = baseLength
    spanOfItem.refill(events.count, with: -1)
    target.refill(events.count, with: -1)
    if baseLength > 0 {
      let base = SpanTree.Span(
        item: -1, length: baseLength, state: 1, leaf: 0, base: 0, head: -1, last: -1, text: 0)
      _ = tree.insert(base, before: -1)
    }
  }

  /// Declares what was walked so far to be the text that the caller already has.
  mutating func mark() {
    for span in 0..<Int32(tree.spans.count) {
      tree.spans[span].wasDeleted = tree.spans[span].isDeleted
      tree.spans[span].wasInserted = tree.spans[span].base < 0
    }
  }

  /// The number of scalars that no walked event deleted.
  var length: Int32 {
    var length: Int32 = 0
    for span in 0..<Int32(tree.spans.count) where !tree.spans[span].isDeleted {
      length += tree.spans[span].length
    }
    return length
  }

  // MARK: Events

  /// Applies a run typed in the walked version; `false` if it does not fit that version's text.
  mutating func apply(_ run: TextLog.Run, identities: Identities) -> Bool {
    switch run.kind {
    case .insert:
      guard run.position >= 0, run.position <= tree.visible else { return false }
      insert(run, identities: identities)
    case .delete, .erase:
      guard run.regionStart >= 0, run.count <= tree.visible - run.regionStart else { return false }
      delete(run)
    }
    return true
  }

  private mutating func delete(_ run: TextLog.Run) {
    var done: Int32 = 0
    while done < run.count {
      moves += 1
      var (span, offset) = tree.find(visible: run.regionStart)
      if offset > 0 { span = split(span, at: offset).right }
      let taken = min(run.count - done, tree.spans[span].length)
      if taken < tree.spans[span].length { span = split(span, at: taken).left }
      aim(run, done: done, at: span)
      tree.spans[span].isDeleted = true
      tree.setState(2, of: span)
      done += taken
    }
  }

  /// Notes which items a part of a deletion deleted; base text gets its items here.
  private mutating func aim(_ run: TextLog.Run, done: Int32, at span: Int32) {
    let length = tree.spans[span].length
    let event = run.start - firstEvent
    let isForward = run.kind == .delete
    let lowest = isForward ? event + done : event + run.count - done - length
    if tree.spans[span].item < 0 {
      tree.spans[span].item = lowest
      spanOfItem.fill(lowest..<lowest + length, with: span)
    }
    let item = tree.spans[span].item
    for index in 0..<length {
      target[lowest + index] = isForward ? item + index : item + length - 1 - index
    }
  }

  /// Takes events out of the walked version.
  mutating func retreat(_ run: TextLog.Run) {
    switch run.kind {
    case .insert: setInserted(run, 0)
    case .delete, .erase: changeDeletions(run, by: -1)
    }
  }

  /// Puts events back into the walked version.
  mutating func advance(_ run: TextLog.Run) {
    switch run.kind {
    case .insert: setInserted(run, 1)
    case .delete, .erase: changeDeletions(run, by: 1)
    }
  }

  private mutating func setInserted(_ run: TextLog.Run, _ state: Int32) {
    var item = run.start - firstEvent
    let end = item + run.count
    while item < end {
      let span = isolate(item, until: end)
      tree.setState(state, of: span)
      item = tree.spans[span].end
      moves += 1
    }
  }

  private mutating func changeDeletions(_ run: TextLog.Run, by difference: Int32) {
    var event = run.start - firstEvent
    let end = event + run.count
    while event < end {
      let item = target[event]
      var length: Int32 = 1
      var direction: Int32 = 0
      if event + 1 < end {
        let step = target[event + 1] - item
        if step == 1 || step == -1 { direction = step }
      }
      if direction != 0 {
        while event + length < end, target[event + length] == item + direction * length {
          length += 1
        }
      }
      // In either direction, `item` must stay in the part: take as much as its span holds.
      let span: Int32
      if direction >= 0 {
        span = isolate(item, until: item + length)
        length = tree.spans[span].length
      } else {
        let holder = spanOfItem[item]
        let first = max(tree.spans[holder].item, item - length + 1)
        span = isolate(first, until: item + 1)
        length = tree.spans[span].length
      }
      tree.setState(tree.spans[span].state + difference, of: span)
      event += length
      moves += 1
    }
  }

  // MARK: Spans

  /// The span that begins at an item, cut so that it does not go beyond `end`.
  private mutating func isolate(_ item: Int32, until end: Int32) -> Int32 {
    var span = spanOfItem[item]
    if tree.spans[span].item < item {
      span = split(span, at: item - tree.spans[span].item).right
    }
    if tree.spans[span].end > end {
      span = split(span, at: end - tree.spans[span].item).left
    }
    return span
  }

  /// Cuts a span; the smaller part gets the new number, so that an item is renumbered only as
  /// often as its part is halved.
  mutating func split(_ span: Int32, at offset: Int32) -> (left: Int32, right: Int32) {
    let isNamed = tree.spans[span].item >= 0
    let leftIsSmaller = isNamed && offset < tree.spans[span].length - offset
    let fresh = tree.split(span, at: offset)
    guard isNamed else { return (span, fresh) }
    if leftIsSmaller { tree.exchange(span, fresh) }
    spanOfItem.fill(tree.spans[fresh].item..<tree.spans[fresh].end, with: fresh)
    return leftIsSmaller ? (fresh, span) : (span, fresh)
  }

  /// Enters a new span into the index of items.
  mutating func register(_ span: Int32, origin: Int32) {
    let item = tree.spans[span].item
    spanOfItem.fill(item..<tree.spans[span].end, with: span)
    target[item] = origin
  }
}
