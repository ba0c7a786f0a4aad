import Planted

/// The temporary CRDT of one merge: which scalars there are, and which of them the version that is
/// being walked shows.
///
/// A *zone* is a stretch of history between two versions that everything else lies before or
/// behind. The text at its start is one span of base text without history; the events of the zone
/// are walked in a causal order, `retreat` and `advance` taking the walked version to where the
/// next event was typed. When the zone ends, one pass over the spans says what became of the text.
///
/// Scalars are named by *items*: one of the base text by its position, an inserted one by its place
/// in the log, counted on from there. Deletions name nothing; each remembers the ranges of items
/// that it hit. So memory follows the runs and the pieces they cut each other into, and deleting a
/// whole text takes no more of it than deleting a letter.
struct Tracker: ~Copyable {
  /// Neighbouring items that one deletion hit, and the first of the events that did.
  struct Hit {
    var event: Int32
    var item: Int32
    var length: Int32
  }

  /// The hits of one run of the log, in document order.
  struct Hits {
    var first: Int32
    var count: Int32
  }

  var tree = SpanTree()
  var lists = SiblingLists()

  /// The span that holds each item.
  private(set) var spanOfItem = ItemIndex()
  private var hits = Slab<Hit>()
  private var hitsOfRun = Slab<Hits>()
  /// The first run of the log that reaches into the zone.
  private var firstRun = 0
  /// Where the scalars that the zone inserted begin in the log.
  private(set) var firstText: Int32 = 0
  private(set) var baseLength: Int32 = 0
  /// How much of the base text there really is.
  private(set) var baseEnd: Int32 = 0

  /// How many tree nodes a walk to the edge of a subtree may pass before it leaves a marker.
  var markerDistance = 16
  /// The nodes passed on the way to an edge; kept for its memory.
  var path = Slab<Int32>()

  /// Elementary moves since the start, for the tests that bound the work.
  var moves = 0
  var steps: Int { moves + tree.steps }

  /// Bytes taken, for the tests that bound them.
  var byteCount: Int {
    tree.byteCount + lists.byteCount + spanOfItem.byteCount
      + hits.capacity * MemoryLayout<Hit>.stride
      + hitsOfRun.capacity * MemoryLayout<Hits>.stride
  }

  init() {}

  /// Begins a zone of these events of a log on a text of so many scalars.
  mutating func begin(_ events: Range<Int32>, of log: TextLog, baseLength: Int32) {
    tree.removeAll()
    lists.removeAll()
    self.baseLength = baseLength
    baseEnd = baseLength
    // Zones follow each other, so each is looked for near the one before.
    firstRun = log.firstRun(endingAfter: events.lowerBound, near: firstRun)
    let lastRun = log.firstRun(endingAfter: events.upperBound - 1, near: firstRun)
    firstText = log.scalarCount(before: events.lowerBound, inRun: firstRun)
    let endText = log.scalarCount(before: events.upperBound, inRun: lastRun)
    spanOfItem.begin(baseLength, heldBy: 0, room: endText - firstText)
    hits.removeAll()
    hitsOfRun.refill(max(0, lastRun + 1 - firstRun), with: Hits(first: 0, count: 0))
    if baseLength > 0 {
      let base = SpanTree.Span(
        item: 0, length: baseLength, state: 1, leaf: 0, head: -1, last: -1, origin: -1, event: 0)
      _ = tree.insert(base, before: -1)
    }
  }

  /// Takes from the end of a base text that was begun too long what there is more than the text
  /// that was walked to has. What is not there nobody has touched, so it stands last and in one
  /// span.
  mutating func cut(to length: Int32) {
    let excess = self.length - length
    guard excess > 0, let last = tree.last else { return precondition(excess == 0) }
    tree.shorten(last, by: excess)
    baseEnd -= excess
  }

