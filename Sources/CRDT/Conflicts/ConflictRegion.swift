/// Some lines of a zone's text, everything that was ever in them included.
final class ConflictRegion {
  /// A part of a piece, by its place in the trace.
  struct Segment {
    let piece: Int
    let scalars: Range<Int>
  }

  /// All scalars that a piece has in the region.
  struct Run {
    let piece: Int

    /// Where they stand in the region.
    let atoms: Range<Int>

    /// Where the first of them stands in the trace.
    let position: Int

    /// Where they stand in the trace.
    var positions: Range<Int> { position..<position + atoms.count }
  }

  let text: ZoneText
  let runs: [Run]

  /// The strands that inserted or deleted something.
  let strands: FewIndices

  init(
    _ segments: ArraySlice<Segment>, of text: ZoneText, touchedBy strands: FewIndices
  ) {
    var runs: [Run] = []
    runs.reserveCapacity(segments.count)
    var count = 0
    for segment in segments {
      let end = count + segment.scalars.count
      if let last = runs.last, last.piece == segment.piece {
        runs[runs.count - 1] = Run(
          piece: last.piece, atoms: last.atoms.lowerBound..<end, position: last.position)
      } else {
        runs.append(
          Run(piece: segment.piece, atoms: count..<end, position: segment.scalars.lowerBound))
      }
      count = end
    }
    self.text = text
    self.runs = runs
    self.strands = strands
  }

  /// How many scalars it has.
  var count: Int { runs.last?.atoms.upperBound ?? 0 }

  /// From the first to the last scalar, in the trace.
  var extent: Range<Int> {
    guard let first = runs.first, let last = runs.last else { return 0..<0 }
    return first.position..<last.positions.upperBound
  }

  func scalars(ofRun run: Int) -> ArraySlice<Unicode.Scalar> {
    text.traced.scalars(
      ofSpan: text.pieces[runs[run].piece].span, in: runs[run].positions)
  }

  /// The stretch of the base text that some runs are, one behind the other, if they are one.
  func stretchOfBase(ofRuns shown: some Sequence<Int>) -> Range<Int>? {
    var stretch: Range<Int>?
    for run in shown {
      let span = text.pieces[runs[run].piece].span
      guard let part = text.traced.placesInBase(ofSpan: span, in: runs[run].positions),
        stretch == nil || stretch?.upperBound == part.lowerBound
      else { return nil }
      stretch = (stretch?.lowerBound ?? part.lowerBound)..<part.upperBound
    }
    return stretch
  }

  /// The scalars of some runs and all between them.
  func scalars(ofRuns range: Range<Int>) -> [Unicode.Scalar] {
    var scalars: [Unicode.Scalar] = []
    for run in range { scalars += self.scalars(ofRun: run) }
    return scalars
  }
}

// MARK: - Insertions

extension ConflictRegion {
  /// Whether a strand inserted a run and left it there.
  func isInsertion(_ run: Int, by strand: Int) -> Bool {
    let piece = runs[run].piece
    return text.pieces[piece].strand == strand && text.deleter(of: piece, in: strand) == nil
  }

  /// What a strand inserted.
  func scalars(of insertion: Touch.Insertion) -> ArraySlice<Unicode.Scalar> {
    if insertion.runs.count == 1 { return scalars(ofRun: insertion.runs.lowerBound) }
    var scalars: [Unicode.Scalar] = []
    for run in insertion.runs where isInsertion(run, by: insertion.strand) {
      scalars += self.scalars(ofRun: run)
    }
    return scalars[...]
  }

  /// The changes that did it.
  func changes(of insertion: Touch.Insertion) -> FewIndices {
    var changes = FewIndices()
    for run in insertion.runs where isInsertion(run, by: insertion.strand) {
      changes.insert(text.pieces[runs[run].piece].insertedBy)
    }
    return changes
  }

  /// Whether two strands inserted the same in the same place.
  func areSame(_ one: [Touch.Insertion], _ other: [Touch.Insertion]) -> Bool {
    one.elementsEqual(other) {
      $0.cursor == $1.cursor && scalars(of: $0) == scalars(of: $1)
    }
  }
}
