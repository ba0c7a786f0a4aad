/// A stretch of history between two versions that everybody passed through, in which there was
/// concurrency.
///
/// A version is *critical* when every change is in its past or has all of it in its own. What lies
/// between two critical versions can only conflict with what lies there too, so each zone is
/// looked at alone, and a linear history has none.
///
/// Inside a zone, a run of saves by one editor is one *strand*: changes in a row without a fork
/// or a merge between them. All of them are concurrent with the same other changes and have the
/// same common past with those, so relations are kept per strand, however many saves it has.
struct ConflictZone {
  /// The changes of the zone, by index.
  let changes: Range<Int>

  /// The last change before the zone, if any, that is a critical version by itself.
  let start: Int?

  /// For each change of the zone its strand.
  private let strands: [Int]

  /// For each strand the strands that lie in its past.
  let past: [StrandSet]

  var strandCount: Int { past.count }

  /// The strand of a change; `nil` for one outside the zone.
  func strand(of change: Int) -> Int? {
    changes.contains(change) ? strands[change - changes.lowerBound] : nil
  }

  func areConcurrent(_ a: Int, _ b: Int) -> Bool {
    a != b && !past[a].contains(b) && !past[b].contains(a)
  }

  /// Whether any two of the strands are concurrent.
  func hasConcurrency(among strands: [Int]) -> Bool {
    strands.indices.contains { index in
      strands[..<index].contains { areConcurrent($0, strands[index]) }
    }
  }

  static func zones(of graph: ChangeGraph) -> [ConflictZone] {
    // In a line of changes, and in no other graph, the last one is as deep as there are changes.
    if graph.depths.last == graph.count { return [] }
    let parents = ParentLists(graph)
    var zones: [ConflictZone] = []
    var lower = 0
    var start: Int?
    forEachCriticalVersion(parents) { last, heads in
      if last > lower {
        zones.append(ConflictZone(lower..<last + 1, after: start, parents))
      }
      if heads == 1 { start = last }
      lower = last + 1
    }
    return zones
  }

  /// Tells of the critical versions in order: all changes up to the last one, by index, and how
  /// many heads they have.
  ///
  /// Changes are numbered parents first, so the past of a critical version is numbered before all
  /// else. What keeps a number from ending one is a later change that names a parent up to it,
  /// unless that change's parents are exactly the heads there.
  private static func forEachCriticalVersion(
    _ parents: ParentLists, _ body: (_ last: Int, _ heads: Int) -> Void
  ) {
    let heads = headCounts(parents)
    // How many changes rule a number out: a sum over differences, for whole ranges are.
    var steps = [Int](repeating: 0, count: parents.count + 1)
    for change in 0..<parents.count {
      let named = parents[change]
      guard let first = named.min(), let last = named.max() else { continue }
      let isWholeVersion =
        heads.counts[last] == named.count
        && named.allSatisfy { heads.firstChild[$0] > last }
      steps[first] += 1
      steps[change] -= 1
      if isWholeVersion {
        steps[last] -= 1
        steps[last + 1] += 1
      }
    }
    var obstacles = 0
    for change in 0..<parents.count {
      obstacles += steps[change]
      if obstacles == 0 { body(change, heads.counts[change]) }
    }
  }

  /// For each change how many heads there are when it is the last, and which change is the first
  /// that names it as a parent.
  private static func headCounts(
    _ parents: ParentLists
  ) -> (counts: [Int], firstChild: [Int]) {
    var counts: [Int] = []
    counts.reserveCapacity(parents.count)
    var firstChild = [Int](repeating: .max, count: parents.count)
    var heads = 0
    for change in 0..<parents.count {
      for parent in parents[change] where firstChild[parent] == .max {
        firstChild[parent] = change
        heads -= 1
      }
      heads += 1
      counts.append(heads)
    }
    return (counts, firstChild)
  }

  private init(_ changes: Range<Int>, after start: Int?, _ parents: ParentLists) {
    var children = [Int](repeating: 0, count: changes.count)
    for change in changes {
      for parent in parents[change] where changes.contains(parent) {
        children[parent - changes.lowerBound] += 1
      }
    }
    var strands: [Int] = []
    strands.reserveCapacity(changes.count)
    var firsts: [Int] = []
    for change in changes {
      if parents[change].count == 1, let parent = parents[change].first,
        changes.contains(parent), children[parent - changes.lowerBound] == 1
      {
        strands.append(strands[parent - changes.lowerBound])
      } else {
        strands.append(firsts.count)
        firsts.append(change)
      }
    }
    var past: [StrandSet] = []
    for first in firsts {
      var before = StrandSet(strands: firsts.count)
      for parent in parents[first] where changes.contains(parent) {
        let strand = strands[parent - changes.lowerBound]
        before.insert(strand)
        before.formUnion(past[strand])
      }
      past.append(before)
    }
    self.changes = changes
    self.start = start
    self.strands = strands
    self.past = past
  }
}

/// The parents of every change, by index, in one array.
private struct ParentLists {
  private var ends: [Int] = []
  private var pool: [Int] = []

  var count: Int { ends.count }

  subscript(change: Int) -> ArraySlice<Int> {
    pool[(change > 0 ? ends[change - 1] : 0)..<ends[change]]
  }

  init(_ graph: ChangeGraph) {
    ends.reserveCapacity(graph.count)
    pool.reserveCapacity(graph.count)
    var run = 0
    for change in 0..<graph.count {
      let event = graph.firstEvent(of: change)
      while graph.events.runs[run].end <= event { run += 1 }
      if graph.events.runs[run].start < event {
        // Inside a run everything follows what is before it.
        pool.append(change - 1)
      } else {
        for parent in graph.events.parents(of: run) { pool.append(graph.index(ofEvent: parent)) }
      }
      ends.append(pool.count)
    }
  }
}