  /// Declares what was walked so far to be the text that the caller already has.
  mutating func mark() {
    for span in 0..<Int32(tree.spans.count) {
      tree.spans[span].wasDeleted = tree.spans[span].isDeleted
      tree.spans[span].wasInserted = !tree.spans[span].isBase
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

  // MARK: Names

  /// The item of an inserted scalar, from its place in the log.
  @inline(__always)
  func item(ofText text: Int32) -> Int32 { baseLength + text - firstText }

  /// The place in the log of an inserted scalar.
  @inline(__always)
  func text(ofItem item: Int32) -> Int32 { item - baseLength + firstText }

  /// The event that inserted an item.
  func event(ofItem item: Int32) -> Int32 {
    let span = spanOfItem[item]
    return tree.spans[span].event + item - tree.spans[span].item
  }

  // MARK: Events

  /// Applies a run typed in the walked version; `false` if it does not fit that version's text.
  /// `number` is the run's index in the log; a run is applied once, without what lies before the
  /// zone, or in two parts, before the mark and behind it.
  mutating func apply(_ run: TextLog.Run, number: Int, identities: Identities) -> Bool {
    switch run.kind {
    case .insert:
      guard run.position >= 0, run.position <= tree.visible else { return false }
      insert(run, identities: identities)
    case .delete, .erase:
      if Planted.has(.tombstoneDropped), run.count > 8 { return true }
      guard run.regionStart >= 0, run.count <= tree.visible - run.regionStart else { return false }
      delete(run, number: number)
    }
    return true
  }

  private mutating func delete(_ run: TextLog.Run, number: Int) {
    let earlier = hitsOfRun[Int32(number - firstRun)]
    let first = Int32(hits.count)
    if run.kind == .delete { repeatHits(earlier) }
    var done: Int32 = 0
    while done < run.count {
      moves += 1
      var (span, offset) = tree.find(visible: run.regionStart)
      if offset > 0 { span = split(span, at: offset).right }
      let taken = min(run.count - done, tree.spans[span].length)
      if taken < tree.spans[span].length { span = split(span, at: taken).left }
      note(run, done: done, hit: span, first: first)
      tree.spans[span].isDeleted = true
      tree.setState(2, of: span)
      done += taken
    }
    if run.kind == .erase { repeatHits(earlier) }
    hitsOfRun[Int32(number - firstRun)] = Hits(first: first, count: Int32(hits.count) - first)
  }

  /// Puts the hits of a run's earlier part with those of the later one. In document order it comes
  /// before them if the run deletes forwards, and behind them otherwise.
  private mutating func repeatHits(_ earlier: Hits) {
    for index in earlier.first..<earlier.first + earlier.count { hits.append(hits[index]) }
  }

  /// Notes that a part of a deletion hit a span; what goes on where the last hit ended is one hit.
  private mutating func note(_ run: TextLog.Run, done: Int32, hit span: Int32, first: Int32) {
    let (item, length) = (tree.spans[span].item, tree.spans[span].length)
    let event = run.kind == .delete ? run.start + done : run.end - done - length
    let last = Int32(hits.count) - 1
    if last >= first, hits[last].item + hits[last].length == item {
      hits[last].length += length
      hits[last].event = min(hits[last].event, event)
    } else {
      hits.append(Hit(event: event, item: item, length: length))
    }
  }

  /// Takes events out of the walked version.
  mutating func retreat(_ run: TextLog.Run, number: Int) {
    switch run.kind {
    case .insert: setInserted(run, 0)
    case .delete, .erase: changeDeletions(run, number: number, by: -1)
    }
  }

  /// Puts events back into the walked version.
  mutating func advance(_ run: TextLog.Run, number: Int) {
    switch run.kind {
    case .insert: setInserted(run, 1)
    case .delete, .erase: changeDeletions(run, number: number, by: 1)
    }
  }

  private mutating func setInserted(_ run: TextLog.Run, _ state: Int32) {
    var item = item(ofText: run.text)
    let end = item + run.count
    while item < end {
      let span = isolate(item, until: end)
      tree.setState(state, of: span)
      item = tree.spans[span].end
      moves += 1
    }
  }

  private mutating func changeDeletions(_ run: TextLog.Run, number: Int, by difference: Int32) {
    forEachHit(of: run, number: number) { tracker, items in
      var item = items.lowerBound
      while item < items.upperBound {
        let span = tracker.isolate(item, until: items.upperBound)
        tracker.tree.setState(tracker.tree.spans[span].state + difference, of: span)
        item = tracker.tree.spans[span].end
        tracker.moves += 1
      }
    }
  }

  // MARK: Hits

  /// The items that a deletion, or a part of it, hit, range by range.
  mutating func forEachHit(
    of run: TextLog.Run, number: Int, _ body: (inout Tracker, Range<Int32>) -> Void
  ) {
    let all = hitsOfRun[Int32(number - firstRun)]
    var index = firstHit(of: run, in: all)
    while index < all.first + all.count {
      let hit = hits[index]
      let start = max(run.start, hit.event)
      let end = min(run.end, hit.event + hit.length)
      guard start < end else { return }
      let skipped = run.kind == .delete ? start - hit.event : hit.event + hit.length - end
      body(&self, hit.item + skipped..<hit.item + skipped + end - start)
      index += 1
    }
  }

  /// The first hit that an event of a part of the run made. In document order, events of a
  /// deletion forwards rise and those of a deletion backwards fall.
  private func firstHit(of run: TextLog.Run, in all: Hits) -> Int32 {
    var low = all.first
    var high = all.first + all.count
    while low < high {
      let middle = (low + high) / 2
      let hit = hits[middle]
      let isBefore =
        run.kind == .delete ? hit.event + hit.length <= run.start : hit.event >= run.end
      if isBefore { low = middle + 1 } else { high = middle }
    }
    return low
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
    let leftIsSmaller = offset < tree.spans[span].length - offset
    let fresh = tree.split(span, at: offset)
    if leftIsSmaller { tree.exchange(span, fresh) }
    register(fresh)
    return leftIsSmaller ? (fresh, span) : (span, fresh)
  }

  /// Enters a new span into the index of items.
  mutating func register(_ span: Int32) {
    spanOfItem.fill(tree.spans[span].item..<tree.spans[span].end, with: span)
  }
}
