/// A stretch of history between two versions that everybody passed through, in which there was
/// concurrency.
///
/// A change is *critical* when every other change is in its past or has it in its past. What lies
/// between two critical changes can only conflict with what lies there too, so each zone is
/// looked at alone, and a linear history has none.
///
/// Inside a zone, a run of saves by one editor is one *strand*: changes in a row without a fork
/// or a merge between them. All of them are concurrent with the same other changes and have the
/// same common past with those, so relations are kept per strand, however many saves it has.
struct ConflictZone {
  /// The changes of the zone, by index; the critical ones around it are not among them.
  let changes: Range<Int>

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

  static func zones(of history: DocumentHistory) -> [ConflictZone] {
    let graph = history.graph
    // In a line of changes, and in no other graph, the last one is as deep as there are changes.
    if graph.depths.last == graph.count { return [] }
    let parents = history.changes.map { $0.parents.compactMap(graph.index(of:)) }
    var zones: [ConflictZone] = []
    var start = 0
    for critical in criticalChanges(parents) + [graph.count] {
      if start < critical { zones.append(ConflictZone(start..<critical, parents)) }
      start = critical + 1
    }
    return zones
  }

  /// Changes are numbered parents first, so a change is critical when it is the only head of what
  /// is numbered up to it and nothing later names a parent before it.
  private static func criticalChanges(_ parents: [[Int]]) -> [Int] {
    var earliestParentAfter = [Int](repeating: .max, count: parents.count + 1)
    for change in stride(from: parents.count - 1, through: 0, by: -1) {
      let earliest = parents[change].min() ?? .max
      earliestParentAfter[change] = min(earliest, earliestParentAfter[change + 1])
    }
    var critical: [Int] = []
    var heads = 0
    var hasChild = [Bool](repeating: false, count: parents.count)
    for change in 0..<parents.count {
      for parent in parents[change] where !hasChild[parent] {
        hasChild[parent] = true
        heads -= 1
      }
      heads += 1
      if heads == 1, earliestParentAfter[change + 1] >= change { critical.append(change) }
    }
    return critical
  }

  private init(_ changes: Range<Int>, _ parents: [[Int]]) {
    var children = [Int](repeating: 0, count: changes.count)
    for change in changes {
      for parent in parents[change] where changes.contains(parent) {
        children[parent - changes.lowerBound] += 1
      }
    }
    var strands: [Int] = []
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
    self.strands = strands
    self.past = past
  }
}
