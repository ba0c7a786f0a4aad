/// Finds the registers of one field that were written with different values without either
/// author knowing of the other.
struct RegisterConflicts {
  private let history: DocumentHistory
  private let field: FieldID
  private let zone: ConflictZone

  /// Every write of the field, with the value the change left; ascending.
  private let writes: [(change: Int, value: Value)]

  init(_ history: DocumentHistory, _ field: FieldID, in zone: ConflictZone) {
    self.history = history
    self.field = field
    self.zone = zone
    writes = history.changes.enumerated().compactMap { index, change in
      var value: Value?
      for case .assign(field, let written) in change.operations { value = written }
      return value.map { (index, $0) }
    }
  }

  func found(worded: Bool) -> [ConflictDraft] {
    groups().compactMap { draft(of: $0, worded: worded) }
  }

  /// Strands that wrote concurrently, directly or through others.
  private func groups() -> [[Int]] {
    let strands = Set(writes.compactMap { zone.strand(of: $0.change) }).sorted()
    var groups: [[Int]] = []
    for strand in strands {
      let (near, far) = (
        groups.filter { $0.contains { zone.areConcurrent($0, strand) } },
        groups.filter { !$0.contains { zone.areConcurrent($0, strand) } }
      )
      groups = far + [near.flatMap(\.self) + [strand]]
    }
    return groups.filter { $0.count > 1 }
  }

  private func draft(of strands: [Int], worded: Bool) -> ConflictDraft? {
    let sides = ConflictSides(FewIndices(strands), in: zone)
    let wordings = sides.heads.map { head in
      let members = sides.strands(of: head)
      let own = writes.filter { zone.strand(of: $0.change).map(members.contains) ?? false }
      return (changes: own.map(\.change), value: own.last?.value)
    }
    guard Set(wordings.map(\.value)).count > 1 else { return nil }
    return ConflictDraft(
      field: field, kind: .register, anchor: 0, isGap: false,
      newest: FewIndices(wordings.compactMap(\.changes.last)),
      ground: .register(writes: writes.map(\.change)),
      wording: worded
        ? ConflictDraft.Wording(
          ancestor: text(shownValue { isInBase($0, sides.base) }),
          merged: text(shownValue { _ in true }), mergedRange: nil,
          sides: wordings.map {
            ConflictDraft.Side(changes: $0.changes, text: text($0.value), range: nil)
          })
        : nil)
  }

  private func isInBase(_ change: Int, _ base: StrandSet) -> Bool {
    change < zone.changes.lowerBound || zone.strand(of: change).map(base.contains) ?? false
  }

  /// The value that a version shows: of the writes that no other supersedes, the deepest in the
  /// graph, then the largest id. A superseding write is deeper, so it is the first in that order.
  private func shownValue(_ isIncluded: (Int) -> Bool) -> Value? {
    let graph = history.graph
    return writes.filter { isIncluded($0.change) }.max { left, right in
      (graph.depths[left.change], graph.ids[left.change])
        < (graph.depths[right.change], graph.ids[right.change])
    }?.value
  }

  /// Bytes that are no text are shown in hexadecimal.
  private func text(_ value: Value?) -> String {
    guard let value else { return "" }
    return value.text
      ?? value.bytes.map { byte in
        let digits = String(byte, radix: 16)
        return byte < 16 ? "0" + digits : digits
      }.joined()
  }
}
