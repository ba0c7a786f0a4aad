/// What one version shows of a region.
///
/// A place among the shown scalars is a *cursor*: what the version does not show stands at the
/// cursor of the scalar behind it.
final class RegionView {
  let region: ConflictRegion
  let scalars: [Unicode.Scalar]

  /// For each run of the region whether it is shown, and the cursor where it begins.
  private let runs: [(cursor: Int, isShown: Bool)]

  /// Sentences, headings, items and cells, as ranges of `scalars`.
  private(set) lazy var units = TextUnit.content(in: scalars, 0..<scalars.count)

  init(_ region: ConflictRegion, of text: ZoneText, at version: StrandSet) {
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(region.scalars.count)
    runs = region.runs.map { run in
      let isShown = text.isVisible(run.piece, in: version)
      let cursor = scalars.count
      if isShown { scalars += region.scalars[run.atoms] }
      return (cursor, isShown)
    }
    self.region = region
    self.scalars = scalars
  }

  func isShown(run: Int) -> Bool { runs[run].isShown }

  /// The cursor of the first scalar of a run.
  func cursor(ofRun run: Int) -> Int { runs[run].cursor }

  /// The run that a shown scalar belongs to.
  func run(at cursor: Int) -> Int {
    // Runs that show nothing begin where the next one does.
    var run = runs.partitioningIndex { $0.cursor > cursor } - 1
    while !runs[run].isShown { run -= 1 }
    return run
  }

  /// Where a shown scalar stands in the trace.
  func position(of cursor: Int) -> Int {
    let run = run(at: cursor)
    return region.runs[run].position + cursor - runs[run].cursor
  }

  /// How many scalars are shown before a place of the trace.
  func count(before position: Int) -> Int {
    let run = region.runs.partitioningIndex { $0.position + $0.atoms.count > position }
    guard run < runs.count else { return scalars.count }
    let inside = max(0, position - region.runs[run].position)
    return runs[run].cursor + (runs[run].isShown ? inside : 0)
  }
}

// MARK: - Units

extension RegionView {
  /// The first unit that ends after the cursor; `units.count` if none does.
  func unitIndex(endingAfter cursor: Int) -> Int {
    units.partitioningIndex { $0.range.upperBound > cursor }
  }

  /// The unit that holds the shown scalar, if any does.
  func unitIndex(holding cursor: Int) -> Int? {
    let unit = unitIndex(endingAfter: cursor)
    return unit < units.count && units[unit].range.contains(cursor) ? unit : nil
  }

  /// The units that overlap a range of shown scalars.
  func unitIndices(overlapping range: Range<Int>) -> Range<Int> {
    let first = unitIndex(endingAfter: range.lowerBound)
    let end = units.partitioningIndex { $0.range.lowerBound >= range.upperBound }
    return first..<max(first, end)
  }

  /// The range widened to whole units, without blanks at its ends.
  func wholeUnits(around range: Range<Int>) -> Range<Int> {
    let touched = unitIndices(overlapping: range)
    guard let first = touched.first, let last = touched.last else { return range }
    return min(
      range.lowerBound, units[first].range.lowerBound)..<max(
        range.upperBound, units[last].range.upperBound)
  }
}
