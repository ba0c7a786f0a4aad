extension DocumentHistory {
  /// The conflicts that nobody who had seen all sides has dealt with yet.
  public func openConflicts() -> [Conflict] {
    conflicts().filter(\.isOpen)
  }

  /// All conflicts of the document, closed ones too, by field and place. Without concurrency
  /// there is nothing to look at and nothing is replayed.
  public func conflicts() -> [Conflict] {
    let zones = ConflictZone.zones(of: self)
    if zones.isEmpty { return [] }
    let writers = FieldWriters(changes, zones)
    var drafts: [ConflictDraft] = []
    for field in writers.texts.keys.sorted() {
      let zones = (writers.texts[field] ?? []).map { zones[$0] }
      guard let first = zones.first else { continue }
      let merged = MergedText(trace(of: field, from: first))
      for zone in zones { drafts += TextConflicts(field, merged, in: zone).found() }
    }
    for field in writers.registers.keys.sorted() {
      for zone in writers.registers[field] ?? [] {
        drafts += RegisterConflicts(self, field, in: zones[zone]).found()
      }
    }
    let acknowledgements = acknowledgements()
    return drafts.map { conflict($0, acknowledgements) }.sorted {
      ($0.field, $0.mergedRange?.lowerBound ?? 0, $0.id)
        < ($1.field, $1.mergedRange?.lowerBound ?? 0, $1.id)
    }
  }

  /// The trace of a zone and all that follows it; most of what lies before is plain text to it.
  private func trace(of field: FieldID, from zone: ConflictZone) -> TextTrace {
    zone.start.flatMap { textTrace(of: field, since: $0) } ?? textTrace(of: field)
  }

  private func conflict(
    _ draft: ConflictDraft, _ acknowledgements: [ConflictID: [Int]]
  ) -> Conflict {
    let id = draft.id(in: graph)
    let newest = draft.sides.compactMap(\.changes.last)
    let closers = draft.closers + acknowledgements[id, default: []]
    let isClosed = closers.contains { closer in
      newest.allSatisfy { graph.isAncestor($0, of: closer) }
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
    for (index, change) in changes.enumerated() {
      for case .acknowledge(let conflict) in change.operations {
        changesByConflict[conflict, default: []].append(index)
      }
    }
    return changesByConflict
  }
}

/// In which zones a field was written by several strands that did not know of each other.
private struct FieldWriters {
  private(set) var texts: [FieldID: [Int]] = [:]
  private(set) var registers: [FieldID: [Int]] = [:]

  init(_ changes: [Change], _ zones: [ConflictZone]) {
    for (number, zone) in zones.enumerated() {
      var editors: [FieldID: Set<Int>] = [:]
      var writers: [FieldID: Set<Int>] = [:]
      for index in zone.changes {
        guard let strand = zone.strand(of: index) else { continue }
        for operation in changes[index].operations {
          switch operation {
          case .edit(let field, _): editors[field, default: []].insert(strand)
          case .assign(let field, _): writers[field, default: []].insert(strand)
          case .create, .add, .remove, .count, .acknowledge: break
          }
        }
      }
      for (field, strands) in editors where zone.hasConcurrency(among: strands.sorted()) {
        texts[field, default: []].append(number)
      }
      for (field, strands) in writers where zone.hasConcurrency(among: strands.sorted()) {
        registers[field, default: []].append(number)
      }
    }
  }
}
