/// Turns the clashes of one zone in one text field into conflicts that people can read.
struct TextConflicts {
  private let field: FieldID
  private let text: ZoneText

  init(_ field: FieldID, _ traced: TracedText, in zone: ConflictZone) {
    self.field = field
    text = ZoneText(traced, in: zone)
  }

  /// - Parameter worded: whether to say what all versions say.
  func found(worded: Bool) -> [ConflictDraft] {
    var drafts: [ConflictDraft] = []
    for region in text.regions() {
      var finder = ClashFinder(text, region)
      drafts += self.drafts(of: finder.groups(), in: region, worded: worded, &finder)
    }
    return drafts
  }

  /// One draft for each place and set of newest changes, for that is what an id names. Groups that
  /// agree in both are one: seen from different versions, units can nest.
  private func drafts(
    of groups: [Clashes.Group], in region: ConflictRegion, worded: Bool,
    _ finder: inout ClashFinder
  ) -> [ConflictDraft] {
    if groups.count == 1 {
      return draft(of: groups[0], in: region, worded: worded, &finder).map { [$0] } ?? []
    }
    var drafts: [ConflictDraft] = []
    var distinct: [Clashes.Group] = []
    var known: [ConflictDraft.Name: Int] = [:]
    var hasMerged = false
    for group in groups {
      guard let draft = draft(of: group, in: region, worded: worded, &finder) else {
        continue
      }
      if let index = known[draft.name] {
        distinct[index].formUnion(group)
        hasMerged = true
      } else {
        known[draft.name] = distinct.count
        distinct.append(group)
        drafts.append(draft)
      }
    }
    return hasMerged ? self.drafts(of: distinct, in: region, worded: worded, &finder) : drafts
  }

  private func draft(
    of group: Clashes.Group, in region: ConflictRegion, worded: Bool, _ finder: inout ClashFinder
  ) -> ConflictDraft? {
    let sides = ConflictSides(strands: group.nodes.map(\.strand), in: text.zone)
    // A node that clashed with nobody is a group of its own.
    guard sides.heads.count > 1 else { return nil }
    let place = ClashPlace(group.nodes, in: region)
    let base = finder.view(at: sides.base)
    let ancestor = place.isGap ? nil : place.units(in: base)
    let start = ancestor?.lowerBound ?? base.count(before: place.start)
    let length = text.length(before: region.extent.lowerBound, in: sides.base)
    return ConflictDraft(
      field: field, kind: group.kind, anchor: length + start, isGap: place.isGap,
      sides: sides.heads.map { changes(of: sides.strands(of: $0), in: group) },
      ground: .text(text.traced, extent: place.extent),
      wording: worded ? wording(of: group.kind, sides, place, ancestor, &finder) : nil)
  }

  private func wording(
    of kind: Conflict.Kind, _ sides: ConflictSides, _ place: ClashPlace, _ ancestor: Range<Int>?,
    _ finder: inout ClashFinder
  ) -> ConflictDraft.Wording {
    let before = ancestor.map { finder.view(at: sides.base).scalars[$0] } ?? []
    let ancestorText = String(scalars: before)
    let wordings = sides.heads.map { head in
      let view = finder.view(at: text.zone.past[head].inserting(head))
      let wording = place.wording(in: view)
      let isMoved =
        wording.isEmpty && kind == .movedAndEdited && ancestor != nil
        && text.hasInserted(before, by: head)
      return ConflictDraft.Wording.Side(
        text: isMoved ? ancestorText : wording,
        range: text.traced.range(standingIn: place.extent(in: view)))
    }
    let now = text.traced.units(in: place.extent)
    return ConflictDraft.Wording(
      ancestor: ancestorText, merged: now.text, mergedRange: now.range, sides: wordings)
  }

  /// The changes of a side, by index, that did something in the place.
  private func changes(of strands: StrandSet, in group: Clashes.Group) -> [Int] {
    var changes: [Int] = []
    for node in group.nodes where strands.contains(node.strand) {
      for change in node.touch.changes { changes.insertInOrder(change) }
    }
    return changes
  }
}

/// Which strands of a group form a side: one side for each that no other of them has in its past.
struct ConflictSides {
  private(set) var heads: [Int] = []

