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
    let text: [Unicode.Scalar]

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
}

/// What one strand did in a region, by place; ascending.
struct Touches {
  private(set) var places: [ConflictPlace] = []
  private(set) var touches: [Touch] = []

  /// What it did in a place, if anything.
  func touch(of place: ConflictPlace) -> Touch? {
    let index = places.partitioningIndex { $0 >= place }
    return index < places.count && places[index] == place ? touches[index] : nil
  }

  /// What it did in a place; asking to change it makes it so that it did something.
  subscript(place: ConflictPlace) -> Touch {
    get { touch(of: place) ?? Touch() }
    _modify {
      // Touches are found from left to right, so the place is mostly the last one.
      var index = places.count - 1
      if places.last != place {
        index = places.partitioningIndex { $0 >= place }
        if index == places.count || places[index] != place {
          places.insert(place, at: index)
          touches.insert(Touch(), at: index)
        }
      }
      yield &touches[index]
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
        insertion.append(run, of: text, region)
      }
    }
    note(insertion, &touches)
    return touches
  }

  /// What one strand inserted at one cursor.
  private struct Insertion {
    let cursor: Int
    private(set) var atoms: [Range<Int>] = []
    private(set) var scalars: [Unicode.Scalar] = []

    /// The changes that did it; ascending.
    private(set) var changes: [Int] = []

    init(cursor: Int) {
      self.cursor = cursor
    }

    mutating func append(_ run: ConflictRegion.Run, of text: ZoneText, _ region: ConflictRegion) {
      append(run.atoms, of: region)
      changes.insertInOrder(text.pieces[run.piece].insertedBy)
    }

    mutating func append(_ range: Range<Int>, of region: ConflictRegion) {
      atoms.append(range)
      scalars += region.scalars[range]
    }
  }

  private func noteDeletion(of index: Int, by change: Int, _ touches: inout Touches) {
    let run = region.runs[index]
    if view.isShown(run: index) {
      let cursor = view.cursor(ofRun: index)
      for atom in run.atoms where !region.scalars[atom].isSpace {
        let place = cursor + atom - run.atoms.lowerBound
        guard let unit = view.unitIndex(holding: place) else { continue }
        touches[.unit(unit)].changes.insertInOrder(change)
        touches[.unit(unit)].deleted.append(place)
      }
    } else if let inserter = text.pieces[run.piece].strand, inserter != strand,
      region.scalars[run.atoms].contains(where: { !$0.isSpace })
    {
      // Text that its own branch had added: the touch is where that addition was.
      for place in places(of: insertion(around: index, by: inserter)) {
        touches[place].changes.insertInOrder(change)
      }
    }
  }

  private func note(_ insertion: Insertion, _ touches: inout Touches) {
    for place in places(of: insertion) {
      for change in insertion.changes { touches[place].changes.insertInOrder(change) }
      touches[place].insertions.append(
        Touch.Insertion(
          cursor: insertion.cursor, text: insertion.scalars, atoms: insertion.atoms))
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
        insertion.append(run.atoms.lowerBound..<end, of: region)
      }
      first += 1
    }
    return insertion
  }
}

// MARK: - Where insertions belong

extension TouchFinder {
  private func places(of insertion: Insertion) -> [ConflictPlace] {
    let (cursor, inserted) = (insertion.cursor, insertion.scalars)
    if inserted.isEmpty { return [] }
    let next = view.unitIndex(endingAfter: cursor)
    let isInside = next < view.units.count && view.units[next].range.lowerBound < cursor
    if isInside && inserted.allSatisfy(\.isSpace) { return [] }
    if !isInside && !inserted.contains(where: \.isWordScalar) { return [] }
    // A cursor inside a unit finds at least that one.
    let replaced = replacedUnits(at: cursor, by: inserted)
    if !replaced.isEmpty { return replaced.map(ConflictPlace.unit) }
    if continues(unitBefore: next, at: cursor, inserted) { return [.unit(next - 1)] }
    if leads(intoUnit: next, at: cursor, inserted) { return [.unit(next)] }
    return [.gap(next)]
  }

  /// The units whose text the side deleted right where it inserted this. A rewrite stands for all
  /// of them when it is at least half as long, otherwise for the one it touches.
  private func replacedUnits(at cursor: Int, by inserted: [Unicode.Scalar]) -> Range<Int> {
    var (start, end) = (cursor, cursor)
    while start > 0, isDeletedBySide(start - 1) { start -= 1 }
    while end < view.scalars.count, isDeletedBySide(end) { end += 1 }
    let units = view.unitIndices(overlapping: start..<end)
    if units.count < 2 || inserted.count * 2 >= end - start { return units }
    let nearest =
      units.first { view.units[$0].range.upperBound > cursor } ?? units.upperBound - 1
    return nearest..<nearest + 1
  }

  private func isDeletedBySide(_ cursor: Int) -> Bool {
    text.isDeleted(region.runs[view.run(at: cursor)].piece, in: side)
  }

  /// `Frister` + ` og gebyrer`: added to a unit that had no full stop, or glued to its last word.
  private func continues(
    unitBefore next: Int, at cursor: Int, _ inserted: [Unicode.Scalar]
  ) -> Bool {
    guard next > 0, view.units[next - 1].range.upperBound == cursor, let first = inserted.first,
      first != "\n"
    else { return false }
    return !first.isSpace || !TouchFinder.endsSentence(view.scalars[view.units[next - 1].range])
  }

  /// `Vigtigt: ` + sentence: what is added before a unit and does not end a sentence of its own.
  private func leads(intoUnit next: Int, at cursor: Int, _ inserted: [Unicode.Scalar]) -> Bool {
    guard next < view.units.count, view.units[next].range.lowerBound == cursor else { return false }
    let lastLine = inserted[(inserted.lastIndex(of: "\n").map { $0 + 1 } ?? 0)...]
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
