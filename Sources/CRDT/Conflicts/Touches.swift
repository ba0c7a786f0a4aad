/// A place where two strands can meet: a unit of their common version, or the gap before a unit.
struct ConflictPlace: Hashable, Comparable {
  enum Part: Int {
    case gap
    case unit

    /// The gap with the units on both sides of it, where what one strand added in the gap ran
    /// together with what another did around it.
    case seam
  }

  /// Index of the unit; for a gap or seam, of the unit after it.
  let index: Int
  let part: Part

  var isGap: Bool { part == .gap }

  static func unit(_ index: Int) -> ConflictPlace { ConflictPlace(index: index, part: .unit) }

  static func gap(_ index: Int) -> ConflictPlace { ConflictPlace(index: index, part: .gap) }

  static func seam(_ index: Int) -> ConflictPlace { ConflictPlace(index: index, part: .seam) }

  static func < (left: ConflictPlace, right: ConflictPlace) -> Bool {
    left.index == right.index
      ? left.part.rawValue < right.part.rawValue : left.index < right.index
  }
}

/// What one strand did in one place.
struct Touch {
  /// What a strand inserted at one cursor.
  struct Insertion {
    let cursor: Int
    let strand: Int

    /// The first and the last of the region's runs that hold it; what stands between them and is
    /// not the strand's, or was deleted by it again, is not meant.
    var runs: Range<Int>
  }

  /// The changes that did it, by index.
  var changes = FewIndices()

  /// Cursors of the scalars it deleted, blanks left out; ascending.
  var deleted: [Int] = []

  /// What it inserted, by cursor.
  var insertions: [Insertion] = []

  fileprivate mutating func note(_ insertion: Insertion, by changes: FewIndices) {
    self.changes.formUnion(changes)
    insertions.append(insertion)
  }

  /// Adds the scalars of a range that are no blanks to what was deleted.
  fileprivate mutating func note(
    _ change: Int, deleted cursors: Range<Int>, of scalars: [Unicode.Scalar]
  ) {
    changes.insert(change)
    deleted.reserveCapacity(deleted.count + cursors.count)
    for cursor in cursors where !scalars[cursor].isSpace { deleted.append(cursor) }
  }
}

/// What one strand did in a region, by place; ascending.
struct Touches {
  struct Entry {
    let place: ConflictPlace
    var touch = Touch()
  }

  private(set) var entries: [Entry] = []

  /// What it did in a place, if anything.
  func touch(of place: ConflictPlace) -> Touch? {
    let index = entries.partitioningIndex { $0.place >= place }
    return index < entries.count && entries[index].place == place ? entries[index].touch : nil
  }

  /// What it did in a place; asking to change it makes it so that it did something.
  subscript(place: ConflictPlace) -> Touch {
    get { touch(of: place) ?? Touch() }
    _modify {
      // Touches are found from left to right, so the place is mostly the last one.
      var index = entries.count - 1
      if entries.last?.place != place {
        index = entries.partitioningIndex { $0.place >= place }
        if index == entries.count || entries[index].place != place {
          entries.insert(Entry(place: place), at: index)
        }
      }
      yield &entries[index].touch
    }
  }
}

/// Finds what a strand did, place by place, seen from a version in its past.
///
/// Blank-only edits do not count. Text inserted strictly inside a unit touches it; at the border
/// it touches the unit it replaces or continues, and otherwise the gap.
struct TouchFinder {
  private let text: ZoneText
  private let region: ConflictRegion
  private let view: RegionView
  private let strand: Int

  /// The strand and everything in its past.
  private let side: StrandSet

  init(_ strand: Int, seenFrom view: RegionView) {
    region = view.region
    text = region.text
    self.view = view
    self.strand = strand
    side = text.zone.past[strand].inserting(strand)
  }

  func touches() -> Touches {
    var touches = Touches()
    // Insertions at one cursor are judged together, once the cursor moves on.
    var insertion: Touch.Insertion?
    for run in region.runs.indices {
      if let deleter = text.deleter(of: region.runs[run].piece, in: strand) {
        noteDeletion(of: run, by: deleter, &touches)
      } else if text.pieces[region.runs[run].piece].strand == strand {
        let cursor = view.cursor(ofRun: run)
        if let open = insertion, open.cursor == cursor {
          insertion?.runs = open.runs.lowerBound..<run + 1
        } else {
          if let insertion { note(insertion, &touches) }
          insertion = Touch.Insertion(cursor: cursor, strand: strand, runs: run..<run + 1)
        }
      }
    }
    if let insertion { note(insertion, &touches) }
    return touches
  }

  private func noteDeletion(of run: Int, by change: Int, _ touches: inout Touches) {
    if view.isShown(run: run) {
      let cursor = view.cursor(ofRun: run)
      noteDeletion(of: cursor..<cursor + region.runs[run].atoms.count, by: change, &touches)
    } else if let inserter = text.pieces[region.runs[run].piece].strand, inserter != strand,
      region.scalars(ofRun: run).contains(where: { !$0.isSpace })
    {
      // Text that its own branch had added: the touch is where that addition was.
      let (part, indices) = places(
        of: addition(around: run, by: inserter), at: view.cursor(ofRun: run))
      for index in indices {
        touches[ConflictPlace(index: index, part: part)].changes.insert(change)
      }
    }
  }

