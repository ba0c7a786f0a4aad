/// What one version shows of a region.
///
/// A place among the shown scalars is a *cursor*: what the version does not show stands at the
/// cursor of the scalar behind it.
final class RegionView {
  let region: ConflictRegion

  /// The scalars that are shown, and perhaps others around them: where a version shows a stretch of
  /// the base text, as most do that two people had in common, it is read in place.
  let scalars: [Unicode.Scalar]

  /// Which of them are shown: the cursors of the region.
  let extent: Range<Int>

  /// For each run of the region whether it is shown, and how many scalars are shown before it.
  private let runs: [(before: Int, isShown: Bool)]

  private var cut: CutUnits

  /// Sentences, headings, items and cells, as ranges of `scalars`: as many as were asked for, and
  /// those before them.
  var units: [TextUnit] { cut.units }

  init(_ region: ConflictRegion, at version: StrandSet) {
    var count = 0
    runs = region.runs.map { run in
      let isShown = region.text.isVisible(run.piece, in: version)
      defer { if isShown { count += run.atoms.count } }
      return (count, isShown)
    }
    let shown = region.runs.indices.lazy.filter { [runs] in runs[$0].isShown }
    if let stretch = region.stretchOfBase(ofRuns: shown) {
      scalars = region.text.traced.trace.base
      extent = stretch
    } else {
      var copy: [Unicode.Scalar] = []
      copy.reserveCapacity(count)
      for run in shown { copy += region.scalars(ofRun: run) }
      scalars = copy
      extent = 0..<count
    }
    self.region = region
    cut = CutUnits(TextUnits(of: scalars, in: extent))
  }

  func isShown(run: Int) -> Bool { runs[run].isShown }

  /// The cursor of the first scalar of a run.
  func cursor(ofRun run: Int) -> Int { extent.lowerBound + runs[run].before }

  /// The run that a shown scalar belongs to.
  func run(at cursor: Int) -> Int {
    // Runs that show nothing begin where the next one does.
    let before = cursor - extent.lowerBound
    var run = runs.partitioningIndex { $0.before > before } - 1
    while !runs[run].isShown { run -= 1 }
    return run
  }

  /// Where a shown scalar stands in the trace.
  func position(of cursor: Int) -> Int {
    let run = run(at: cursor)
    return region.runs[run].position + cursor - self.cursor(ofRun: run)
  }

  /// How many scalars are shown before a place of the trace.
  func count(before position: Int) -> Int {
    let run = region.runs.partitioningIndex { $0.position + $0.atoms.count > position }
    guard run < runs.count else { return extent.count }
    let inside = max(0, position - region.runs[run].position)
    return runs[run].before + (runs[run].isShown ? inside : 0)
  }
}

// MARK: - Units

extension RegionView {
  /// The first unit that ends after the cursor; `units.count` if none does.
  func unitIndex(endingAfter cursor: Int) -> Int {
    if cut.end <= cursor { cut.goOn(past: cursor) }
    return cut.units.partitioningIndex { $0.range.upperBound > cursor }
  }

  /// The units that overlap a range of shown scalars.
  func unitIndices(overlapping range: Range<Int>) -> Range<Int> {
    let first = unitIndex(endingAfter: range.lowerBound)
    if cut.end < range.upperBound { cut.goOn(past: range.upperBound - 1) }
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

/// The first units of some lines, and the means to go on.
private struct CutUnits {
  private(set) var units: [TextUnit] = []

  /// Where the last of them ends; behind everything if there are no more.
  private(set) var end = 0

  private var rest: TextUnits

  init(_ rest: TextUnits) {
    self.rest = rest
    units.reserveCapacity(8)
  }

  /// Cuts until a unit ends behind a cursor.
  mutating func goOn(past cursor: Int) {
    while end <= cursor {
      guard let unit = rest.next() else {
        end = Int.max
        return
      }
      units.append(unit)
      end = unit.range.upperBound
    }
  }
}
