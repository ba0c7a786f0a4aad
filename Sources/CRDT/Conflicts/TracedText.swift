/// A trace with the scalars it tells of, and the text that all changes together make of them.
///
/// Nothing here goes over the whole text: places are found span by span, lines scalar by scalar.
final class TracedText {
  let trace: TextTrace

  /// All that was ever inserted, as the log has it.
  private let inserted: [Unicode.Scalar]

  /// For each span how many scalars before it are shown.
  private let shownBefore: [Int]

  init(_ trace: TextTrace, inserted: [Unicode.Scalar]) {
    var shownBefore: [Int] = []
    shownBefore.reserveCapacity(trace.spans.count)
    var shown = 0
    for span in trace.spans {
      shownBefore.append(shown)
      if span.deleters.isEmpty { shown += span.scalars.count }
    }
    self.trace = trace
    self.inserted = inserted
    self.shownBefore = shownBefore
  }

  /// The scalars of a span.
  func scalars(ofSpan index: Int) -> ArraySlice<Unicode.Scalar> {
    let span = trace.spans[index]
    let part = span.source..<span.source + span.scalars.count
    return span.insertedBy < 0 ? trace.base[part] : inserted[part]
  }

  /// The scalars that a span has in a part of the trace.
  func scalars(ofSpan index: Int, in extent: Range<Int>) -> ArraySlice<Unicode.Scalar> {
    let span = trace.spans[index]
    let inside = span.scalars.clamped(to: extent)
    let source = span.source - span.scalars.lowerBound
    let part = inside.lowerBound + source..<inside.upperBound + source
    return span.insertedBy < 0 ? trace.base[part] : inserted[part]
  }

  /// The same as places in the base text; `nil` if a change inserted them.
  func placesInBase(ofSpan index: Int, in positions: Range<Int>) -> Range<Int>? {
    let span = trace.spans[index]
    if span.insertedBy >= 0 { return nil }
    let source = span.source - span.scalars.lowerBound
    return positions.lowerBound + source..<positions.upperBound + source
  }

  /// The changes that inserted or deleted something other than blanks in a part of the trace.
  func changes(in extent: Range<Int>) -> FewIndices {
    var changes = FewIndices()
    var index = firstSpan(endingAfter: extent.lowerBound)
    while index < trace.spans.count, trace.spans[index].scalars.lowerBound < extent.upperBound {
      if scalars(ofSpan: index, in: extent).contains(where: { !$0.isSpace }) {
        changes.insert(trace.spans[index].insertedBy)
        for place in trace.spans[index].deleters { changes.insert(trace.deleters[place]) }
      }
      index += 1
    }
    return changes
  }

  private func firstSpan(endingAfter position: Int) -> Int {
    trace.spans.partitioningIndex { $0.scalars.upperBound > position }
  }
}

// MARK: - The merged text

extension TracedText {
  /// The whole units that stand in a part of the trace now: where, and what they say.
  func units(in extent: Range<Int>) -> (range: Range<Int>, text: String) {
    let window = lines(around: extent)
    var start = window.part.lowerBound
    var end = window.part.upperBound
    while start < end, window.scalars[start].isSpace { start += 1 }
    while start < end, window.scalars[end - 1].isSpace { end -= 1 }
    if start < end {
      let lineStart = window.scalars[..<start].lastLineEnd().map { $0 + 1 } ?? 0
      let lineEnd = window.scalars[end...].firstLineEnd() ?? window.scalars.count
      for unit in TextUnits(of: window.scalars, in: lineStart..<lineEnd)
      where unit.range.overlaps(start..<end) {
        start = min(start, unit.range.lowerBound)
        end = max(end, unit.range.upperBound)
      }
      if let parted = window.partedUnit() {
        start = min(start, parted.lowerBound)
        end = max(end, parted.upperBound)
      }
    }
    return (
      window.start + start..<window.start + end, String(scalars: window.scalars[start..<end])
    )
  }

  /// Whether a line ends now in a part of the trace, before or behind a smaller part of it.
  func showsLineEnd(in extent: Range<Int>, outside inner: Range<Int>) -> Bool {
    showsLineEnd(in: extent.clamped(to: 0..<inner.lowerBound))
      || showsLineEnd(in: extent.clamped(to: inner.upperBound..<Int.max))
  }

  private func showsLineEnd(in extent: Range<Int>) -> Bool {
    var index = firstSpan(endingAfter: extent.lowerBound)
    while index < trace.spans.count, trace.spans[index].scalars.lowerBound < extent.upperBound {
      if isShown(index), scalars(ofSpan: index, in: extent).firstLineEnd() != nil { return true }
      index += 1
    }
    return false
  }

