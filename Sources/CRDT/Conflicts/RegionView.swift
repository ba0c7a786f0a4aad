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
    var scalars: [Unicode.Scalar] = []
    shown.reserveCapacity(region.scalars.count)
    cursors.reserveCapacity(region.scalars.count)
    scalars.reserveCapacity(region.scalars.count)
    for run in region.runs {
      if text.isVisible(run.piece, in: version) {
        cursors.append(contentsOf: shown.count..<shown.count + run.atoms.count)
        shown.append(contentsOf: run.atoms)
        scalars += region.scalars[run.atoms]
      } else {
        cursors.append(contentsOf: repeatElement(shown.count, count: run.atoms.count))
      }
    }
    units = TextUnit.content(in: scalars, 0..<scalars.count).map(\.range)
    self.scalars = scalars
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
