/// Where a history can be cut: versions that every other event lies before or behind.
///
/// Arrival order is causal, so such a version is everything up to some event, and whether it is
/// critical shows in the runs behind it: none may begin at parents that are older, except at
/// exactly this version.
struct CriticalVersions {
  /// For each run, the last of its events that all later runs have in their past. It is a critical
  /// version of one head if the run itself had everything before it in its past.
  private(set) var limits: [Int32]

  /// For each run, the oldest greatest parent of the runs behind it, and a run with that parent
  /// that stands for all such runs; -1 if they differ in their other parents.
  private var oldest: [Int32]
  private var examples: [Int32]

  init(_ graph: EventGraph) {
    let count = graph.runs.count
    limits = [Int32](repeating: Int32.max - 1, count: count)
    oldest = [Int32](repeating: Int32.max, count: count)
    examples = [Int32](repeating: -1, count: count)
    var limit = Int32.max - 1
    var greatest = Int32.max
    var example: Int32 = -1
    for index in stride(from: count - 1, through: 0, by: -1) {
      limits[index] = limit
      oldest[index] = greatest
      examples[index] = example
      let parents = graph.parents(of: index)
      let last = parents.last ?? -1
      limit = min(limit, parents.count > 1 ? last - 1 : last)
      if last < greatest {
        greatest = last
        example = Int32(index)
      } else if last == greatest, example >= 0, graph.parents(of: Int(example)) != parents {
        example = -1
      }
    }
  }

  /// Whether the version before a run is critical: the run begins there, and later ones either do
  /// too or begin behind it.
  func closes(before index: Int, _ graph: EventGraph) -> Bool {
    let run = graph.runs[index]
    guard run.coversPrefix else { return false }
    if oldest[index] >= run.start { return true }
    return examples[index] >= 0
      && graph.parents(of: Int(examples[index])) == graph.parents(of: index)
  }
}
