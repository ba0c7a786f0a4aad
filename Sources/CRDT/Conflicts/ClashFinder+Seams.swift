/// Text that one person added between two sentences or blocks can run together with what another
/// did beside it, though they touched no place in common: its neighbours were deleted, the line end
/// before it is gone, or what belongs to a sentence came to stand on the wrong side of it. Nobody
/// typed that, so somebody must look.
///
///     base      Et.↵↵To.↵↵Tre.            both       Nyt.## Frister↵↵↵
///     one       Et.↵↵To.↵↵## Frister↵↵Tre.
///     other     Et.↵↵Nyt.
extension ClashFinder {
  /// Looks at what one strand added in gaps, beside what the other did around them.
  mutating func clashAtSeams(
    _ adder: Int, _ added: Touches, _ other: Int, _ done: Touches, _ base: StrandSet
  ) {
    guard added.entries.contains(where: \.place.isGap) else { return }
    let seams = Seams(between: adder, and: other, seenFrom: view(at: base))
    for entry in added.entries where entry.place.isGap && !entry.touch.insertions.isEmpty {
      let (place, touch) = (entry.place, entry.touch)
      let around =
        [.gap(place.index), .unit(place.index - 1), .unit(place.index)] as [ConflictPlace]
      let near = around.compactMap(done.touch)
      // Where both touched one of these places, people are asked about that.
      let isShown = around.contains { done.touch(of: $0) != nil && added.touch(of: $0) != nil }
      guard !isShown, let breach = seams.breach(of: touch, inGapBefore: place.index, by: done)
      else {
        continue
      }
      let seam = ConflictPlace.seam(place.index)
      let range = traceRange(of: seam, view(at: base))
      let theirs = Touch(changes: breach.changes, insertions: near.flatMap(\.insertions))
      clashes.join(
        node(adder, base, seam, range, touch), node(other, base, seam, range, theirs), breach.kind)
    }
  }
}

/// The borders between what one strand added in gaps and what another did around it.
private struct Seams {
  private let text: ZoneText
  private let region: ConflictRegion
  private let view: RegionView
  private let other: Int

  /// The version that each strand left, and both together.
  private let mine: StrandSet
  private let theirs: StrandSet
  private let both: StrandSet

  struct Breach {
    let kind: Conflict.Kind

    /// The other strand's changes that made it.
    var changes = FewIndices()
  }

  init(between adder: Int, and other: Int, seenFrom view: RegionView) {
    region = view.region
    text = region.text
    self.view = view
    self.other = other
    mine = text.zone.past[adder].inserting(adder)
    theirs = text.zone.past[other].inserting(other)
    var both = mine
    both.formUnion(theirs)
    self.both = both
  }

  /// What is wrong around something added in the gap before a unit, if anything is.
  func breach(of touch: Touch, inGapBefore unit: Int, by done: Touches) -> Breach? {
    for insertion in touch.insertions {
      if let breach = deletion(around: insertion) { return breach }
      if let breach = misplacement(of: insertion, done.touch(of: .unit(unit - 1)), isBehind: true)
        ?? misplacement(of: insertion, done.touch(of: .unit(unit)), isBehind: false)
      {
        return breach
      }
    }
    return nil
  }

  /// What it stands between was deleted, or so much of it that a block lost its own lines.
  private func deletion(around insertion: Touch.Insertion) -> Breach? {
    let (before, behind) = (
      deleter(of: insertion.cursor - 1), deleter(of: insertion.cursor)
    )
    let isBroken =
      before != nil && behind != nil
      || (before != nil || behind != nil) && region.scalars(of: insertion).contains("\n")
        && hasLostLineEnd(insertion)
    guard isBroken else { return nil }
    var breach = Breach(kind: .editInDeleted)
    for change in [before, behind] {
      if let change { breach.changes.insert(change) }
    }
    // What its past alone has done is a breach with the strand that did it.
    return breach.changes.contains { text.zone.strand(of: $0) == other } ? breach : nil
  }

  /// The other side's change that deleted a scalar of the common version.
  private func deleter(of cursor: Int) -> Int? {
    guard view.extent.contains(cursor) else { return nil }
    return text.deleter(of: region.runs[view.run(at: cursor)].piece, in: theirs)
  }

  /// Both inserted at one cursor, and what belongs to a unit is parted from it by what does not.
  private func misplacement(
    of insertion: Touch.Insertion, _ near: Touch?, isBehind: Bool
  ) -> Breach? {
    guard let near else { return nil }
    let start = insertion.runs.lowerBound
    let isMisplaced = near.insertions.contains { other in
      other.cursor == insertion.cursor
        && (isBehind ? other.runs.lowerBound > start : other.runs.lowerBound < start)
    }
    return isMisplaced ? Breach(kind: .sameGap, changes: near.changes) : nil
  }

  /// Whether the addition began or ended a line where it was made and does not any more.
  private func hasLostLineEnd(_ insertion: Touch.Insertion) -> Bool {
    let first = region.runs[insertion.runs.lowerBound].atoms.lowerBound
    let scalars = region.scalars(ofRuns: insertion.runs)
    let start = first + (scalars.firstIndex { !$0.isSpace } ?? 0)
    let end = first + (scalars.lastIndex { !$0.isSpace }.map { $0 + 1 } ?? scalars.count)
    return beginsLine(start, in: mine) && !beginsLine(start, in: both)
      || endsLine(end, in: mine) && !endsLine(end, in: both)
  }

  /// Whether a version shows nothing but blanks before an atom on its line.
  private func beginsLine(_ atom: Int, in version: StrandSet) -> Bool {
    for (index, run) in region.runs.enumerated().reversed()
    where run.atoms.lowerBound < atom && text.isVisible(run.piece, in: version) {
      let part = region.scalars(ofRun: index).prefix(atom - run.atoms.lowerBound)
      if let last = part.last(where: { !$0.isBlank }) { return last == "\n" }
    }
    return true
  }

  /// Whether a version shows nothing but blanks behind an atom on its line.
  private func endsLine(_ atom: Int, in version: StrandSet) -> Bool {
    for (index, run) in region.runs.enumerated()
    where run.atoms.upperBound > atom && text.isVisible(run.piece, in: version) {
      let part = region.scalars(ofRun: index).dropFirst(max(0, atom - run.atoms.lowerBound))
      if let next = part.first(where: { !$0.isBlank }) { return next == "\n" }
    }
    return true
  }
}
