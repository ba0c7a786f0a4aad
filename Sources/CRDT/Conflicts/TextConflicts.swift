/// Turns the clashes of one zone in one text field into conflicts that people can read.
struct TextConflicts {
  private let field: FieldID
  private let text: ZoneText
  private let merged: MergedText

  init(_ field: FieldID, _ merged: MergedText, in zone: ConflictZone) {
    self.field = field
    self.merged = merged
    text = ZoneText(merged.trace, in: zone)
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
    let ancestor = place.isGap ? nil : place.units(in: base, region)
    let ancestorText = ancestor.map { String(scalars: base.scalars[$0]) } ?? ""
    let start = ancestor?.lowerBound ?? region.shown(in: base, within: 0..<place.start).upperBound
    let length = text.length(before: region.positions[0], in: sides.base)
    let wordings = sides.heads.map { head in
      let view = finder.view(at: text.zone.past[head].inserting(head))
      let wording = place.wording(in: view, region)
      let isMoved =
        wording.isEmpty && group.kind == .movedAndEdited && ancestor != nil
        && text.hasInserted(base.scalars[ancestor ?? 0..<0], by: head)
      return SideDraft(
        changes: changes(of: sides.strands(of: head), in: group),
        text: isMoved ? ancestorText : wording)
    }
    let now = merged.units(in: place.extent)
    return ConflictDraft(
      field: field, kind: group.kind, anchor: length + start, isGap: place.isGap,
      ancestor: ancestorText, merged: String(scalars: merged.scalars[now]), mergedRange: now,
      sides: wordings, closers: closers(in: place.extent))
  }

  /// The changes of a side, by index, that did something in the place.
  private func changes(of strands: Set<Int>, in group: Clashes.Group) -> [Int] {
    var changes: Set<Int> = []
    for node in group.nodes where strands.contains(node.strand) {
      changes.formUnion(node.touch.changes)
    }
    return changes.sorted()
  }

  /// The changes that inserted or deleted something other than blanks in a part of the trace.
  private func closers(in extent: Range<Int>) -> [Int] {
    let spans = text.trace.spans
    var changes: Set<Int> = []
    var index = spans.partitioningIndex { $0.scalars.upperBound > extent.lowerBound }
    while index < spans.count, spans[index].scalars.lowerBound < extent.upperBound {
      let inside = spans[index].scalars.clamped(to: extent)
      if text.trace.scalars[inside].contains(where: { !$0.isSpace }) {
        changes.insert(spans[index].insertedBy)
        changes.formUnion(spans[index].deletedBy)
      }
      index += 1
    }
    return changes.sorted()
  }
}

/// Which strands of a group form a side: one side for each that no other of them has in its past.
struct ConflictSides {
  let heads: [Int]

  /// What all sides knew.
  let base: StrandSet

  private let members: Set<Int>
  private let zone: ConflictZone

  init(strands: [Int], in zone: ConflictZone) {
    let members = Set(strands)
    heads = members.sorted().filter { strand in
      !members.contains { zone.past[$0].contains(strand) }
    }
    var base = zone.past[heads[0]]
    for head in heads { base.formIntersection(zone.past[head]) }
    self.base = base
    self.members = members
    self.zone = zone
  }

  func strands(of head: Int) -> Set<Int> {
    members.filter { ($0 == head || zone.past[head].contains($0)) && !base.contains($0) }
  }
}

/// Where a group clashed, in the trace.
struct ClashPlace {
  let isGap: Bool
  let start: Int

  /// From the first to the last scalar that belongs to the unit or was put in its place.
  let extent: Range<Int>

  private let unit: Range<Int>
  private let inserted: Set<Int>

  init(_ nodes: [Clashes.Node], in region: ConflictRegion) {
    isGap = nodes.allSatisfy(\.isGap)
    let inserted = Set(nodes.flatMap(\.touch.inserted).map { region.positions[$0] })
    let places = nodes.filter { !$0.isGap }.map(\.place)
    start = nodes.map(\.place.lowerBound).min() ?? 0
    unit = (places.map(\.lowerBound).min() ?? 0)..<(places.map(\.upperBound).max() ?? 0)
    let lowest = min(inserted.min() ?? .max, unit.isEmpty ? .max : unit.lowerBound)
    let highest = max((inserted.max() ?? -1) + 1, unit.upperBound)
    extent = min(lowest, highest)..<highest
    self.inserted = inserted
  }

  /// The units of a version that overlap the place, as one range.
  func units(in view: RegionView, _ region: ConflictRegion) -> Range<Int>? {
    shownRange(in: view, region).map(view.wholeUnits)
  }

  /// The place as a version words it, in whole units; empty if nothing is there.
  func wording(in view: RegionView, _ region: ConflictRegion) -> String {
    units(in: view, region).map { String(scalars: view.scalars[$0].trimmingSpaces) } ?? ""
  }

  private func shownRange(in view: RegionView, _ region: ConflictRegion) -> Range<Int>? {
    let inside = region.shown(in: view, within: extent).filter { index in
      let position = region.positions[view.shown[index]]
      return unit.contains(position) || inserted.contains(position)
    }
    guard let first = inside.first, let last = inside.last,
      inside.contains(where: { !view.scalars[$0].isSpace })
    else { return nil }
    return first..<last + 1
  }
}

/// The text that all changes together make, with the way back to the trace.
struct MergedText {
  let trace: TextTrace
  let scalars: [Unicode.Scalar]
  private let positions: [Int]

  init(_ trace: TextTrace) {
    var positions: [Int] = []
    for span in trace.spans where span.deletedBy.isEmpty { positions += Array(span.scalars) }
    scalars = positions.map { trace.scalars[$0] }
    self.positions = positions
    self.trace = trace
  }

  /// The whole units that stand in a part of the trace now.
  func units(in extent: Range<Int>) -> Range<Int> {
    var start = positions.partitioningIndex { $0 >= extent.lowerBound }
    var end = positions.partitioningIndex { $0 >= extent.upperBound }
    while start < end, scalars[start].isSpace { start += 1 }
    while start < end, scalars[end - 1].isSpace { end -= 1 }
    if start == end { return start..<end }
    let lineStart = scalars[..<start].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    let lineEnd = scalars[end...].firstIndex(of: "\n") ?? scalars.count
    for unit in TextUnit.content(in: scalars, lineStart..<lineEnd)
    where unit.range.overlaps(start..<end) {
      start = min(start, unit.range.lowerBound)
      end = max(end, unit.range.upperBound)
    }
    return start..<end
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
