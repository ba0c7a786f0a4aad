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
  struct Insertion: Equatable {
    let cursor: Int
    let text: ArraySlice<Unicode.Scalar>

    /// The region's scalars that they are.
    let atoms: [Range<Int>]

    /// Whether the same was inserted in the same place.
    static func == (left: Insertion, right: Insertion) -> Bool {
      left.cursor == right.cursor && left.text == right.text
    }
  }

  /// The changes that did it, by index; ascending.
  var changes: [Int] = []

  /// Cursors of the scalars it deleted, blanks left out; ascending.
  var deleted: [Int] = []

  /// What it inserted, by cursor.
  var insertions: [Insertion] = []

  fileprivate mutating func note(_ insertion: Insertion, by changes: [Int]) {
    if self.changes.isEmpty {
      self.changes = changes
    } else {
      for change in changes { self.changes.insertInOrder(change) }
    }
    insertions.append(insertion)
  }

  /// Adds the scalars of a range that are no blanks to what was deleted.
  fileprivate mutating func note(
    _ change: Int, deleted cursors: Range<Int>, of scalars: [Unicode.Scalar]
  ) {
    changes.insertInOrder(change)
    deleted.reserveCapacity(deleted.count + cursors.count)
    for cursor in cursors where !scalars[cursor].isSpace { deleted.append(cursor) }
  }
}

/// What one strand did in a region, by place; ascending.
struct Touches {
  private(set) var entries: [(place: ConflictPlace, touch: Touch)] = []

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
          entries.insert((place, Touch()), at: index)
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
  let text: ZoneText
  let region: ConflictRegion
  let view: RegionView
  let strand: Int

  /// The strand and everything in its past.
  private let side: StrandSet

  init(_ strand: Int, of text: ZoneText, seenFrom view: RegionView) {
    self.text = text
    region = view.region
    self.view = view
    self.strand = strand
    side = text.zone.past[strand].inserting(strand)
  }

  func touches() -> Touches {
    var touches = Touches()
    // Insertions at one cursor are judged together, once the cursor moves on.
    var insertion = Insertion(cursor: 0)
    for (index, run) in region.runs.enumerated() {
      if let deleter = text.deleter(of: run.piece, in: strand) {
        noteDeletion(of: index, by: deleter, &touches)
      } else if text.pieces[run.piece].strand == strand {
        let cursor = view.cursor(ofRun: index)
        if insertion.cursor != cursor {
          note(insertion, &touches)
          insertion = Insertion(cursor: cursor)
        }
        insertion.append(run.atoms, by: text.pieces[run.piece].insertedBy)
      }
    }
    note(insertion, &touches)
    return touches
  }

  /// What one strand inserted at one cursor.
  private struct Insertion {
    let cursor: Int
    private(set) var atoms: [Range<Int>] = []

    /// The changes that did it; ascending.
    private(set) var changes: [Int] = []

    init(cursor: Int) {
      self.cursor = cursor
    }

    mutating func append(_ atoms: Range<Int>, by change: Int) {
      self.atoms.append(atoms)
      changes.insertInOrder(change)
    }

    func text(in region: ConflictRegion) -> ArraySlice<Unicode.Scalar> {
      if atoms.count == 1 { return region.scalars[atoms[0]] }
      return ArraySlice(atoms.flatMap { region.scalars[$0] })
    }
  }

  private func noteDeletion(of index: Int, by change: Int, _ touches: inout Touches) {
    let run = region.runs[index]
    if view.isShown(run: index) {
      noteDeletion(
        of: view.cursor(ofRun: index)..<view.cursor(ofRun: index) + run.atoms.count, by: change,
        &touches)
    } else if let inserter = text.pieces[run.piece].strand, inserter != strand,
      region.scalars[run.atoms].contains(where: { !$0.isSpace })
    {
      // Text that its own branch had added: the touch is where that addition was.
      let insertion = insertion(around: index, by: inserter)
      let (part, indices) = places(of: insertion.text(in: region), at: insertion.cursor)
      for index in indices {
        touches[ConflictPlace(index: index, part: part)].changes.insertInOrder(change)
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

  private func note(_ insertion: Insertion, _ touches: inout Touches) {
    let inserted = insertion.text(in: region)
    let (part, indices) = places(of: inserted, at: insertion.cursor)
    for index in indices {
      touches[ConflictPlace(index: index, part: part)].note(
        Touch.Insertion(cursor: insertion.cursor, text: inserted, atoms: insertion.atoms),
        by: insertion.changes)
    }
  }

  /// All that a strand inserted at the cursor of a run that is not shown.
  private func insertion(around index: Int, by strand: Int) -> Insertion {
    let cursor = view.cursor(ofRun: index)
    var insertion = Insertion(cursor: cursor)
    var first = index
    while first > 0, view.cursor(ofRun: first - 1) == cursor { first -= 1 }
    while first < region.runs.count, view.cursor(ofRun: first) == cursor {
      let run = region.runs[first]
      if text.pieces[run.piece].strand == strand, text.deleter(of: run.piece, in: strand) == nil {
        // Of a shown run, the first scalar has this cursor.
        let end = view.isShown(run: first) ? run.atoms.lowerBound + 1 : run.atoms.upperBound
        insertion.append(
          run.atoms.lowerBound..<end, by: text.pieces[run.piece].insertedBy)
      }
      first += 1
    }
    return insertion
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
    while start > 0 {
      let run = view.run(at: start - 1)
      guard text.isDeleted(region.runs[run].piece, in: side) else { break }
      start = view.cursor(ofRun: run)
    }
    while end < view.scalars.count {
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
