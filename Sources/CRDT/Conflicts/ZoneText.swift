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

    /// The changes that deleted it, some of them perhaps after the zone.
    let deletedBy: [Int]
  }

  let zone: ConflictZone
  let traced: TracedText
  let pieces: [Piece]

  init(_ traced: TracedText, in zone: ConflictZone) {
    var pieces: [Piece] = []
    pieces.reserveCapacity(traced.trace.spans.count)
    for (index, span) in traced.trace.spans.enumerated() {
      let isOutside =
        span.insertedBy >= zone.changes.upperBound
        || span.deletedBy.first.map { $0 < zone.changes.lowerBound } ?? false
      if isOutside { continue }
      pieces.append(
        Piece(
          span: index, scalars: span.scalars, insertedBy: span.insertedBy,
          strand: zone.strand(of: span.insertedBy), deletedBy: span.deletedBy))
    }
    self.zone = zone
    self.traced = traced
    self.pieces = pieces
  }

  func isVisible(_ piece: Int, in version: StrandSet) -> Bool {
    (pieces[piece].strand.map(version.contains) ?? true) && !isDeleted(piece, in: version)
  }

  func isDeleted(_ piece: Int, in version: StrandSet) -> Bool {
    pieces[piece].deletedBy.contains { zone.strand(of: $0).map(version.contains) ?? false }
  }

  /// The first of a strand's changes that deleted the piece.
  func deleter(of piece: Int, in strand: Int) -> Int? {
    pieces[piece].deletedBy.first { zone.strand(of: $0) == strand }
  }

  /// The first of a version's changes that deleted the piece.
  func deleter(of piece: Int, in version: StrandSet) -> Int? {
    pieces[piece].deletedBy.first { zone.strand(of: $0).map(version.contains) ?? false }
  }

  /// Whether anybody in the zone deleted it.
  func isDeletedInZone(_ piece: Int) -> Bool {
    // The first one is in the zone or, like all after it, behind it.
    pieces[piece].deletedBy.first.map(zone.changes.contains) ?? false
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
