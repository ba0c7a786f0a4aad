/// What one zone did to one text field, cut into regions that can be looked at alone.
final class ZoneText {
  /// A span of the trace as the zone sees it. What the zone's first version already showed has no
  /// strand; what was deleted before the zone, or inserted after it, is left out.
  struct Piece {
    /// Index of the span in the trace.
    let span: Int

    /// Its place in the trace.
    let scalars: Range<Int>
    let insertedBy: Int
    let strand: Int?

    /// Where the changes that deleted it stand in the trace; some of them are perhaps after the
    /// zone.
    let deleters: Range<Int>
  }

  let zone: ConflictZone
  let traced: TracedText
  let pieces: [Piece]

  init(_ traced: TracedText, in zone: ConflictZone) {
    var pieces: [Piece] = []
    pieces.reserveCapacity(traced.trace.spans.count)
    for index in traced.trace.spans.indices {
      let span = traced.trace.spans[index]
      let isOutside =
        span.insertedBy >= zone.changes.upperBound
        || traced.trace.firstDeleter(of: span).map { $0 < zone.changes.lowerBound } ?? false
      if isOutside { continue }
      pieces.append(
        Piece(
          span: index, scalars: span.scalars, insertedBy: span.insertedBy,
          strand: zone.strand(of: span.insertedBy), deleters: span.deleters))
    }
    self.zone = zone
    self.traced = traced
    self.pieces = pieces
  }

  func isVisible(_ piece: Int, in version: StrandSet) -> Bool {
    (pieces[piece].strand.map(version.contains) ?? true) && !isDeleted(piece, in: version)
  }

  func isDeleted(_ piece: Int, in version: StrandSet) -> Bool {
    deleter(of: piece, in: version) != nil
  }

  /// The first of a strand's changes that deleted the piece.
  func deleter(of piece: Int, in strand: Int) -> Int? {
    firstDeleter(of: piece) { $0 == strand }
  }

  /// The first of a version's changes that deleted the piece.
  func deleter(of piece: Int, in version: StrandSet) -> Int? {
    firstDeleter(of: piece) { version.contains($0) }
  }

  @inline(__always)
  private func firstDeleter(of piece: Int, where isWanted: (Int) -> Bool) -> Int? {
    for place in pieces[piece].deleters {
      let change = traced.trace.deleters[place]
      if let strand = zone.strand(of: change), isWanted(strand) { return change }
    }
    return nil
  }

  /// Calls `body` with the strand of each change of the zone that deleted the piece.
  func forEachDeletingStrand(of piece: Int, _ body: (Int) -> Void) {
    for place in pieces[piece].deleters {
      if let strand = zone.strand(of: traced.trace.deleters[place]) { body(strand) }
    }
  }

  /// Whether anybody in the zone deleted it.
  func isDeletedInZone(_ piece: Int) -> Bool {
    // The first one is in the zone or, like all after it, behind it.
    let deleters = pieces[piece].deleters
    return !deleters.isEmpty && zone.changes.contains(traced.trace.deleters[deleters.lowerBound])
  }

  /// How many scalars before a place of the trace a version of the zone shows.
  func length(before position: Int, in version: StrandSet) -> Int {
    var length = 0
    for (index, piece) in pieces.enumerated() {
      if piece.scalars.lowerBound >= position { break }
      if isVisible(index, in: version) {
        length += min(piece.scalars.upperBound, position) - piece.scalars.lowerBound
      }
    }
    return length
  }

  /// The stretches of lines that were touched, as far as strands touched them that did not know
  /// of each other. An untouched line with text in it parts two stretches: nothing on one side of
  /// it can be in one unit or gap with the other.
  func regions() -> [ConflictRegion] {
    var lines = LineGatherer(self)
    for (index, piece) in pieces.enumerated() {
      if piece.strand != nil || isDeletedInZone(index) {
        lines.append(touched: index)
      } else {
        lines.append(untouched: index)
      }
    }
    return lines.finished()
  }

  /// Whether a strand inserted this very text in one piece: then it was moved, not removed.
  func hasInserted(_ wanted: ArraySlice<Unicode.Scalar>, by strand: Int) -> Bool {
    var run: [Unicode.Scalar] = []
    for piece in pieces {
      if piece.strand == strand {
        run += traced.scalars(ofSpan: piece.span)
      } else if !run.isEmpty {
        if run.contains(wanted) { return true }
        run = []
      }
    }
    return run.contains(wanted)
  }
}
