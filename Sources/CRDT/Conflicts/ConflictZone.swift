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

  static func zones(of history: DocumentHistory) -> [ConflictZone] {
    let graph = history.graph
    // In a line of changes, and in no other graph, the last one is as deep as there are changes.
    if graph.depths.last == graph.count { return [] }
    let parents = history.changes.map { $0.parents.compactMap(graph.index(of:)) }
    var zones: [ConflictZone] = []
    var lower = 0
    var start: Int?
    for version in criticalVersions(parents) {
      let changes = lower..<version.last + 1
      if changes.count > 1 { zones.append(ConflictZone(changes, after: start, parents)) }
      if version.heads == 1 { start = version.last }
      lower = version.last + 1
    }
    return zones
  }

  /// A critical version: all changes up to the last one, by index, and how many heads they have.
  private struct CriticalVersion {
    let last: Int
    let heads: Int
  }

  /// Changes are numbered parents first, so the past of a critical version is numbered before all
  /// else. What keeps a number from ending one is a later change that names a parent up to it,
  /// unless that change's parents are exactly the heads there.
  private static func criticalVersions(_ parents: [[Int]]) -> [CriticalVersion] {
    let heads = headCounts(parents)
    // How many changes rule a number out: a sum over differences, for whole ranges are.
    var steps = [Int](repeating: 0, count: parents.count + 1)
    for (change, named) in parents.enumerated() {
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
    var versions: [CriticalVersion] = []
    var obstacles = 0
    for change in parents.indices {
      obstacles += steps[change]
      if obstacles == 0 {
        versions.append(CriticalVersion(last: change, heads: heads.counts[change]))
      }
    }
    return versions
  }

  /// For each change how many heads there are when it is the last, and which change is the first
  /// that names it as a parent.
  private static func headCounts(_ parents: [[Int]]) -> (counts: [Int], firstChild: [Int]) {
    var counts: [Int] = []
    var firstChild = [Int](repeating: .max, count: parents.count)
    var heads = 0
    for (change, named) in parents.enumerated() {
      for parent in named where firstChild[parent] == .max {
        firstChild[parent] = change
        heads -= 1
      }
      heads += 1
      counts.append(heads)
    }
    return (counts, firstChild)
  }

  private init(_ changes: Range<Int>, after start: Int?, _ parents: [[Int]]) {
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
    self.start = start
    self.strands = strands
    self.past = past
  }
}