  /// Where the scalars of a part of the trace stand now, without the white space that parts them
  /// from their neighbours; of blanks that would stand doubled without them, theirs belong to them.
  func range(standingIn extent: Range<Int>) -> Range<Int> {
    let window = lines(around: extent)
    let part = window.part
    let ink = window.scalars[part].trimmingSpaces.indices
    let lead = window.scalars[part.lowerBound..<ink.lowerBound]
    let trail = window.scalars[ink.upperBound..<part.upperBound]
    let isLeadDoubled = part.lowerBound == 0 || window.scalars[part.lowerBound - 1].isSpace
    let isTrailDoubled =
      part.upperBound == window.scalars.count || window.scalars[part.upperBound].isSpace
    let start = isLeadDoubled && !lead.contains("\n") ? part.lowerBound : ink.lowerBound
    let end = isTrailDoubled && !trail.contains("\n") ? part.upperBound : ink.upperBound
    return window.start + start..<window.start + end
  }

  /// Whole lines of the merged text.
  private struct Window {
    /// How many scalars of the text stand before it.
    var start: Int
    var scalars: [Unicode.Scalar]

    /// What of it lies in the part of the trace that was asked for.
    var part: Range<Int>

    /// The unit that what stands before and behind the part would be without it: a line put in the
    /// midst of somebody's sentence makes all of that sentence doubtful. `nil` where none is parted.
    func partedUnit() -> Range<Int>? {
      guard scalars[part].contains("\n") else { return nil }
      let lineStart = scalars[..<part.lowerBound].lastLineEnd().map { $0 + 1 } ?? 0
      let lineEnd = scalars[part.upperBound...].firstLineEnd() ?? scalars.count
      let line = Array(scalars[lineStart..<part.lowerBound] + scalars[part.upperBound..<lineEnd])
      let seam = part.lowerBound - lineStart
      let parted = TextUnits(of: line, in: 0..<line.count).lazy.map(\.range).first { unit in
        unit.contains(seam) && line[unit.lowerBound..<seam].contains { !$0.isSpace }
          && line[seam..<unit.upperBound].contains { !$0.isSpace }
      }
      return parted.map { unit in
        lineStart + unit.lowerBound..<part.upperBound + unit.upperBound - seam
      }
    }
  }

  private func lines(around extent: Range<Int>) -> Window {
    let whole = lineStart(before: extent.lowerBound)..<lineEnd(from: extent.upperBound)
    let start = shownCount(before: whole.lowerBound)
    let part =
      shownCount(before: extent.lowerBound) - start..<shownCount(before: extent.upperBound) - start
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(shownCount(before: whole.upperBound) - start)
    var index = firstSpan(endingAfter: whole.lowerBound)
    while index < trace.spans.count, trace.spans[index].scalars.lowerBound < whole.upperBound {
      if isShown(index) { scalars += self.scalars(ofSpan: index, in: whole) }
      index += 1
    }
    return Window(start: start, scalars: scalars, part: part)
  }

  private func isShown(_ index: Int) -> Bool { trace.spans[index].deleters.isEmpty }

  private func shownCount(before position: Int) -> Int {
    guard position > 0 else { return 0 }
    let index = firstSpan(endingAfter: position - 1)
    let inside = position - trace.spans[index].scalars.lowerBound
    return shownBefore[index] + (isShown(index) ? inside : 0)
  }

  /// Where the merged line begins that a place lies in.
  private func lineStart(before position: Int) -> Int {
    var index = min(firstSpan(endingAfter: position), trace.spans.count - 1)
    while index >= 0 {
      if isShown(index) {
        let part = scalars(ofSpan: index, in: 0..<position)
        if let lineEnd = part.lastLineEnd() {
          return trace.spans[index].scalars.lowerBound + lineEnd + 1 - part.startIndex
        }
      }
      index -= 1
    }
    return 0
  }

  /// Where the merged line that a place lies in has its line end, or where the text ends.
  private func lineEnd(from position: Int) -> Int {
    var index = firstSpan(endingAfter: position)
    while index < trace.spans.count {
      if isShown(index) {
        let part = scalars(ofSpan: index, in: position..<Int.max)
        if let lineEnd = part.firstLineEnd() {
          let start = max(trace.spans[index].scalars.lowerBound, position)
          return start + lineEnd - part.startIndex
        }
      }
      index += 1
    }
    return trace.spans.last?.scalars.upperBound ?? 0
  }
}
