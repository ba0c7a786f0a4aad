/// What one zone did to one text field, cut into regions that can be looked at alone.
struct ZoneText {
  /// Scalars of one origin and one fate inside the zone. What the zone's first version already
  /// showed has no strand; what was deleted before the zone, or inserted after it, is left out.
  struct Piece {
    let scalars: Range<Int>
    let insertedBy: Int
    let strand: Int?

    /// The changes of the zone that deleted it, with their strands.
    let deletedBy: [(change: Int, strand: Int)]

    var isTouched: Bool { strand != nil || !deletedBy.isEmpty }

    func isVisible(in version: StrandSet) -> Bool {
      (strand.map(version.contains) ?? true) && !isDeleted(in: version)
    }

    func isDeleted(in version: StrandSet) -> Bool {
      deletedBy.contains { version.contains($0.strand) }
    }

    func isDeleted(by strand: Int) -> Bool {
      deletedBy.contains { $0.strand == strand }
    }
  }

  let zone: ConflictZone
  let trace: TextTrace
  let pieces: [Piece]

  init(_ trace: TextTrace, in zone: ConflictZone) {
    self.zone = zone
    self.trace = trace
    pieces = trace.spans.compactMap { span in
      let isOutside =
        span.insertedBy >= zone.changes.upperBound
        || span.deletedBy.contains { $0 < zone.changes.lowerBound }
      if isOutside { return nil }
      return Piece(
        scalars: span.scalars, insertedBy: span.insertedBy,
        strand: zone.strand(of: span.insertedBy),
        deletedBy: span.deletedBy.compactMap { change in
          zone.strand(of: change).map { (change, $0) }
        })
    }
  }

  /// How many scalars before a place of the trace a version of the zone shows.
  func length(before position: Int, in version: StrandSet) -> Int {
    var length = 0
    for piece in pieces {
      if piece.scalars.lowerBound >= position { break }
      if piece.isVisible(in: version) {
        length += min(piece.scalars.upperBound, position) - piece.scalars.lowerBound
      }
    }
    return length
  }

  /// Stretches of touched lines with the blank lines around them. An untouched line with text in
  /// it parts two regions: nothing on one side of it can be in one unit or gap with the other.
  func regions() -> [ConflictRegion] {
    var lines = LineGatherer(trace.scalars)
    for (index, piece) in pieces.enumerated() {
      if piece.strand == nil {
        lines.append(base: piece.scalars, of: index, isTouched: piece.isTouched)
      } else {
        lines.append(addition: piece.scalars, of: index)
      }
    }
    return lines.finished()
  }
}
