extension Walker {
  /// Walks everything behind an event (or everything) and tells what became of every scalar.
  /// `base` is the text there.
  mutating func trace(
    from first: Int32, base: [Unicode.Scalar], _ changes: ChangeGraph
  ) throws(Misfit) -> TextTrace {
    guard first < graph.end else { return TextTrace(base: base) }
    let run = graph.run(of: first)
    try walk(
      from: first, inRun: run, untilRun: graph.runs.count, baseLength: Int32(base.count))
    var builder = TextTrace.Builder(base: base)
    let deletions = deletions(from: first, changes)
    var leaf = tracker.tree.firstLeaf
    while leaf >= 0 {
      for slot in 0..<Int(tracker.tree.leaves[leaf].count) {
        let span = tracker.tree.spans[tracker.tree.leaves[leaf].spans[slot]]
        for offset in 0..<span.length {
          let item = span.item < 0 ? -1 : span.item + offset
          builder.append(
            span.base >= 0
              ? base[Int(span.base + offset)] : log.scalars[Int(span.text + offset)],
            insertedBy: span.base >= 0 ? -1 : changes.index(ofEvent: first + item),
            deletedBy: item < 0 || !span.isDeleted ? [] : deletions.changes(of: item))
        }
      }
      leaf = tracker.tree.leaves[leaf].next
    }
    return builder.trace
  }

  /// Which changes deleted which item, as one list in an array.
  private func deletions(from first: Int32, _ changes: ChangeGraph) -> Deletions {
    var deletions = Deletions(itemCount: Int(graph.end - first))
    var index = log.runs.count - 1
    while index >= 0, log.runs[index].end > first {
      let run = TextLog.clip(log.runs[index], to: first..<Int32.max)
      index -= 1
      guard run.kind != .insert else { continue }
      for event in (run.start..<run.end).reversed() {
        deletions.add(changes.index(ofEvent: event), to: tracker.target[event - first])
      }
    }
    return deletions
  }
}

/// For every item the changes that deleted it: linked lists in two arrays, filled from the last
/// change to the first.
private struct Deletions {
  private var first: [Int32]
  private var entries: [(change: Int, next: Int32)] = []

  init(itemCount: Int) {
    first = [Int32](repeating: -1, count: itemCount)
  }

  mutating func add(_ change: Int, to item: Int32) {
    let head = first[Int(item)]
    if head >= 0, entries[Int(head)].change == change { return }
    entries.append((change, head))
    first[Int(item)] = Int32(entries.count - 1)
  }

  /// Ascending.
  func changes(of item: Int32) -> [Int] {
    var changes: [Int] = []
    var entry = first[Int(item)]
    while entry >= 0 {
      changes.append(entries[Int(entry)].change)
      entry = entries[Int(entry)].next
    }
    return changes
  }
}

extension TextTrace {
  /// A text in which nothing has happened.
  init(base: [Unicode.Scalar]) {
    var builder = Builder(base: base)
    for scalar in base { builder.append(scalar, insertedBy: -1, deletedBy: []) }
    self = builder.trace
  }

  /// Puts scalars of equal provenance together.
  struct Builder {
    private(set) var trace = TextTrace(scalars: [], spans: [])

    init(base: [Unicode.Scalar]) {
      trace.scalars.reserveCapacity(base.count)
    }

    mutating func append(_ scalar: Unicode.Scalar, insertedBy: Int, deletedBy: [Int]) {
      let place = trace.scalars.count
      trace.scalars.append(scalar)
      if let last = trace.spans.last, last.insertedBy == insertedBy, last.deletedBy == deletedBy {
        trace.spans[trace.spans.count - 1].scalars = last.scalars.lowerBound..<place + 1
      } else {
        trace.spans.append(
          Span(scalars: place..<place + 1, insertedBy: insertedBy, deletedBy: deletedBy))
      }
    }
  }
}
