/// The question that most merges need nothing but: can there be a conflict at all?
extension TextTrace {
  /// Whether what concurrent strands of a zone did is parted everywhere, so that nothing of it can
  /// be in one unit or gap, and no line has to be cut out and no sentence found. Where the answer
  /// is no, there may still be no conflict.
  func keepsApart(_ zone: ConflictZone, _ inserted: [Unicode.Scalar]) -> Bool {
    // The strands that did something since the last span that parts.
    var strands = FewIndices()
    for index in spans.indices {
      let span = spans[index]
      let inserter = zone.strand(of: span.insertedBy)
      let deleter = firstDeleter(of: span)
      // Inserted behind the zone, or deleted before it.
      if span.insertedBy >= zone.changes.upperBound { continue }
      if let deleter, deleter < zone.changes.lowerBound { continue }
      if inserter == nil, deleter.map({ $0 >= zone.changes.upperBound }) ?? true {
        if !strands.isEmpty && parts(span, inserted) {
          strands = FewIndices()
        }
        continue
      }
      if let inserter, !zone.admits(inserter, to: &strands) { return false }
      for place in span.deleters {
        if let strand = zone.strand(of: deleters[place]), !zone.admits(strand, to: &strands) {
          return false
        }
      }
    }
    return true
  }

  /// Whether a span that nobody touched parts what stands before it from what stands behind it.
  ///
  /// It does if a line lies in it, with text, from its beginning to its end. It does too if a line
  /// begins in it and has words of a unit there: what was done before belongs to earlier units, or
  /// to gaps up to the one before this unit, and what was done behind to this unit and what follows.
  private func parts(_ span: Span, _ inserted: [Unicode.Scalar]) -> Bool {
    let part = span.source..<span.source + span.scalars.count
    let scalars = span.insertedBy < 0 ? base[part] : inserted[part]
    guard let last = scalars.lastLineEnd() else { return false }
    if MarkdownLine.hasUnit(beginning: scalars[(last + 1)...]) { return true }
    guard let first = scalars.firstLineEnd() else { return false }
    return scalars[(first + 1)...].firstInkOfWholeLine() != nil
  }
}

extension ConflictZone {
  /// Adds a strand to others unless it is concurrent with one of them.
  fileprivate func admits(_ strand: Int, to strands: inout FewIndices) -> Bool {
    if strands.contains(strand) { return true }
    if strands.contains(where: { areConcurrent($0, strand) }) { return false }
    strands.insert(strand)
    return true
  }
}
