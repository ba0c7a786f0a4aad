/// Some lines of a zone's text, scalar by scalar, everything that was ever in them included.
struct ConflictRegion {
  /// A part of a piece, by its place in the trace.
  struct Segment {
    let piece: Int
    let scalars: Range<Int>
  }

  /// One entry for all scalars of a piece.
  struct Run {
    let piece: Int
    let atoms: Range<Int>
  }

  private(set) var scalars: [Unicode.Scalar] = []

  /// Where each scalar stands in the trace; ascending.
  private(set) var positions: [Int] = []

  /// Which piece of the zone's text each scalar belongs to.
  private(set) var pieces: [Int] = []

  private(set) var runs: [Run] = []

  /// The strands that inserted or deleted something, ascending.
  let strands: [Int]

  init(_ segments: ArraySlice<Segment>, of text: ZoneText, touchedBy strands: [Int]) {
    self.strands = strands
    let count = segments.reduce(0) { $0 + $1.scalars.count }
    scalars.reserveCapacity(count)
    positions.reserveCapacity(count)
    pieces.reserveCapacity(count)
    runs.reserveCapacity(segments.count)
    for segment in segments {
      let start =
        runs.last?.piece == segment.piece ? runs.removeLast().atoms.lowerBound : scalars.count
      runs.append(Run(piece: segment.piece, atoms: start..<scalars.count + segment.scalars.count))
      scalars += text.traced.scalars(
        ofSpan: text.pieces[segment.piece].span, in: segment.scalars)
      positions.append(contentsOf: segment.scalars)
      pieces.append(contentsOf: repeatElement(segment.piece, count: segment.scalars.count))
    }
  }

  /// The shown scalars of a version that lie in a part of the trace, by their place in the version.
  func shown(in view: RegionView, within extent: Range<Int>) -> Range<Int> {
    let start = view.shown.partitioningIndex { positions[$0] >= extent.lowerBound }
    let end = view.shown.partitioningIndex { positions[$0] >= extent.upperBound }
    return start..<max(start, end)
  }
}
