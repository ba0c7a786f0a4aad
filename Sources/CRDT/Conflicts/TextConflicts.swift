/// Turns the clashes of one zone in one text field into conflicts that people can read.
struct TextConflicts {
  private let field: FieldID
  private let text: ZoneText

  init(_ field: FieldID, _ traced: TracedText, in zone: ConflictZone) {
    self.field = field
    text = ZoneText(traced, in: zone)
  }

  func found() -> [ConflictDraft] {
    var drafts: [ConflictDraft] = []
    for region in text.regions() {
      var finder = ClashFinder(text, region)
      drafts += self.drafts(of: finder.groups(), in: region, &finder)
    }
    return drafts
  }

  /// One draft for each place and set of newest changes, for that is what an id names. Groups that
  /// agree in both are one: seen from different versions, units can nest.
  private func drafts(
    of groups: [Clashes.Group], in region: ConflictRegion, _ finder: inout ClashFinder
  ) -> [ConflictDraft] {
    if groups.count == 1 { return draft(of: groups[0], in: region, &finder).map { [$0] } ?? [] }
    var drafts: [ConflictDraft] = []
    var distinct: [Clashes.Group] = []
    var known: [ConflictDraft.Name: Int] = [:]
    var hasMerged = false
    for group in groups {
      guard let draft = draft(of: group, in: region, &finder) else { continue }
      if let index = known[draft.name] {
        distinct[index].formUnion(group)
        hasMerged = true
      } else {
        known[draft.name] = distinct.count
        distinct.append(group)
        drafts.append(draft)
      }
    }
    return hasMerged ? self.drafts(of: distinct, in: region, &finder) : drafts
  }

  private func draft(
    of group: Clashes.Group, in region: ConflictRegion, _ finder: inout ClashFinder
  ) -> ConflictDraft? {
    let sides = ConflictSides(strands: group.nodes.map(\.strand), in: text.zone)
    // A node that clashed with nobody is a group of its own.
    guard sides.heads.count > 1 else { return nil }
    let place = ClashPlace(group.nodes, in: region)
    let base = finder.view(at: sides.base)
    let ancestor = place.isGap ? nil : place.units(in: base)
    let ancestorText = ancestor.map { String(scalars: base.scalars[$0]) } ?? ""
    let start = ancestor?.lowerBound ?? base.count(before: place.start)
    let length = text.length(before: region.extent.lowerBound, in: sides.base)
    let wordings = sides.heads.map { head in
      let view = finder.view(at: text.zone.past[head].inserting(head))
      let wording = place.wording(in: view)
      let isMoved =
        wording.isEmpty && group.kind == .movedAndEdited && ancestor != nil
        && text.hasInserted(base.scalars[ancestor ?? 0..<0], by: head)
      return SideDraft(
        changes: changes(of: sides.strands(of: head), in: group),
        text: isMoved ? ancestorText : wording)
    }
    let now = text.traced.units(in: place.extent)
    return ConflictDraft(
      field: field, kind: group.kind, anchor: length + start, isGap: place.isGap,
      ancestor: ancestorText, merged: now.text, mergedRange: now.range, sides: wordings,
      closers: text.traced.changes(in: place.extent))
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

  /// For each scalar of the region whether one of the nodes inserted it.
  private let isInserted: [Bool]

  init(_ nodes: [Clashes.Node], in region: ConflictRegion) {
    var start = Int.max
    var unit = 0..<0
    var inserted = 0..<0
    var isInserted = [Bool](repeating: false, count: region.scalars.count)
    for node in nodes {
      start = min(start, node.place.lowerBound)
      if !node.isGap { unit = unit.joined(with: node.place) }
      for atoms in node.touch.insertions.lazy.flatMap(\.atoms) {
        let position = region.position(of: atoms.lowerBound)
        inserted = inserted.joined(with: position..<position + atoms.count)
        for atom in atoms { isInserted[atom] = true }
      }
    }
    isGap = nodes.allSatisfy(\.isGap)
    extent = unit.joined(with: inserted)
    self.start = start
    self.unit = unit
    self.isInserted = isInserted
  }

  /// The units of a version that overlap the place, as one range.
  func units(in view: RegionView) -> Range<Int>? {
    shownRange(in: view).map(view.wholeUnits)
  }

  /// The place as a version words it, in whole units; empty if nothing is there.
  func wording(in view: RegionView) -> String {
    units(in: view).map { String(scalars: view.scalars[$0].trimmingSpaces) } ?? ""
  }

  private func shownRange(in view: RegionView) -> Range<Int>? {
    var shown = 0..<0
    var hasInk = false
    for (index, run) in view.region.runs.enumerated() where view.isShown(run: index) {
      let whole = run.position..<run.position + run.atoms.count
      for position in whole.clamped(to: extent) {
        let offset = position - run.position
        guard unit.contains(position) || isInserted[run.atoms.lowerBound + offset] else {
          continue
        }
        let cursor = view.cursor(ofRun: index) + offset
        shown = shown.joined(with: cursor..<cursor + 1)
        hasInk = hasInk || !view.scalars[cursor].isSpace
      }
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
