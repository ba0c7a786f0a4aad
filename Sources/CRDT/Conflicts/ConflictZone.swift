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
final class ConflictZone {
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
  func hasConcurrency(among strands: some RandomAccessCollection<Int>) -> Bool {
    strands.contains { one in strands.contains { $0 < one && areConcurrent($0, one) } }
  }

  static func zones(of graph: ChangeGraph) -> [ConflictZone] {
    // In a line of changes, and in no other graph, the last one is as deep as there are changes.
    if graph.depths.last == graph.count { return [] }
    let changes = LinkedChanges(graph)
    var zones: [ConflictZone] = []
    var lower = 0
    var start: Int?
    // A sum over differences, for whole ranges are ruled out.
    var obstacles = 0
    for change in 0..<graph.count {
      obstacles += changes.links[change].obstacles
      guard obstacles == 0 else { continue }
      if change > lower { zones.append(ConflictZone(lower..<change + 1, after: start, changes)) }
      if changes.links[change].heads == 1 { start = change }
      lower = change + 1
    }
    return zones
  }

  private init(_ changes: Range<Int>, after start: Int?, _ all: LinkedChanges) {
    var strands: [Int] = []
    strands.reserveCapacity(changes.count)
    var firsts: [Int] = []
    firsts.reserveCapacity(min(changes.count, 8))
    for change in changes {
      if let parent = all.onlyParent(of: change), changes.contains(parent),
        all.links[parent].children == 1
      {
        strands.append(strands[parent - changes.lowerBound])
      } else {
        strands.append(firsts.count)
        firsts.append(change)
      }
    }
    var past: [StrandSet] = []
    past.reserveCapacity(firsts.count)
    for first in firsts {
      var before = StrandSet(strands: firsts.count)
      for place in all.places(of: first) where changes.contains(all.parents[place]) {
        let strand = strands[all.parents[place] - changes.lowerBound]
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

/// The changes of a graph with their parents, and where it can be cut.
private struct LinkedChanges {
  struct Link {
    /// Where the change's parents end in `parents`; they begin where those before it end.
    var parentsEnd = 0
    var children = 0
    var firstChild = Int.max

    /// How many heads there are when it is the last change.
    var heads = 0

    /// How many changes keep it from ending a critical version, less the same of the one before.
    var obstacles = 0
  }

  private(set) var links: [Link]
  private(set) var parents: [Int] = []

  /// Where the parents of a change stand in `parents`.
  func places(of change: Int) -> Range<Int> {
    (change > 0 ? links[change - 1].parentsEnd : 0)..<links[change].parentsEnd
  }

  func onlyParent(of change: Int) -> Int? {
    let places = places(of: change)
    return places.count == 1 ? parents[places.lowerBound] : nil
  }

  init(_ graph: borrowing ChangeGraph) {
    links = [Link](repeating: Link(), count: graph.count + 1)
    parents.reserveCapacity(graph.count)
    var run = 0
    var heads = 0
    for change in 0..<graph.count {
      let event = graph.firstEvent(of: change)
      while graph.events.runs[run].end <= event { run += 1 }
      if graph.events.runs[run].start < event {
        // Inside a run everything follows what is before it.
        parents.append(change - 1)
      } else {
        for parent in graph.events.parents(of: run) { parents.append(graph.index(ofEvent: parent)) }
      }
      links[change].parentsEnd = parents.count
      for place in places(of: change) {
        let parent = parents[place]
        if links[parent].children == 0 {
          links[parent].firstChild = change
          heads -= 1
        }
        links[parent].children += 1
      }
      heads += 1
      links[change].heads = heads
    }
    for change in 0..<graph.count { noteObstacles(of: change) }
  }

  /// Changes are numbered parents first, so the past of a critical version is numbered before all
  /// else. What keeps a number from ending one is a later change that names a parent up to it,
  /// unless that change's parents are exactly the heads there.
  private mutating func noteObstacles(of change: Int) {
    let places = places(of: change)
    if places.isEmpty { return }
    var (first, last) = (Int.max, 0)
    for place in places {
      first = min(first, parents[place])
      last = max(last, parents[place])
    }
    let isWholeVersion =
      links[last].heads == places.count
      && places.allSatisfy { links[parents[$0]].firstChild > last }
    links[first].obstacles += 1
    links[change].obstacles -= 1
    if isWholeVersion {
      links[last].obstacles -= 1
      links[last + 1].obstacles += 1
    }
  }
}
