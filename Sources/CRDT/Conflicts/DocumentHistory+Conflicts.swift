import Planted

extension DocumentHistory {
  /// The conflicts that nobody who had seen all sides has dealt with yet.
  public func openConflicts() -> [Conflict] {
    conflicts().filter(\.isOpen)
  }

  /// All conflicts of the document, closed ones too, by field and place. Without concurrency
  /// there is nothing to look at and nothing is replayed.
  public func conflicts() -> [Conflict] {
    inOrder(drafts(worded: true)).compactMap { named in
      named.draft.wording.map { conflict(named.draft, named.id, $0) }
    }
  }

  private func conflict(
    _ draft: ConflictDraft, _ id: ConflictID, _ wording: ConflictDraft.Wording
  ) -> Conflict {
    let sides = wording.sides.sorted { newestID($0) < newestID($1) }.map { side in
      Conflict.Side(
        changes: side.changes.map { graph.ids[$0] }.sorted(), text: side.text, range: side.range)
    }
    return Conflict(
      id: id, field: draft.field, kind: draft.kind,
      severity: Conflict.Severity(
        ancestor: wording.ancestor, sides: wording.sides.map(\.text)),
      ancestor: wording.ancestor, merged: wording.merged, mergedRange: wording.mergedRange,
      sides: sides, isOpen: isOpen(draft, id))
  }

  private func newestID(_ side: ConflictDraft.Side) -> ChangeID {
    side.changes.last.map { graph.ids[$0] }
      ?? ChangeID(replica: ReplicaID(rawValue: 0), sequence: 0)
  }

  /// The same conflicts, in the same order, without anything that has to be read for it.
  public func conflictMarks() -> [ConflictMark] {
    inOrder(drafts(worded: false)).map { named in
      ConflictMark(
        id: named.id, field: named.draft.field, kind: named.draft.kind,
        isOpen: isOpen(named.draft, named.id))
    }
  }

  private func drafts(worded: Bool) -> [ConflictDraft] {
    let zones = ConflictZone.zones(of: graph)
    if zones.isEmpty { return [] }
    var drafts: [ConflictDraft] = []
    var traced: (field: FieldID, trace: TextTrace)?
    for clash in FieldClash.all(in: changes, zones) {
      let zone = zones[clash.zone]
      if clash.isRegister {
        drafts += RegisterConflicts(self, clash.field, in: zone).found(worded: worded)
        continue
      }
      // Zones come in order, so the trace that the first one needs serves the others too.
      if traced?.field != clash.field {
        traced = (clash.field, trace(of: clash.field, from: zone))
      }
      guard let trace = traced?.trace, let log = logs[clash.field],
        !trace.keepsApart(zone, log.scalars)
      else { continue }
      let text = TracedText(trace, inserted: log.scalars)
      TextConflicts(clash.field, text, in: zone).append(worded: worded, to: &drafts)
    }
    return drafts
  }

  private struct NamedDraft {
    let draft: ConflictDraft
    let id: ConflictID
    let start: Int
  }

  /// By field, place in the merged text, and id.
  private func inOrder(_ drafts: [ConflictDraft]) -> [NamedDraft] {
    // Where a place begins is costly to say, and only asked for to sort.
    let isOrdered = drafts.count < 2
    var named = drafts.map {
      NamedDraft(draft: $0, id: $0.id(in: graph), start: isOrdered ? 0 : $0.mergedStart)
    }
    if isOrdered { return named }
    named.sort { ($0.draft.field, $0.start, $0.id) < ($1.draft.field, $1.start, $1.id) }
    return named
  }

  /// What a zone and all that follows it did to a text; most of what lies before is plain text to
  /// it. The merge that made the state has mostly been there already.
  private func trace(of field: FieldID, from zone: ConflictZone) -> TextTrace {
    guard let start = zone.start else { return textTrace(of: field) }
    if let trace = traces[field], trace.firstEvent <= graph.lastEvent(of: start) + 1 {
      return trace
    }
    return textTrace(of: field, sinceCritical: start)
  }

  private func isOpen(_ draft: ConflictDraft, _ id: ConflictID) -> Bool {
    let newest = draft.newest
    // Who had seen all sides came after them.
    guard let last = newest.last, last + 1 < graph.count || Planted.has(.closedByOneSide) else {
      return true
    }
    let closes = { (closer: Int) in
      if Planted.has(.closedByOneSide) { return true }
      return newest.allSatisfy { graph.isAncestor($0, of: closer) }
    }
    return !draft.closers.contains(where: closes) && !acknowledgers(of: id).contains(where: closes)
  }

  private func acknowledgers(of conflict: ConflictID) -> [Int] {
    if Planted.has(.acknowledgementForgotten) { return [] }
    return changes.indices.filter { changes[$0].operations.contains(.acknowledge(conflict)) }
  }
}

/// A field that several strands of a zone wrote without knowing of each other.
private struct FieldClash {
  let field: FieldID
  let isRegister: Bool

  /// Index of the zone.
  let zone: Int

  private struct Write: Comparable {
    let isRegister: Bool
    let field: FieldID
    let zone: Int
    let strand: Int

    static func < (left: Write, right: Write) -> Bool {
      (left.isRegister ? 1 : 0, left.field, left.zone, left.strand)
        < (right.isRegister ? 1 : 0, right.field, right.zone, right.strand)
    }
  }

  /// Texts first, by field and zone.
  static func all(in changes: [Change], _ zones: [ConflictZone]) -> [FieldClash] {
    let writes = writes(in: changes, zones)
    var clashes: [FieldClash] = []
    var strands = FewIndices()
    for (index, write) in writes.enumerated() {
      strands.insert(write.strand)
      if index + 1 < writes.count, writes[index + 1].isRegister == write.isRegister,
        writes[index + 1].field == write.field, writes[index + 1].zone == write.zone
      {
        continue
      }
      if zones[write.zone].hasConcurrency(among: strands) {
        clashes.append(
          FieldClash(field: write.field, isRegister: write.isRegister, zone: write.zone))
      }
      strands = FewIndices()
    }
    return clashes
  }

  private static func writes(in changes: [Change], _ zones: [ConflictZone]) -> [Write] {
    var writes: [Write] = []
    writes.reserveCapacity(8)
    for (number, zone) in zones.enumerated() {
      for index in zone.changes {
        guard let strand = zone.strand(of: index) else { continue }
        for operation in changes[index].operations {
          switch operation {
          case .edit(let field, _):
            writes.append(Write(isRegister: false, field: field, zone: number, strand: strand))
          case .assign(let field, _):
            writes.append(Write(isRegister: true, field: field, zone: number, strand: strand))
          case .create, .add, .remove, .count, .acknowledge:
            break
          }
        }
      }
    }
    writes.sort()
    return writes
  }
}
