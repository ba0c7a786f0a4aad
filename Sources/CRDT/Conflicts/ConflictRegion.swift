/// Some lines of a zone's text, everything that was ever in them included.
struct ConflictRegion {
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
  }

  private(set) var scalars: [Unicode.Scalar] = []
  private(set) var runs: [Run] = []

  /// The strands that inserted or deleted something, ascending.
  let strands: [Int]

  init(_ segments: ArraySlice<Segment>, of text: ZoneText, touchedBy strands: [Int]) {
    self.strands = strands
    scalars.reserveCapacity(segments.reduce(0) { $0 + $1.scalars.count })
    runs.reserveCapacity(segments.count)
    for segment in segments {
      let end = scalars.count + segment.scalars.count
      if let last = runs.last, last.piece == segment.piece {
        runs[runs.count - 1] = Run(
          piece: last.piece, atoms: last.atoms.lowerBound..<end, position: last.position)
      } else {
        runs.append(
          Run(
            piece: segment.piece, atoms: scalars.count..<end,
            position: segment.scalars.lowerBound))
      }
      scalars += text.traced.scalars(
        ofSpan: text.pieces[segment.piece].span, in: segment.scalars)
    }
  }

  /// From the first to the last scalar, in the trace.
  var extent: Range<Int> {
    guard let first = runs.first, let last = runs.last else { return 0..<0 }
    return first.position..<last.position + last.atoms.count
  }

  /// Where a scalar of the region stands in the trace.
  func position(of atom: Int) -> Int {
    let run = runs[runs.partitioningIndex { $0.atoms.upperBound > atom }]
    return run.position + atom - run.atoms.lowerBound
  }
}