  /// Notes a deletion of shown scalars, unit by unit.
  private func noteDeletion(
    of cursors: Range<Int>, by change: Int, _ touches: inout Touches
  ) {
    for unit in view.unitIndices(overlapping: cursors) {
      let part = view.units[unit].range.clamped(to: cursors)
      guard view.scalars[part].contains(where: { !$0.isSpace }) else { continue }
      touches[.unit(unit)].note(change, deleted: part, of: view.scalars)
    }
  }

  private func note(_ insertion: Touch.Insertion, _ touches: inout Touches) {
    let (part, indices) = places(of: region.scalars(of: insertion), at: insertion.cursor)
    if indices.isEmpty { return }
    let changes = region.changes(of: insertion)
    for index in indices {
      touches[ConflictPlace(index: index, part: part)].note(insertion, by: changes)
    }
  }

  /// All that a strand inserted at the cursor of a run that is not shown.
  private func addition(around run: Int, by strand: Int) -> ArraySlice<Unicode.Scalar> {
    let cursor = view.cursor(ofRun: run)
    var addition: [Unicode.Scalar] = []
    var first = run
    while first > 0, view.cursor(ofRun: first - 1) == cursor { first -= 1 }
    while first < region.runs.count, view.cursor(ofRun: first) == cursor {
      if region.isInsertion(first, by: strand) {
        // Of a shown run, the first scalar has this cursor.
        let scalars = region.scalars(ofRun: first)
        addition += view.isShown(run: first) ? scalars.prefix(1) : scalars
      }
      first += 1
    }
    return addition[...]
  }
}

// MARK: - Where insertions belong

extension TouchFinder {
  /// The units that an insertion touches, or the gap.
  private func places(
    of inserted: ArraySlice<Unicode.Scalar>, at cursor: Int
  ) -> (part: ConflictPlace.Part, indices: Range<Int>) {
    if inserted.isEmpty { return (.gap, 0..<0) }
    let next = view.unitIndex(endingAfter: cursor)
    let isInside = next < view.units.count && view.units[next].range.lowerBound < cursor
    if isInside && inserted.allSatisfy(\.isSpace) { return (.gap, 0..<0) }
    if !isInside && !inserted.contains(where: \.isWordScalar) { return (.gap, 0..<0) }
    // A cursor inside a unit finds at least that one.
    let replaced = replacedUnits(at: cursor, by: inserted)
    if !replaced.isEmpty { return (.unit, replaced) }
    if continues(unitBefore: next, at: cursor, inserted) { return (.unit, next - 1..<next) }
    return (leads(intoUnit: next, at: cursor, inserted) ? .unit : .gap, next..<next + 1)
  }

  /// The units whose text the side deleted right where it inserted this. A rewrite stands for all
  /// of them when it is at least half as long, otherwise for the one it touches.
  private func replacedUnits(
    at cursor: Int, by inserted: ArraySlice<Unicode.Scalar>
  ) -> Range<Int> {
    let stretch = deletedStretch(around: cursor)
    let units = view.unitIndices(overlapping: stretch)
    if units.count < 2 || inserted.count * 2 >= stretch.count { return units }
    let nearest =
      units.first { view.units[$0].range.upperBound > cursor } ?? units.upperBound - 1
    return nearest..<nearest + 1
  }

  /// What the side deleted on both sides of a cursor.
  private func deletedStretch(around cursor: Int) -> Range<Int> {
    var (start, end) = (cursor, cursor)
    while start > view.extent.lowerBound {
      let run = view.run(at: start - 1)
      guard text.isDeleted(region.runs[run].piece, in: side) else { break }
      start = view.cursor(ofRun: run)
    }
    while end < view.extent.upperBound {
      let run = view.run(at: end)
      guard text.isDeleted(region.runs[run].piece, in: side) else { break }
      end = view.cursor(ofRun: run) + region.runs[run].atoms.count
    }
    return start..<end
  }

  /// `Frister` + ` og gebyrer`: added to a unit that had no full stop, or glued to its last word.
  private func continues(
    unitBefore next: Int, at cursor: Int, _ inserted: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    guard next > 0, view.units[next - 1].range.upperBound == cursor, let first = inserted.first,
      first != "\n"
    else { return false }
    return !first.isSpace || !TouchFinder.endsSentence(view.scalars[view.units[next - 1].range])
  }

  /// `Vigtigt: ` + sentence: what is added before a unit and does not end a sentence of its own.
  private func leads(
    intoUnit next: Int, at cursor: Int, _ inserted: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    guard next < view.units.count, view.units[next].range.lowerBound == cursor else { return false }
    let lastLine =
      inserted[(inserted.lastIndex(of: "\n").map { $0 + 1 } ?? inserted.startIndex)...]
    return lastLine.contains(where: \.isWordScalar) && !TouchFinder.endsSentence(lastLine)
  }

  private static func endsSentence(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let last = scalars.last { scalar in
      switch scalar {
      case "\"", "'", ")", "]", "*", "_", "»", "«", "\u{201D}", "\u{201C}", "\u{2019}": false
      default: !scalar.isSpace
      }
    }
    switch last {
    case ".", "!", "?", "…": return true
    default: return false
    }
  }
}
