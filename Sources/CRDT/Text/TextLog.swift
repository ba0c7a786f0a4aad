/// What was done to one text, in runs: typing forwards, deleting forwards, deleting backwards.
///
/// Positions are those the author saw. The scalars of all insertions stand in one array, in the
/// order of their events.
struct TextLog: Sendable {
  enum Kind: UInt8, Sendable {
    /// Scalars at `position`, `position + 1` …
    case insert
    /// As many scalars at one position (the Delete key, or a selection).
    case delete
    /// Scalars at `position`, `position - 1` … (the Backspace key).
    case erase
  }

  struct Run: Sendable {
    var start: Int32
    var count: Int32
    var position: Int32
    /// Where the inserted scalars begin in `scalars`; for a deletion, how many stand before it.
    var text: Int32
    var kind: Kind

    var end: Int32 { start + count }

    /// The lowest position of a deletion seen as one region.
    var regionStart: Int32 { kind == .erase ? position - count + 1 : position }
  }

  var runs: [Run] = []
  var scalars: [Unicode.Scalar] = []

  /// Adds `count` events. With `joining`, a run that goes on where the last one ended lengthens it.
  mutating func append(
    _ kind: Kind, start: Int32, count: Int32, position: Int32, text: Int32, joining: Bool
  ) {
    guard count > 0 else { return }
    if joining, let last = runs.last, last.end == start,
      join(kind, count: count, position: position, to: last)
    {
      return
    }
    runs.append(Run(start: start, count: count, position: position, text: text, kind: kind))
  }

  private mutating func join(
    _ kind: Kind, count: Int32, position: Int32, to last: Run
  ) -> Bool {
    let index = runs.count - 1
    switch (last.kind, kind) {
    case (.insert, .insert):
      guard position == last.position + last.count else { return false }
    case (.delete, .delete) where position == last.position:
      break
    case (.delete, .delete):
      // A single deletion has no direction yet; one just before it makes it a backspace.
      guard last.count == 1, count == 1, position == last.position - 1 else { return false }
      runs[index].kind = .erase
    case (.erase, .delete):
      guard count == 1, position == last.position - last.count else { return false }
    case (.erase, .erase):
      guard position == last.position - last.count else { return false }
    case (.insert, .delete), (.insert, .erase), (.delete, .insert), (.delete, .erase),
      (.erase, .insert):
      return false
    }
    runs[index].count += count
    return true
  }

  /// How far the log reached once, to take back what was added since.
  struct Extent {
    var runCount: Int
    var last: Run?
    var scalarCount: Int
  }

  var extent: Extent {
    Extent(runCount: runs.count, last: runs.last, scalarCount: scalars.count)
  }

  mutating func shrink(to extent: Extent) {
    runs.removeLast(runs.count - extent.runCount)
    if let last = extent.last { runs[extent.runCount - 1] = last }
    scalars.removeLast(scalars.count - extent.scalarCount)
  }

  /// The first run that ends after `event`.
  func firstRun(endingAfter event: Int32) -> Int {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].end <= event { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The same, where the answer is likely to be near `hint`: a walk goes to and fro in one place.
  func firstRun(endingAfter event: Int32, near hint: Int) -> Int {
    var low = min(hint, runs.count)
    var high = low
    var step = 1
    while low > 0, runs[low - 1].end > event {
      high = low
      low = max(0, low - step)
      step *= 2
    }
    while high < runs.count, runs[high].end <= event {
      low = high + 1
      high = min(runs.count, high + step)
      step *= 2
    }
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].end <= event { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// How many scalars were inserted before an event that lies in a run, next to it, or in the gap
  /// before it.
  func scalarCount(before event: Int32, inRun index: Int) -> Int32 {
    guard index < runs.count else { return Int32(scalars.count) }
    let run = runs[index]
    guard run.kind == .insert else { return run.text }
    return run.text + min(run.count, max(0, event - run.start))
  }

  /// The part of a run that lies in a range of events.
  static func clip(_ run: Run, to range: Range<Int32>) -> Run {
    var part = run
    let skipped = max(0, range.lowerBound - run.start)
    part.start += skipped
    part.count = min(run.end, range.upperBound) - part.start
    switch run.kind {
    case .insert:
      part.position += skipped
      part.text += skipped
    case .delete:
      break
    case .erase:
      part.position -= skipped
    }
    return part
  }
}
