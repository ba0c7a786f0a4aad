import Planted

extension DocumentHistory {
  /// The conflicts that nobody who had seen all sides has dealt with yet.
  public func openConflicts() -> [Conflict] {
    conflicts().filter(\.isOpen)
  }

  /// All conflicts of the document, closed ones too, by field and place. Without concurrency
  /// there is nothing to look at and nothing is replayed.
  public func conflicts() -> [Conflict] {
    let zones = ConflictZone.zones(of: graph)
    if zones.isEmpty { return [] }
    var drafts: [ConflictDraft] = []
    var traced: (field: FieldID, text: TracedText)?
    for clash in FieldClash.all(in: changes, zones) {
      let zone = zones[clash.zone]
      if clash.isRegister {
        drafts += RegisterConflicts(self, clash.field, in: zone).found()
        continue
      }
      // Zones come in order, so the trace that the first one needs serves the others too.
      if traced?.field != clash.field {
        traced = (clash.field, tracedText(of: clash.field, from: zone))
      }
      guard let text = traced?.text else { continue }
      drafts += TextConflicts(clash.field, text, in: zone).found()
    }
    if drafts.isEmpty { return [] }
    let acknowledgements = acknowledgements()
    return drafts.map { conflict($0, acknowledgements) }.sorted {
      ($0.field, $0.mergedRange?.lowerBound ?? 0, $0.id)
        < ($1.field, $1.mergedRange?.lowerBound ?? 0, $1.id)
    }
  }

  /// What a zone and all that follows it did to a text; most of what lies before is plain text to
  /// it. The merge that made the state has mostly been there already.
  private func tracedText(of field: FieldID, from zone: ConflictZone) -> TracedText {
    TracedText(trace(of: field, from: zone), inserted: logs[field]?.scalars ?? [])
  }

  private func trace(of field: FieldID, from zone: ConflictZone) -> TextTrace {
    guard let start = zone.start else { return textTrace(of: field) }
    if let trace = traces[field], trace.firstEvent <= graph.lastEvent(of: start) + 1 {
      return trace
    }
    return textTrace(of: field, sinceCritical: start)
  }

  private func conflict(
    _ draft: ConflictDraft, _ acknowledgements: [ConflictID: [Int]]
  ) -> Conflict {
    let id = draft.id(in: graph)
    let newest = draft.sides.compactMap(\.changes.last)
    let closers = draft.closers + acknowledgements[id, default: []]
    let isClosed = closers.contains { closer in
      if Planted.has(.closedByOneSide) { return true }
      return newest.allSatisfy { graph.isAncestor($0, of: closer) }
    }
    let sides = draft.sides.sorted { newestID($0) < newestID($1) }.map { side in
      Conflict.Side(changes: side.changes.map { graph.ids[$0] }.sorted(), text: side.text)
    }
    return Conflict(
      id: id, field: draft.field, kind: draft.kind,
      severity: Conflict.Severity(ancestor: draft.ancestor, sides: sides.map(\.text)),
      ancestor: draft.ancestor, merged: draft.merged, mergedRange: draft.mergedRange,
      sides: sides, isOpen: !isClosed)
  }

  private func newestID(_ side: SideDraft) -> ChangeID {
    side.changes.last.map { graph.ids[$0] }
      ?? ChangeID(replica: ReplicaID(rawValue: 0), sequence: 0)
  }

  private func acknowledgements() -> [ConflictID: [Int]] {
    var changesByConflict: [ConflictID: [Int]] = [:]
    if Planted.has(.acknowledgementForgotten) { return [:] }
    for (index, change) in changes.enumerated() {
      for case .acknowledge(let conflict) in change.operations {
        changesByConflict[conflict, default: []].append(index)
      }
    }
    return changesByConflict
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
    var strands: [Int] = []
    for (index, write) in writes.enumerated() {
      if strands.last != write.strand { strands.append(write.strand) }
      if index + 1 < writes.count, writes[index + 1].isRegister == write.isRegister,
        writes[index + 1].field == write.field, writes[index + 1].zone == write.zone
      {
        continue
      }
      if zones[write.zone].hasConcurrency(among: strands) {
        clashes.append(
          FieldClash(field: write.field, isRegister: write.isRegister, zone: write.zone))
      }
      strands.removeAll(keepingCapacity: true)
    }
    return clashes
  }

  private static func writes(in changes: [Change], _ zones: [ConflictZone]) -> [Write] {
    var writes: [Write] = []
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
    return writes.sorted()
  }
}
