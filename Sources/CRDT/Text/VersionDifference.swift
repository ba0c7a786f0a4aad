/// What parts two versions of a zone: the events that only one of them has.
///
/// Both versions go down the graph from their greatest event together, in whole runs, until
/// everything left is common; so the cost is that of the difference, not of the history.
struct VersionDifference: ~Copyable {
  private static let left: UInt8 = 1
  private static let right: UInt8 = 2
  private static let both: UInt8 = 3

  struct Entry {
    var event: Int32
    var run: Int32
    var side: UInt8
  }

  /// A heap with the greatest event on top.
  private var queue = Slab<Entry>()
  /// Entries that are not on both sides.
  private var pending = 0

  /// Ranges that only the first version has, latest first: the order in which to retreat.
  private(set) var onlyLeft: [Range<Int32>] = []
  /// Ranges that only the second version has, latest first: to advance, take them from the end.
  private(set) var onlyRight: [Range<Int32>] = []

  init() {}

  /// Events before `first` are common to both. Versions are events with the runs they lie in.
  mutating func compute(
    _ graph: EventGraph, from first: Int32, left: (event: Int32, run: Int32)?,
    rightEntries: Range<Int>, rightSingle: (event: Int32, run: Int32)?
  ) {
    onlyLeft.removeAll(keepingCapacity: true)
    onlyRight.removeAll(keepingCapacity: true)
    queue.removeAll()
    pending = 0
    if let left { push(Entry(event: left.event, run: left.run, side: Self.left)) }
    if let rightSingle {
      push(Entry(event: rightSingle.event, run: rightSingle.run, side: Self.right))
    }
    pushParents(graph, rightEntries, from: first, side: Self.right)
    while pending > 0 { step(graph, from: first) }
  }

  private mutating func pushParents(
    _ graph: EventGraph, _ entries: Range<Int>, from first: Int32, side: UInt8
  ) {
    for entry in entries where graph.parentPool[entry] >= first {
      push(Entry(event: graph.parentPool[entry], run: graph.parentRuns[entry], side: side))
    }
  }

  private mutating func step(_ graph: EventGraph, from first: Int32) {
    var top = pop()
    while queue.count > 0, queue[0].event == top.event { top.side |= pop().side }
    let run = graph.runs[Int(top.run)]
    let lowest = max(run.start, first)
    if queue.count > 0, queue[0].event >= lowest {
      // The next one lies in the same run: up to it only this side goes, from there on both do.
      var next = pop()
      emit(next.event + 1..<top.event + 1, top.side)
      next.side |= top.side
      push(next)
      return
    }
    emit(lowest..<top.event + 1, top.side)
    if run.start >= first {
      let start = Int(run.parentsStart)
      pushParents(graph, start..<start + Int(run.parentsCount), from: first, side: top.side)
    }
  }

  private mutating func emit(_ range: Range<Int32>, _ side: UInt8) {
    if side == Self.left { onlyLeft.append(range) }
    if side == Self.right { onlyRight.append(range) }
  }

  private mutating func push(_ entry: Entry) {
    if entry.side != Self.both { pending += 1 }
    queue.append(entry)
    var child = Int32(queue.count) - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard queue[parent].event < queue[child].event else { return }
      swap(child, parent)
      child = parent
    }
  }

  private mutating func pop() -> Entry {
    let top = queue[0]
    if top.side != Self.both { pending -= 1 }
    let end = Int32(queue.count) - 1
    queue[0] = queue[end]
    queue.truncate(to: Int(end))
    var parent: Int32 = 0
    while true {
      var child = 2 * parent + 1
      guard child < end else { return top }
      if child + 1 < end, queue[child + 1].event > queue[child].event { child += 1 }
      guard queue[child].event > queue[parent].event else { return top }
      swap(child, parent)
      parent = child
    }
  }

  private mutating func swap(_ one: Int32, _ other: Int32) {
    let entry = queue[one]
    queue[one] = queue[other]
    queue[other] = entry
  }
}
