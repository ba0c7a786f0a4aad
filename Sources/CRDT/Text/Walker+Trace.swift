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
        append(span, to: &builder, base, deletions, changes)
      }
      leaf = tracker.tree.leaves[leaf].next
    }
    return builder.trace
  }

  /// Adds a span in pieces that one change inserted and the same changes deleted.
  private func append(
    _ span: SpanTree.Span, to builder: inout TextTrace.Builder, _ base: [Unicode.Scalar],
    _ deletions: Deletions, _ changes: ChangeGraph
  ) {
    var offset: Int32 = 0
    while offset < span.length {
      var end = span.length
      var insertedBy = -1
      if !span.isBase {
        let event = span.event + offset
        insertedBy = changes.index(ofEvent: event)
        end = min(end, offset + changes.lastEvent(of: insertedBy) - event + 1)
      }
      let fate = deletions.fate(of: span.item + offset)
      end = min(end, fate.end - span.item)
      let start = Int(span.isBase ? span.item : tracker.text(ofItem: span.item))
      let source = span.isBase ? base : log.scalars
      builder.append(
        source[start + Int(offset)..<start + Int(end)], insertedBy: insertedBy,
        deletedBy: fate.changes)
      offset = end
    }
  }

  /// Which changes deleted which items. A run of the log belongs to one change.
  private mutating func deletions(from first: Int32, _ changes: ChangeGraph) -> Deletions {
    var builder = Deletions.Builder()
    for number in log.firstRun(endingAfter: first)..<log.runs.count {
      let run = log.runs[number]
      guard run.kind != .insert else { continue }
      let change = changes.index(ofEvent: run.start)
      tracker.forEachHit(of: run, number: number) { _, items in builder.add(change, items) }
    }
    return builder.deletions()
  }
}

extension TextTrace {
  /// A text in which nothing has happened.
  init(base: [Unicode.Scalar]) {
    var builder = Builder(base: base)
    builder.append(base[...], insertedBy: -1, deletedBy: [])
    self = builder.trace
  }

  /// Puts pieces of equal provenance together.
  struct Builder {
    private(set) var trace = TextTrace(scalars: [], spans: [])

    init(base: [Unicode.Scalar]) {
      trace.scalars.reserveCapacity(base.count)
    }

    mutating func append(
      _ scalars: ArraySlice<Unicode.Scalar>, insertedBy: Int, deletedBy: [Int]
    ) {
      guard !scalars.isEmpty else { return }
      let start = trace.scalars.count
      trace.scalars.append(contentsOf: scalars)
      let end = trace.scalars.count
      if let last = trace.spans.last, last.insertedBy == insertedBy, last.deletedBy == deletedBy {
        trace.spans[trace.spans.count - 1].scalars = last.scalars.lowerBound..<end
      } else {
        trace.spans.append(
          Span(scalars: start..<end, insertedBy: insertedBy, deletedBy: deletedBy))
      }
    }
  }
}
