/// A place where two strands can meet: a unit of their common version, or the gap before a unit.
struct ConflictPlace: Hashable, Comparable {
  /// Index of the unit; for a gap, of the unit after it.
  let index: Int
  let isGap: Bool

  static func unit(_ index: Int) -> ConflictPlace { ConflictPlace(index: index, isGap: false) }

  static func gap(_ index: Int) -> ConflictPlace { ConflictPlace(index: index, isGap: true) }

  static func < (left: ConflictPlace, right: ConflictPlace) -> Bool {
    left.index == right.index ? left.isGap && !right.isGap : left.index < right.index
  }
}

/// What one strand did in one place.
struct Touch {
  struct Insertion: Equatable {
    let cursor: Int
    let text: [Unicode.Scalar]
  }

  /// The changes that did it, by index; ascending.
  var changes: [Int] = []

  /// Shown scalars it deleted, blanks left out; ascending.
  var deleted: [Int] = []

  /// What it inserted, by cursor.
  var insertions: [Insertion] = []

  /// The region's scalars that it inserted.
  var inserted: [Int] = []
}

/// What one strand did in a region, by place; ascending.
struct Touches {
  private(set) var places: [ConflictPlace] = []
  private(set) var touches: [Touch] = []

  /// What it did in a place; asking to change it makes it so that it did something.
  subscript(place: ConflictPlace) -> Touch {
    get {
      let index = places.partitioningIndex { $0 >= place }
      return index < places.count && places[index] == place ? touches[index] : Touch()
    }
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

  init(_ strand: Int, of text: ZoneText, in region: ConflictRegion, seenFrom view: RegionView) {
    self.text = text
    self.region = region
    self.view = view
    self.strand = strand
    side = text.zone.past[strand].inserting(strand)
  }

  func touches() -> Touches {
    var touches = Touches()
    // Insertions at one cursor are judged together, once the cursor moves on.
    var insertion: [Int] = []
    for run in region.runs {
      if let deleter = text.deleter(of: run.piece, in: strand) {
        for atom in run.atoms { noteDeletion(of: atom, by: deleter, &touches) }
      } else if text.pieces[run.piece].strand == strand {
        if let first = insertion.first,
          view.cursors[first] != view.cursors[run.atoms.lowerBound]
        {
          noteInsertion(insertion, &touches)
          insertion = []
        }
        insertion += run.atoms
      }
    }
    noteInsertion(insertion, &touches)
    return touches
  }

  private func noteDeletion(of atom: Int, by change: Int, _ touches: inout Touches) {
    guard !region.scalars[atom].isSpace else { return }
    let piece = text.pieces[region.pieces[atom]]
    if isShown(atom) {
      guard let unit = view.unitIndex(holding: view.cursors[atom]) else { return }
      touches[.unit(unit)].changes.insertInOrder(change)
      touches[.unit(unit)].deleted.append(view.cursors[atom])
    } else if let inserter = piece.strand, inserter != strand {
      // Text that its own branch had added: the touch is where that addition was.
      for place in places(of: run(around: atom, by: inserter), by: inserter) {
        touches[place].changes.insertInOrder(change)
      }
    }
  }

  private func noteInsertion(_ run: [Int], _ touches: inout Touches) {
    guard let first = run.first else { return }
    let insertion = Touch.Insertion(
      cursor: view.cursors[first], text: run.map { region.scalars[$0] })
    for place in places(of: run, by: strand) {
      var piece: Int?
      for atom in run where region.pieces[atom] != piece {
        piece = region.pieces[atom]
        touches[place].changes.insertInOrder(text.pieces[region.pieces[atom]].insertedBy)
      }
      touches[place].insertions.append(insertion)
      touches[place].inserted += run
    }
  }

  private func isShown(_ atom: Int) -> Bool {
    let cursor = view.cursors[atom]
    return cursor < view.shown.count && view.shown[cursor] == atom
  }

  /// Inserted by the strand and still there when it ended.
  private func isOwn(_ atom: Int, _ strand: Int) -> Bool {
    let piece = region.pieces[atom]
    return text.pieces[piece].strand == strand && text.deleter(of: piece, in: strand) == nil
  }

  /// All that a strand inserted at the cursor of one scalar.
  private func run(around atom: Int, by strand: Int) -> [Int] {
    let cursor = view.cursors[atom]
    var first = atom
    while first > 0, view.cursors[first - 1] == cursor { first -= 1 }
    var run: [Int] = []
    var index = first
    while index < region.scalars.count, view.cursors[index] == cursor {
      if isOwn(index, strand) { run.append(index) }
      index += 1
    }
    return run
  }
}

// MARK: - Where insertions belong

extension TouchFinder {
  private func places(of run: [Int], by strand: Int) -> [ConflictPlace] {
    guard let first = run.first else { return [] }
    let cursor = view.cursors[first]
    let inserted = run.map { region.scalars[$0] }
    let next = view.unitIndex(endingAfter: cursor)
    let isInside = next < view.units.count && view.units[next].lowerBound < cursor
    if isInside && inserted.allSatisfy(\.isSpace) { return [] }
    if !isInside && !inserted.contains(where: \.isWordScalar) { return [] }
    let replaced = replacedUnits(at: cursor, by: inserted)
    if isInside { return unitPlaces(Set(replaced).union([next])) }
    if !replaced.isEmpty { return unitPlaces(Set(replaced)) }
    if continues(unitBefore: next, at: cursor, inserted) { return [.unit(next - 1)] }
    if leads(intoUnit: next, at: cursor, inserted) { return [.unit(next)] }
    return [.gap(next)]
  }

  private func unitPlaces(_ units: Set<Int>) -> [ConflictPlace] {
    units.sorted().map(ConflictPlace.unit)
  }

  /// The units whose text the side deleted right where it inserted this. A rewrite stands for all
  /// of them when it is at least half as long, otherwise for the one it touches.
  private func replacedUnits(at cursor: Int, by inserted: [Unicode.Scalar]) -> [Int] {
    var (start, end) = (cursor, cursor)
    while start > 0, isDeletedBySide(start - 1) { start -= 1 }
    while end < view.shown.count, isDeletedBySide(end) { end += 1 }
    let units = Array(view.unitIndices(overlapping: start..<end))
    if units.count < 2 || inserted.count * 2 >= end - start { return units }
    let nearest = units.first { view.units[$0].upperBound > cursor } ?? units[units.count - 1]
    return [nearest]
  }

  private func isDeletedBySide(_ index: Int) -> Bool {
    text.isDeleted(region.pieces[view.shown[index]], in: side)
  }

  /// `Frister` + ` og gebyrer`: added to a unit that had no full stop, or glued to its last word.
  private func continues(
    unitBefore next: Int, at cursor: Int, _ inserted: [Unicode.Scalar]
  ) -> Bool {
    guard next > 0, view.units[next - 1].upperBound == cursor, let first = inserted.first,
      first != "\n"
    else { return false }
    return !first.isSpace || !TouchFinder.endsSentence(view.scalars[view.units[next - 1]])
  }

  /// `Vigtigt: ` + sentence: what is added before a unit and does not end a sentence of its own.
  private func leads(intoUnit next: Int, at cursor: Int, _ inserted: [Unicode.Scalar]) -> Bool {
    guard next < view.units.count, view.units[next].lowerBound == cursor else { return false }
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
