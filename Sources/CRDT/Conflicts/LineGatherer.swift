/// Gathers the lines of a zone's first version, with all that was added to them, into regions.
///
/// Of a stretch that nobody touched it looks at the first line and the last one, up to their text;
/// what lies between is only asked whether it has any. So it costs what was touched, with the
/// lines around, and not what the article is long.
struct LineGatherer {
  private let text: ZoneText
  private var regions: [ConflictRegion] = []

  /// The parts of pieces that the current region has so far.
  private var segments: [ConflictRegion.Segment] = []
  private var isRegionTouched = false

  /// Where the current line begins in `segments`.
  private var lineStart = 0
  private var isLineTouched = false
  private var lineHasInk = false

  init(_ text: ZoneText) {
    self.text = text
    segments.reserveCapacity(16)
  }

  /// What somebody deleted or inserted. Only what was there from the start can end lines.
  mutating func append(touched piece: Int) {
    isLineTouched = true
    append(0..<text.pieces[piece].scalars.count, of: piece)
    guard text.pieces[piece].strand == nil else { return }
    let scalars = text.traced.scalars(ofSpan: text.pieces[piece].span)
    guard scalars.firstLineEnd() != nil else { return }
    isRegionTouched = true
    if scalars.last == "\n" { endLine() }
  }

  /// What the zone's first version showed and nobody deleted.
  mutating func append(untouched piece: Int) {
    let scalars = text.traced.scalars(ofSpan: text.pieces[piece].span)
    guard let firstEnd = scalars.firstLineEnd(),
      let lastEnd = scalars.lastLineEnd()
    else {
      lineHasInk = lineHasInk || isLineTouched || scalars.contains { !$0.isSpace }
      return append(0..<scalars.count, of: piece)
    }
    let start = scalars.startIndex
    let head = scalars[...firstEnd]
    lineHasInk = lineHasInk || isLineTouched || head.contains { !$0.isSpace }
    append(0..<head.count, of: piece)
    endLine()
    let middle = scalars[head.endIndex..<lastEnd + 1]
    if let firstInk = middle.firstIndex(where: { !$0.isSpace }),
      let lastInk = middle.lastIndex(where: { !$0.isSpace })
    {
      let blank = middle[..<firstInk].lastLineEnd().map { $0 + 1 } ?? middle.startIndex
      append(middle.startIndex - start..<blank - start, of: piece)
      endRegion(at: segments.count)
      let next = middle[lastInk...].firstLineEnd().map { $0 + 1 } ?? middle.endIndex
      append(next - start..<middle.endIndex - start, of: piece)
    } else {
      append(middle.startIndex - start..<middle.endIndex - start, of: piece)
    }
    lineStart = segments.count
    let tail = scalars[(lastEnd + 1)...]
    lineHasInk = tail.contains { !$0.isSpace }
    append(lastEnd + 1 - start..<scalars.count, of: piece)
  }

  mutating func finished() -> [ConflictRegion] {
    endLine()
    endRegion(at: segments.count)
    return regions
  }

  /// Adds a part of a piece, counted from where the piece begins.
  private mutating func append(_ part: Range<Int>, of piece: Int) {
    guard !part.isEmpty else { return }
    let start = text.pieces[piece].scalars.lowerBound
    segments.append(
      ConflictRegion.Segment(
        piece: piece, scalars: start + part.lowerBound..<start + part.upperBound))
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
    if isRegionTouched {
      let strands = strands(in: segments[..<end])
      if text.zone.hasConcurrency(among: strands) {
        regions.append(ConflictRegion(segments[..<end], of: text, touchedBy: strands))
      }
    }
    segments.removeAll(keepingCapacity: true)
    isRegionTouched = false
  }

  /// The strands that inserted or deleted something, ascending.
  private func strands(in segments: ArraySlice<ConflictRegion.Segment>) -> [Int] {
    var strands: [Int] = []
    for segment in segments {
      let piece = text.pieces[segment.piece]
      if let inserter = piece.strand { strands.insertInOrder(inserter) }
      for change in piece.deletedBy {
        if let deleter = text.zone.strand(of: change) { strands.insertInOrder(deleter) }
      }
    }
    return strands
  }
}
