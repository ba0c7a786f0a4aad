/// The question that most merges need nothing but: can there be a conflict at all?
extension TextTrace {
  /// Whether what concurrent strands of a zone did is parted everywhere by a line with text in it
  /// that nobody touched. Then nothing of it can be in one unit or gap, and no line has to be cut
  /// out and no sentence found. Where the answer is no, there may still be no conflict.
  func keepsApart(_ zone: ConflictZone, _ inserted: [Unicode.Scalar]) -> Bool {
    // The strands that did something since the last such line.
    var strands: [Int] = []
    for span in spans {
      let inserter = zone.strand(of: span.insertedBy)
      let deleter = span.deletedBy.first
      // Inserted behind the zone, or deleted before it.
      if span.insertedBy >= zone.changes.upperBound { continue }
      if let deleter, deleter < zone.changes.lowerBound { continue }
      if inserter == nil, deleter.map({ $0 >= zone.changes.upperBound }) ?? true {
        if !strands.isEmpty && hasWholeLine(span, inserted) {
          strands.removeAll(keepingCapacity: true)
        }
        continue
      }
      if let inserter, !zone.admits(inserter, to: &strands) { return false }
      for change in span.deletedBy {
        if let strand = zone.strand(of: change), !zone.admits(strand, to: &strands) {
          return false
        }
      }
    }
    return true
  }

  /// Whether a line with text in it lies in a span from its beginning to its end.
  private func hasWholeLine(_ span: Span, _ inserted: [Unicode.Scalar]) -> Bool {
    let part = span.source..<span.source + span.scalars.count
    let scalars = span.insertedBy < 0 ? base[part] : inserted[part]
    guard let first = scalars.firstLineEnd(), let last = scalars.lastLineEnd(), first < last else {
      return false
    }
    return scalars[(first + 1)..<last].contains { !$0.isSpace }
  }
}

extension ConflictZone {
  /// Adds a strand to others unless it is concurrent with one of them.
  fileprivate func admits(_ strand: Int, to strands: inout [Int]) -> Bool {
    if strands.contains(strand) { return true }
    if strands.contains(where: { areConcurrent($0, strand) }) { return false }
    strands.append(strand)
    return true
  }
}
