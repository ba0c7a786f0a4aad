/// Some lines of a zone's text, scalar by scalar, everything that was ever in them included.
struct ConflictRegion {
  private(set) var scalars: [Unicode.Scalar] = []

  /// Where each scalar stands in the trace; ascending.
  private(set) var positions: [Int] = []

  /// Which piece of the zone's text each scalar belongs to.
  private(set) var pieces: [Int] = []

  /// The same, one entry for all scalars of a piece.
  private(set) var runs: [Run] = []

  struct Run {
    let piece: Int
    let atoms: Range<Int>
  }

  fileprivate init(_ segments: ArraySlice<LineGatherer.Segment>, of all: [Unicode.Scalar]) {
    for segment in segments {
      let start =
        runs.last?.piece == segment.piece ? runs.removeLast().atoms.lowerBound : scalars.count
      runs.append(Run(piece: segment.piece, atoms: start..<scalars.count + segment.scalars.count))
      scalars += all[segment.scalars]
      positions += Array(segment.scalars)
      pieces += repeatElement(segment.piece, count: segment.scalars.count)
    }
  }

  /// The shown scalars of a version that lie in a part of the trace, by their place in the version.
  func shown(in view: RegionView, within extent: Range<Int>) -> Range<Int> {
    let start = view.shown.partitioningIndex { positions[$0] >= extent.lowerBound }
    let end = view.shown.partitioningIndex { positions[$0] >= extent.upperBound }
    return start..<max(start, end)
  }
}

/// Gathers the lines of a zone's first version, with all that was added to them, into regions.
///
/// It goes over the whole text, so it looks for line ends only and keeps no scalar of a line that
/// nobody touched.
struct LineGatherer {
  fileprivate struct Segment {
    let piece: Int
    let scalars: Range<Int>
  }

  private let scalars: [Unicode.Scalar]
  private var regions: [ConflictRegion] = []
  private var segments: [Segment] = []
  private var isRegionTouched = false

  /// Where the current line begins in `segments`.
  private var lineStart = 0
  private var isLineTouched = false
  private var lineHasInk = false

  init(_ scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  /// What the zone's first version showed: its line ends part the lines.
  mutating func append(base range: Range<Int>, of piece: Int, isTouched: Bool) {
    var start = range.lowerBound
    while start < range.upperBound {
      let lineEnd = scalars[start..<range.upperBound].firstIndex(of: "\n")
      let end = lineEnd.map { $0 + 1 } ?? range.upperBound
      segments.append(Segment(piece: piece, scalars: start..<end))
      isLineTouched = isLineTouched || isTouched
      lineHasInk = lineHasInk || scalars[start..<end].contains { !$0.isSpace }
      if lineEnd != nil { endLine() }
      start = end
    }
  }

  mutating func append(addition range: Range<Int>, of piece: Int) {
    segments.append(Segment(piece: piece, scalars: range))
    isLineTouched = true
  }

  mutating func finished() -> [ConflictRegion] {
    endLine()
    endRegion(at: segments.count)
    return regions
  }

  private mutating func endLine() {
    if isLineTouched {
      isRegionTouched = true
    } else if lineHasInk {
      endRegion(at: lineStart)
    }
    lineStart = segments.count
    isLineTouched = false
    lineHasInk = false
  }

  private mutating func endRegion(at end: Int) {
    if isRegionTouched { regions.append(ConflictRegion(segments[..<end], of: scalars)) }
    segments.removeAll(keepingCapacity: true)
    isRegionTouched = false
  }
}
