extension Walker {
  /// Walks everything behind an event (or everything) and tells what became of every scalar.
  /// `base` is the text there.
  mutating func trace(
    from first: Int32, base: [Unicode.Scalar], _ changes: ChangeGraph
  ) throws(Misfit) -> TextTrace {
    guard first < graph.end else {
      var trace = TextTrace(from: first, base: base)
      trace.append(source: 0, count: base.count, insertedBy: -1, deletedBy: [])
      return trace
    }
    let run = graph.run(of: first)
    try walk(
      from: first, inRun: run, untilRun: graph.runs.count, baseLength: Int32(base.count))
    return traceOfWalk(from: first, base: base, changes)
  }

  /// Tells it of a walk that is done and went to the end of the history.
  mutating func traceOfWalk(
    from first: Int32, base: [Unicode.Scalar], _ changes: ChangeGraph
  ) -> TextTrace {
    var trace = TextTrace(from: first, base: base)
    let deletions = deletions(from: first, changes)
    var leaf = tracker.tree.firstLeaf
    while leaf >= 0 {
      for slot in 0..<Int(tracker.tree.leaves[leaf].count) {
        let span = tracker.tree.spans[tracker.tree.leaves[leaf].spans[slot]]
        append(span, to: &trace, deletions, changes)
      }
      leaf = tracker.tree.leaves[leaf].next
    }
    return trace
  }

  /// Adds a span in pieces that one change inserted and the same changes deleted.
  private func append(
    _ span: SpanTree.Span, to trace: inout TextTrace, _ deletions: Deletions,
    _ changes: ChangeGraph
  ) {
    var offset: Int32 = 0
    while offset < span.length {
      var end = span.length
      var insertedBy = -1
      if span.base < 0 {
        let event = trace.firstEvent + span.item + offset
        insertedBy = changes.index(ofEvent: event)
        end = min(end, offset + changes.lastEvent(of: insertedBy) - event + 1)
      }
      var deletedBy: [Int] = []
      if span.isDeleted {
        deletedBy = deletions.changes(of: span.item + offset)
        end = min(end, offset + deletions.alike(from: span.item + offset, atMost: end - offset))
      }
      let start = span.base >= 0 ? span.base : span.text
      trace.append(
        source: Int(start + offset), count: Int(end - offset), insertedBy: insertedBy,
        deletedBy: deletedBy)
      offset = end
    }
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

  /// How many items from this one on the same changes deleted.
  func alike(from item: Int32, atMost limit: Int32) -> Int32 {
    var length: Int32 = 1
    while length < limit, areAlike(first[Int(item)], first[Int(item + length)]) { length += 1 }
    return length
  }

  private func areAlike(_ one: Int32, _ other: Int32) -> Bool {
    var one = one
    var other = other
    while one >= 0, other >= 0, entries[Int(one)].change == entries[Int(other)].change {
      one = entries[Int(one)].next
      other = entries[Int(other)].next
    }
    return one < 0 && other < 0
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
