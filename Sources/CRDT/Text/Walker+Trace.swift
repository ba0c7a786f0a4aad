extension Walker {
  /// Walks everything behind an event (or everything) and tells what became of every scalar.
  /// `base` is the text there.
  mutating func trace(
    from first: Int32, base: [Unicode.Scalar], _ changes: ChangeGraph
  ) throws(Misfit) -> TextTrace {
    guard first < graph.end else {
      var trace = TextTrace(from: first, base: base)
      trace.append(source: 0, count: base.count, insertedBy: -1, deletedBy: Span())
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
    if isPair {
      pair.forEachPiece(identities) { append($0, to: &trace, changes) }
      return trace
    }
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

  /// Adds a piece of a pair of branches. A run of the log belongs to one change.
  private func append(
    _ piece: BranchPair.Piece, to trace: inout TextTrace, _ changes: ChangeGraph
  ) {
    let (first, second) = piece.deletedBy
    var deletedBy: InlineArray<2, Int> = [
      first < 0 ? -1 : changes.index(ofEvent: first),
      second < 0 ? -1 : changes.index(ofEvent: second),
    ]
    if deletedBy[1] < deletedBy[0] { deletedBy.swapAt(0, 1) }
    let count = (first < 0 ? 0 : 1) + (second < 0 ? 0 : 1)
    trace.append(
      source: Int(piece.source), count: Int(piece.length),
      insertedBy: piece.isBase ? -1 : changes.index(ofEvent: piece.event),
      deletedBy: deletedBy.span.extracting(last: count))
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
      if !span.isBase {
        let event = span.event + offset
        insertedBy = changes.index(ofEvent: event)
        end = min(end, offset + changes.lastEvent(of: insertedBy) - event + 1)
      }
      let fate = deletions.fate(of: span.item + offset)
      end = min(end, fate.end - span.item)
      let start = span.isBase ? span.item : tracker.text(ofItem: span.item)
      trace.append(
        source: Int(start + offset), count: Int(end - offset), insertedBy: insertedBy,
        deletedBy: fate.changes.span)
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
