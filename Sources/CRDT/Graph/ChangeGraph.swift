/// Which change came after which: a document's event graph at the grain of whole changes.
///
/// Changes are numbered in this replica's order of arrival, which is causal: parents come first.
/// Each takes as many events as it has scalars inserted and deleted, over all text fields, and at
/// least one; so all fields share one graph of events, in runs.
struct ChangeGraph: Sendable {
  private(set) var ids: [ChangeID] = []
  private(set) var events = EventGraph()
  private(set) var identities = Identities()

  /// The longest way from the creation, the same on every replica. It decides which of several
  /// concurrent register values is shown.
  private(set) var depths: [Int] = []

  /// The first event of each change.
  private var starts: [Int32] = []
  private var indices: [ChangeID: Int] = [:]

  var count: Int { ids.count }

  func index(of id: ChangeID) -> Int? { indices[id] }

  /// Adds a change whose parents are known and lie in no other parent's past. Returns its first
  /// event.
  @discardableResult
  mutating func append(_ id: ChangeID, parents: [Int], eventCount: Int) -> Int32 {
    let start = events.end
    indices[id] = ids.count
    let deepest = parents.reduce(0) { max($0, depths[$1]) }
    ids.append(id)
    depths.append(deepest + 1)
    let version = parents.map(lastEvent).sorted()
    starts.append(start)
    events.append(start..<start + Int32(max(1, eventCount)), parents: version)
    identities.append(
      Identities.Run(
        start: start, countsEvents: false, replica: id.replica, sequence: id.sequence))
    return start
  }

  /// The changes in nobody's past.
  var heads: [Int] { events.frontier.map(index(ofEvent:)) }

  func firstEvent(of index: Int) -> Int32 { starts[index] }

  func lastEvent(of index: Int) -> Int32 {
    (index + 1 < starts.count ? starts[index + 1] : events.end) - 1
  }

  /// The change that an event belongs to.
  func index(ofEvent event: Int32) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= event { low = middle } else { high = middle }
    }
    return low
  }

  /// The past of several changes, themselves included.
  func past(of indices: [Int]) -> IndexBits {
    var bits = IndexBits(capacity: (indices.max() ?? -1) + 1)
    for range in events.past(of: indices.map(lastEvent)) {
      bits.insert(index(ofEvent: range.lowerBound)..<index(ofEvent: range.upperBound - 1) + 1)
    }
    return bits
  }

  /// Whether `ancestor` lies strictly in the past of `index`.
  func isAncestor(_ ancestor: Int, of index: Int) -> Bool {
    guard ancestor < index, depths[ancestor] < depths[index] else { return false }
    return events.contains(lastEvent(of: ancestor), inPastOf: [lastEvent(of: index)])
  }

  /// The members that are in no other member's past: the smallest way to write the same version.
  func dominators(of indices: [Int]) -> [Int] {
    events.dominators(of: indices.map(lastEvent)).map(index(ofEvent:))
  }

  /// The newest change, if any, that every other change of a graph lies before or behind. The graph
  /// is this one's, or a part of it that is the past of a version.
  func newestCriticalChange(in graph: EventGraph) -> Int? {
    var limit = Int32.max - 1
    for index in graph.runs.indices.reversed() {
      let run = graph.runs[index]
      let event = min(run.end - 1, limit)
      if run.coversPrefix && event >= run.start {
        let change = self.index(ofEvent: event)
        if lastEvent(of: change) == event { return change }
        if change > 0, lastEvent(of: change - 1) >= run.start { return change - 1 }
      }
      let parents = graph.parents(of: index)
      let last = parents.last ?? -1
      limit = min(limit, parents.count > 1 ? last - 1 : last)
    }
    return nil
  }

  /// Whether every other change lies before or behind this one.
  func isCritical(_ index: Int) -> Bool {
    let event = lastEvent(of: index)
    guard past(of: [index]) == past(of: Array(0...index)) else { return false }
    return events.runs.indices.allSatisfy { run in
      guard events.runs[run].start > event else { return true }
      let parents = events.parents(of: run)
      guard let newest = parents.last, newest <= event else { return !parents.isEmpty }
      return newest == event
    }
  }
}
