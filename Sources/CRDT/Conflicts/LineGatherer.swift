/// Gathers the lines of a zone's first version, with all that was added to them, into regions.
///
/// Of a stretch that nobody touched it looks at the first lines, up to one with text, if something
/// touched stands before it, and at the last ones, if something touched stands behind it. So it
/// costs what was touched, with the lines around, and not what the article is long.
struct LineGatherer {
  private let text: ZoneText
  private var regions: [ConflictRegion] = []

  /// The parts of pieces that the current region has so far.
  private var segments: [ConflictRegion.Segment] = []
  private var isRegionTouched = false

  /// An untouched piece that a region may begin in; it is not looked at before something touched
  /// follows.
  private var beginning: Int?

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
    begin()
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
    begin()
    if segments.isEmpty {
      beginning = piece
    } else {
      end(in: piece)
    }
  }

  /// Begins a region at the end of the piece that was put off: with its last line, which goes on
  /// behind it, and the blank lines before that.
  private mutating func begin() {
    guard let piece = beginning else { return }
    beginning = nil
    let scalars = text.traced.scalars(ofSpan: text.pieces[piece].span)
    let start = scalars.startIndex
    let tail = scalars.lastLineEnd().map { $0 + 1 } ?? start
    let lines = scalars[..<tail]
    let ink = lines.lastIndex { !$0.isSpace }
    let blank = ink.flatMap { lines[$0...].firstLineEnd() }.map { $0 + 1 } ?? start
    append(blank - start..<tail - start, of: piece)
    beginLine(with: scalars[tail...], from: start, of: piece)
  }

  /// Goes on in a piece: with its first line and the blank ones behind that. A line with text ends
  /// the region, and the next one may begin in the same piece.
  private mutating func end(in piece: Int) {
    let scalars = text.traced.scalars(ofSpan: text.pieces[piece].span)
    guard let firstEnd = scalars.firstLineEnd() else {
      lineHasInk = lineHasInk || isLineTouched || scalars.contains { !$0.isSpace }
      return append(0..<scalars.count, of: piece)
    }
    let start = scalars.startIndex
    let head = scalars[...firstEnd]
    lineHasInk = lineHasInk || isLineTouched || head.contains { !$0.isSpace }
    append(0..<head.count, of: piece)
    endLine()
    let rest = scalars[head.endIndex...]
    let ink = rest.firstInkOfWholeLine()
    let blanks = rest[..<(ink ?? rest.endIndex)]
    let blank = blanks.lastLineEnd().map { $0 + 1 } ?? blanks.startIndex
    append(blanks.startIndex - start..<blank - start, of: piece)
    if ink == nil {
      beginLine(with: scalars[blank...], from: start, of: piece)
    } else {
      endRegion(at: segments.count)
      beginning = piece
    }
  }

  /// Begins a line with what a piece has of it behind its last line end.
  private mutating func beginLine(
    with tail: ArraySlice<Unicode.Scalar>, from start: Int, of piece: Int
  ) {
    lineStart = segments.count
    lineHasInk = tail.contains { !$0.isSpace }
    append(tail.startIndex - start..<tail.endIndex - start, of: piece)
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

  /// The strands that inserted or deleted something.
  private func strands(in segments: ArraySlice<ConflictRegion.Segment>) -> FewIndices {
    var strands = FewIndices()
    for segment in segments {
      let piece = text.pieces[segment.piece]
      if let inserter = piece.strand { strands.insert(inserter) }
      text.forEachDeletingStrand(of: segment.piece) { strands.insert($0) }
    }
    return strands
  }
}
