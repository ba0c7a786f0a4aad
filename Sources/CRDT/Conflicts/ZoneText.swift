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
    var regions: [ConflictRegion] = []
    var region = ConflictRegion()
    var line = ConflictRegion()
    for (index, piece) in pieces.enumerated() {
      for position in piece.scalars {
        line.append(trace.scalars[position], at: position, of: index, piece)
        if piece.strand == nil && trace.scalars[position] == "\n" {
          ZoneText.close(&line, into: &region, &regions)
        }
      }
    }
    ZoneText.close(&line, into: &region, &regions)
    if region.isTouched { regions.append(region) }
    return regions
  }

  private static func close(
    _ line: inout ConflictRegion, into region: inout ConflictRegion,
    _ regions: inout [ConflictRegion]
  ) {
    if line.isTouched || !line.hasInk {
      region.append(line)
    } else {
      if region.isTouched { regions.append(region) }
      region = ConflictRegion()
    }
    line = ConflictRegion()
  }
}

/// Some lines of a zone's text, scalar by scalar, everything that was ever in them included.
struct ConflictRegion {
  private(set) var scalars: [Unicode.Scalar] = []

  /// Where each scalar stands in the trace; ascending.
  private(set) var positions: [Int] = []

  /// Which piece of the zone's text each scalar belongs to.
  private(set) var pieces: [Int] = []

  private(set) var isTouched = false

  /// Whether the zone's first version showed anything but blanks here.
  private(set) var hasInk = false

  fileprivate mutating func append(
    _ scalar: Unicode.Scalar, at position: Int, of index: Int, _ piece: ZoneText.Piece
  ) {
    scalars.append(scalar)
    positions.append(position)
    pieces.append(index)
    if piece.isTouched { isTouched = true }
    if piece.strand == nil && !scalar.isSpace { hasInk = true }
  }

  fileprivate mutating func append(_ line: ConflictRegion) {
    scalars += line.scalars
    positions += line.positions
    pieces += line.pieces
    isTouched = isTouched || line.isTouched
    hasInk = hasInk || line.hasInk
  }
}

/// What one version shows of a region.
struct RegionView {
  /// Which of the region's scalars are shown.
  let shown: [Int]
  let scalars: [Unicode.Scalar]

  /// Sentences, headings, items and cells, as ranges of `shown`.
  let units: [Range<Int>]

  /// For each scalar of the region how many shown ones stand before it: a cursor in this version.
  let cursors: [Int]

  init(_ region: ConflictRegion, of text: ZoneText, at version: StrandSet) {
    var shown: [Int] = []
    var cursors: [Int] = []
    for atom in region.scalars.indices {
      cursors.append(shown.count)
      if text.pieces[region.pieces[atom]].isVisible(in: version) { shown.append(atom) }
    }
    scalars = shown.map { region.scalars[$0] }
    units = TextUnit.content(in: scalars, 0..<scalars.count).map(\.range)
    self.shown = shown
    self.cursors = cursors
  }

  /// The first unit that ends after the cursor; `units.count` if none does.
  func unitIndex(endingAfter cursor: Int) -> Int {
    units.partitioningIndex { $0.upperBound > cursor }
  }

  /// The unit that holds the shown scalar, if any does.
  func unitIndex(holding index: Int) -> Int? {
    let unit = unitIndex(endingAfter: index)
    return unit < units.count && units[unit].contains(index) ? unit : nil
  }

  /// The units that overlap a range of shown scalars.
  func unitIndices(overlapping range: Range<Int>) -> Range<Int> {
    let first = unitIndex(endingAfter: range.lowerBound)
    let end = units.partitioningIndex { $0.lowerBound >= range.upperBound }
    return first..<max(first, end)
  }

  /// The range widened to whole units, without blanks at its ends.
  func wholeUnits(around range: Range<Int>) -> Range<Int> {
    let touched = unitIndices(overlapping: range)
    guard let first = touched.first, let last = touched.last else { return range }
    return min(
      range.lowerBound, units[first].lowerBound)..<max(
        range.upperBound, units[last].upperBound)
  }
}