  /// What all sides knew.
  let base: StrandSet

  private let members: [Int]
  private let zone: ConflictZone

  init(strands: [Int], in zone: ConflictZone) {
    var members: [Int] = []
    for strand in strands { members.insertInOrder(strand) }
    for strand in members where !members.contains(where: { zone.past[$0].contains(strand) }) {
      heads.append(strand)
    }
    var base = zone.past[heads[0]]
    for head in heads { base.formIntersection(zone.past[head]) }
    self.base = base
    self.members = members
    self.zone = zone
  }

  func strands(of head: Int) -> StrandSet {
    var strands = StrandSet(strands: zone.strandCount)
    for member in members
    where (member == head || zone.past[head].contains(member)) && !base.contains(member) {
      strands.insert(member)
    }
    return strands
  }
}

/// Where a group clashed, in the trace.
struct ClashPlace {
  let isGap: Bool
  let start: Int

  /// From the first to the last scalar that belongs to the unit or was put in its place.
  let extent: Range<Int>

  private let unit: Range<Int>

  /// Where the runs begin, among the region's scalars, that the nodes inserted; ascending.
  private let inserted: [Int]

  init(_ nodes: [Clashes.Node], in region: ConflictRegion) {
    var start = Int.max
    var unit = 0..<0
    var inserted = 0..<0
    var runs: [Int] = []
    for node in nodes {
      start = min(start, node.place.lowerBound)
      if !node.isGap { unit = unit.joined(with: node.place) }
      for insertion in node.touch.insertions {
        for atoms in insertion.atoms {
          let position = region.position(of: atoms.lowerBound)
          inserted = inserted.joined(with: position..<position + atoms.count)
          runs.append(atoms.lowerBound)
        }
      }
    }
    isGap = nodes.allSatisfy(\.isGap)
    extent = unit.joined(with: inserted)
    self.start = start
    self.unit = unit
    self.inserted = runs.sorted()
  }

  /// The units of a version that overlap the place, as one range.
  func units(in view: RegionView) -> Range<Int>? {
    shownRange(in: view).map(view.wholeUnits)
  }

  /// The place as a version words it, in whole units; empty if nothing is there.
  func wording(in view: RegionView) -> String {
    units(in: view).map { String(scalars: view.scalars[$0].trimmingSpaces) } ?? ""
  }

  /// The place, and the rest of the units that a version words it in, in the trace.
  func extent(in view: RegionView) -> Range<Int> {
    guard let units = units(in: view), let last = units.last else { return extent }
    return extent.joined(with: view.position(of: units.lowerBound)..<view.position(of: last) + 1)
  }

  private func isInserted(_ run: ConflictRegion.Run) -> Bool {
    let index = inserted.partitioningIndex { $0 >= run.atoms.lowerBound }
    return index < inserted.count && inserted[index] == run.atoms.lowerBound
  }

  private func shownRange(in view: RegionView) -> Range<Int>? {
    var shown = 0..<0
    var hasInk = false
    for (index, run) in view.region.runs.enumerated() where view.isShown(run: index) {
      let whole = run.position..<run.position + run.atoms.count
      let part = isInserted(run) ? whole : unit.clamped(to: whole)
      if part.isEmpty { continue }
      let cursor = view.cursor(ofRun: index) - run.position
      let cursors = part.lowerBound + cursor..<part.upperBound + cursor
      shown = shown.joined(with: cursors)
      hasInk = hasInk || view.scalars[cursors].contains { !$0.isSpace }
    }
    return hasInk ? shown : nil
  }
}

extension Range<Int> {
  /// The least range that holds both; an empty one adds nothing.
  fileprivate func joined(with other: Range<Int>) -> Range<Int> {
    if isEmpty { return other }
    if other.isEmpty { return self }
    return Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
  }
}

extension ArraySlice<Unicode.Scalar> {
  var trimmingSpaces: ArraySlice<Unicode.Scalar> {
    guard let first = firstIndex(where: { !$0.isSpace }),
      let last = lastIndex(where: { !$0.isSpace })
    else { return self[startIndex..<startIndex] }
    return self[first...last]
  }
}
