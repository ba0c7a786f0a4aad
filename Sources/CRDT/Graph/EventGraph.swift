/// The causal graph of single events, in runs.
///
/// An event is one scalar inserted or deleted, or a change that touched no text. Events are
/// numbered in this replica's order of arrival, which is causal; the numbers never leave it. In a
/// run every event's only parent is the event before it, so a linear history is one run however
/// long it is (merge by event graph: Gentle and Kleppmann, EuroSys 2025, §3).
struct EventGraph: Sendable {
  struct Run: Sendable {
    var start: Int32
    var end: Int32
    /// Where the first event's parents lie in `parentPool`, in ascending order.
    var parentsStart: Int32
    var parentsCount: Int32
    /// Whether the first event had everything that arrived before it in its past.
    var coversPrefix: Bool
  }

  private(set) var runs: [Run] = []
  private(set) var parentPool: [Int32] = []
  /// The run that each entry of `parentPool` lies in.
  private(set) var parentRuns: [Int32] = []
  /// Events that no other has in its past, ascending.
  private(set) var frontier: [Int32] = []

  /// One more than the last event.
  var end: Int32 { runs.last?.end ?? 0 }

  func parents(of run: Int) -> ArraySlice<Int32> {
    let run = runs[run]
    return parentPool[Int(run.parentsStart)..<Int(run.parentsStart + run.parentsCount)]
  }

  /// Whether a run goes on right where a range of events ended, and nowhere else.
  func isOnlyParent(_ end: Int32?, of run: Int) -> Bool {
    guard let end, runs[run].parentsCount == 1 else { return false }
    return parentPool[Int(runs[run].parentsStart)] == end - 1
  }

  /// Adds events that follow each other; the first has these parents, none in another one's past.
  mutating func append(_ events: Range<Int32>, parents: [Int32]) {
    guard !events.isEmpty else { return }
    if let last = runs.last, last.end == events.lowerBound, parents.count == 1,
      parents[0] == last.end - 1
    {
      runs[runs.count - 1].end = events.upperBound
      replaceInFrontier(parents, by: events.upperBound - 1)
      return
    }
    runs.append(
      Run(
        start: events.lowerBound, end: events.upperBound, parentsStart: Int32(parentPool.count),
        parentsCount: Int32(parents.count), coversPrefix: parents == frontier))
    for parent in parents {
      parentPool.append(parent)
      parentRuns.append(Int32(run(of: parent)))
    }
    replaceInFrontier(parents, by: events.upperBound - 1)
  }

  private mutating func replaceInFrontier(_ parents: [Int32], by event: Int32) {
    var kept = 0
    for member in frontier where !parents.contains(member) {
      frontier[kept] = member
      kept += 1
    }
    frontier.removeLast(frontier.count - kept)
    frontier.append(event)
  }

  /// How far the graph reached once, to take back what was added since.
  struct Extent {
    var runCount: Int
    var end: Int32
    var parentCount: Int
    var frontier: [Int32]
  }

  var extent: Extent {
    Extent(runCount: runs.count, end: end, parentCount: parentPool.count, frontier: frontier)
  }

  mutating func shrink(to extent: Extent) {
    runs.removeLast(runs.count - extent.runCount)
    if let last = runs.indices.last { runs[last].end = extent.end }
    parentPool.removeLast(parentPool.count - extent.parentCount)
    parentRuns.removeLast(parentRuns.count - extent.parentCount)
    frontier = extent.frontier
  }

  /// The run that an event lies in.
  func run(of event: Int32) -> Int {
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].start <= event { low = middle } else { high = middle }
    }
    return low
  }
}

extension EventGraph {
  /// The newest event before another one that everything else lies before or behind, and its run.
  /// Where such events have gaps, it may be an older one.
  func newestCriticalEvent(before event: Int32) -> (event: Int32, run: Int)? {
    var limit = Int32.max - 1
    for index in runs.indices.reversed() {
      let newest = min(runs[index].end - 1, limit, event - 1)
      if runs[index].coversPrefix && newest >= runs[index].start { return (newest, index) }
      let parents = parents(of: index)
      let last = parents.last ?? -1
      limit = min(limit, parents.count > 1 ? last - 1 : last)
    }
    return nil
  }

  /// Everything in the past of a version, itself included, as ascending ranges.
  func past(of version: [Int32]) -> [Range<Int32>] {
    guard let last = version.max() else { return [] }
    var reached = [Int32](repeating: 0, count: run(of: last) + 1)
    for event in version {
      let run = run(of: event)
      reached[run] = max(reached[run], event + 1)
    }
    var ranges: [Range<Int32>] = []
    for index in reached.indices.reversed() where reached[index] > 0 {
      ranges.append(runs[index].start..<reached[index])
      let first = Int(runs[index].parentsStart)
      for entry in first..<first + Int(runs[index].parentsCount) {
        let run = Int(parentRuns[entry])
        reached[run] = max(reached[run], parentPool[entry] + 1)
      }
    }
    return ranges.reversed()
  }

  /// The part of the graph that is the past of a version, with the same event numbers.
  func restricted(to version: [Int32]) -> EventGraph {
    if version.sorted() == frontier { return self }
    var result = EventGraph()
    for range in past(of: version) {
      result.append(range, parents: Array(parents(of: run(of: range.lowerBound))))
    }
    return result
  }

  /// Whether an event lies in the past of a version or belongs to it.
  func contains(_ event: Int32, inPastOf version: [Int32]) -> Bool {
    let lowest = run(of: event)
    let highest = version.max().map(run(of:)) ?? -1
    guard highest >= lowest else { return false }
    var reached = [Int32](repeating: 0, count: highest - lowest + 1)
    for member in version where member >= event {
      let run = run(of: member) - lowest
      reached[run] = max(reached[run], member + 1)
    }
    for index in reached.indices.reversed() where reached[index] > 0 {
      if index == 0 { return reached[0] > event }
      let first = Int(runs[index + lowest].parentsStart)
      for entry in first..<first + Int(runs[index + lowest].parentsCount) {
        let run = Int(parentRuns[entry]) - lowest
        if run >= 0 { reached[run] = max(reached[run], parentPool[entry] + 1) }
      }
    }
    return false
  }

  /// The members that lie in no other member's past, ascending.
  func dominators(of events: [Int32]) -> [Int32] {
    guard events.count > 1 else { return events }
    // No set: this is asked at every merge, of two events as a rule.
    var members: [Int32] = []
    for event in events.sorted() where event != members.last { members.append(event) }
    if members.allSatisfy(frontier.contains) { return members }
    var dominators: [Int32] = []
    for (index, event) in members.enumerated() {
      // Nobody's past holds a later event than themselves.
      let later = Array(members[(index + 1)...])
      if later.isEmpty || !contains(event, inPastOf: later) { dominators.append(event) }
    }
    return dominators
  }
}
