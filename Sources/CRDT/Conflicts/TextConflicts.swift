/// Turns the clashes of one zone in one text field into conflicts that people can read.
struct TextConflicts {
  private let field: FieldID
  private let text: ZoneText

  init(_ field: FieldID, _ traced: TracedText, in zone: ConflictZone) {
    self.field = field
    text = ZoneText(traced, in: zone)
  }

  /// Adds what was found. `worded` is whether to say what all versions say.
  func append(worded: Bool, to drafts: inout [ConflictDraft]) {
    for region in text.regions() {
      var finder = ClashFinder(region)
      appendDrafts(of: finder.groups(), worded: worded, &finder, to: &drafts)
    }
  }

  /// One draft for each place and set of newest changes, for that is what an id names. Groups that
  /// agree in both are one: seen from different versions, units can nest.
  private func appendDrafts(
    of groups: [Clashes.Group], worded: Bool, _ finder: inout ClashFinder,
    to result: inout [ConflictDraft]
  ) {
    if groups.count == 1 {
      if let draft = draft(of: groups[0], worded: worded, &finder) { result.append(draft) }
      return
    }
    var drafts: [ConflictDraft] = []
    var distinct: [Clashes.Group] = []
    var known: [ConflictDraft.Name: Int] = [:]
    var hasMerged = false
    for group in groups {
      guard let draft = draft(of: group, worded: worded, &finder) else { continue }
      if let index = known[draft.name] {
        distinct[index].formUnion(group)
        hasMerged = true
      } else {
        known[draft.name] = distinct.count
        distinct.append(group)
        drafts.append(draft)
      }
    }
    if hasMerged {
      appendDrafts(of: distinct, worded: worded, &finder, to: &result)
    } else {
      result += drafts
    }
  }

  private func draft(
    of group: Clashes.Group, worded: Bool, _ finder: inout ClashFinder
  ) -> ConflictDraft? {
    let sides = ConflictSides(group.nodes, in: text.zone)
    // A node that clashed with nobody is a group of its own.
    guard sides.heads.count > 1 else { return nil }
    let place = ClashPlace(group.nodes, in: finder.region)
    let base = finder.view(at: sides.base)
    let ancestor = place.isGap ? nil : place.units(in: base)
    let start =
      ancestor.map { $0.lowerBound - base.extent.lowerBound } ?? base.count(before: place.start)
    let length = text.length(before: finder.region.extent.lowerBound, in: sides.base)
    return ConflictDraft(
      field: field, kind: group.kind, anchor: length + start, isGap: place.isGap,
      newest: newest(of: sides, in: group), ground: .text(text.traced, extent: place.extent),
      wording: worded ? wording(of: group, sides, place, ancestor, &finder) : nil)
  }

  private func wording(
    of group: Clashes.Group, _ sides: ConflictSides, _ place: ClashPlace,
    _ ancestor: Range<Int>?, _ finder: inout ClashFinder
  ) -> ConflictDraft.Wording {
    let before = ancestor.map { finder.view(at: sides.base).scalars[$0] } ?? []
    let ancestorText = String(scalars: before)
    var extent = place.extent
    let wordings = sides.heads.map { head in
      let view = finder.view(at: text.zone.past[head].inserting(head))
      let wording = place.wording(in: view)
      let isMoved =
        wording.isEmpty && group.kind == .movedAndEdited && ancestor != nil
        && text.hasInserted(before, by: head)
      let own = place.extent(in: view)
      // A unit of its own that a line end parts now is doubtful as a whole.
      if text.traced.showsLineEnd(in: own, outside: place.extent) {
        extent = extent.joined(with: own)
      }
      return ConflictDraft.Side(
        changes: Array(changes(of: sides.strands(of: head), in: group)),
        text: isMoved ? ancestorText : wording, range: text.traced.range(standingIn: own))
    }
    let now = text.traced.units(in: extent)
    return ConflictDraft.Wording(
      ancestor: ancestorText, merged: now.text, mergedRange: now.range, sides: wordings)
  }

  /// The changes of a side, by index, that did something in the place.
  private func changes(of strands: StrandSet, in group: Clashes.Group) -> FewIndices {
    var changes = FewIndices()
    for node in group.nodes where strands.contains(node.strand) {
      changes.formUnion(node.touch.changes)
    }
    return changes
  }

  /// The newest change of each side.
  private func newest(of sides: ConflictSides, in group: Clashes.Group) -> FewIndices {
    var newest = FewIndices()
    for head in sides.heads {
      if let change = changes(of: sides.strands(of: head), in: group).last {
        newest.insert(change)
      }
    }
    return newest
  }
}

/// Which strands of a group form a side: one side for each that no other of them has in its past.
struct ConflictSides {
  private(set) var heads = FewIndices()

  /// What all sides knew.
  let base: StrandSet

  private let members: FewIndices
  private let zone: ConflictZone

  init(_ nodes: [Clashes.Node], in zone: ConflictZone) {
    self.init(FewIndices(nodes.lazy.map(\.strand)), in: zone)
  }

  init(_ members: FewIndices, in zone: ConflictZone) {
    for strand in members where !members.contains(where: { zone.past[$0].contains(strand) }) {
      heads.insert(strand)
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

  /// The region's runs that the nodes inserted.
  private let inserted: FewIndices

  init(_ nodes: [Clashes.Node], in region: ConflictRegion) {
    var start = Int.max
    var unit = 0..<0
    var extent = 0..<0
    var inserted = FewIndices()
    for node in nodes {
      start = min(start, node.place.lowerBound)
      if !node.isGap { unit = unit.joined(with: node.place) }
      for insertion in node.touch.insertions {
        for run in insertion.runs where region.isInsertion(run, by: insertion.strand) {
          extent = extent.joined(with: region.runs[run].positions)
          inserted.insert(run)
        }
      }
    }
    isGap = nodes.allSatisfy(\.isGap)
    self.extent = unit.joined(with: extent)
    self.start = start
    self.unit = unit
    self.inserted = inserted
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

  private func isInserted(_ run: Int) -> Bool {
    let place = inserted.partitioningIndex { $0 >= run }
    return place < inserted.count && inserted[place] == run
  }

  private func shownRange(in view: RegionView) -> Range<Int>? {
    var shown = 0..<0
    var hasInk = false
    for (index, run) in view.region.runs.enumerated() where view.isShown(run: index) {
      let part = isInserted(index) ? run.positions : unit.clamped(to: run.positions)
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
