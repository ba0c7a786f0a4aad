import CRDT

/// What a person chose for a conflict.
public enum ConflictChoice: Hashable, Sendable {
  /// The wording of one side, by its place in `Conflict.sides`.
  case side(Int)
  /// The wordings of all sides, one after the other.
  case all
  /// The merged text as it stands.
  case merged
  /// A wording of one's own.
  case text(String)
}

extension Replica.ConflictRecord {
  /// The choice as ordinary operations on the article as it is now.
  ///
  /// - Throws: `ReplicaError.unknownConflict` for a side that is not there.
  func operations(choosing choice: ConflictChoice, in state: DocumentState) throws -> [Operation] {
    let acknowledgement = Operation.acknowledge(conflict.id)
    switch choice {
    case .merged:
      return try register(in: state, side: 0) ?? [acknowledgement]
    case .side(let index):
      guard conflict.sides.indices.contains(index) else { throw ReplicaError.unknownConflict(id) }
      let side = conflict.sides[index]
      return try register(in: state, side: index)
        ?? rewriting(side.range, to: side.text, in: state) + [acknowledgement]
    case .all:
      let ranges = conflict.sides.compactMap(\.range)
      guard let start = ranges.map(\.lowerBound).min(), let end = ranges.map(\.upperBound).max()
      else { throw ReplicaError.unknownConflict(id) }
      let wordings = conflict.sides.map(\.text).filter { !$0.isEmpty }
      let all = wordings.dropFirst().reduce(wordings.first ?? "") { text, next in
        text + Self.gap(between: text, and: next) + next
      }
      return rewriting(start..<end, to: all, in: state) + [acknowledgement]
    case .text(let text):
      // A value of one's own is an ordinary edit, which checks it.
      guard conflict.mergedRange != nil else { throw ReplicaError.unknownConflict(id) }
      return rewriting(conflict.mergedRange, to: text, in: state) + [acknowledgement]
    }
  }

  /// The chosen wording in its place. The white space around the place stays; where there is none,
  /// because one side had taken the whole unit out, the wording gets what keeps it apart from its
  /// neighbours.
  private func rewriting(
    _ range: Range<Int>?, to text: String, in state: DocumentState
  ) -> [Operation] {
    guard let range else { return [] }
    var wording = text.trimmingTrailingWhitespace
    if !wording.isEmpty, let scalars = state.texts[conflict.field]?.unicodeScalars {
      wording =
        Self.gap(between: String(scalars.prefix(range.lowerBound)), and: wording) + wording
      wording += Self.gap(between: wording, and: String(scalars.dropFirst(range.upperBound)))
    }
    return [
      .edit(
        conflict.field,
        [Splice(position: range.lowerBound, deleted: range.count, inserted: wording)])
    ]
  }

  /// What must stand between two texts so that neither's words run into the other's: nothing where
  /// there is white space or a table's border already, a blank between sentences, and a line end beside headings, list
  /// items and tables.
  private static func gap(between before: String, and after: String) -> String {
    guard let last = before.last, let first = after.first else { return "" }
    if last.isWhitespace || first.isWhitespace || last == "|" || first == "|" { return "" }
    let above = TextUnit.units(of: String(before.split(separator: "\n").last ?? ""))
    let below = TextUnit.units(of: String(after.prefix { $0 != "\n" }))
    return (above + below).allSatisfy { [.sentence, .structure].contains($0.kind) } ? " " : "\n"
  }

  /// For a register: writing the value of one side anew, in full knowledge of the others.
  private func register(in state: DocumentState, side index: Int) throws -> [Operation]? {
    guard conflict.mergedRange == nil, let entries = state.registers[conflict.field] else {
      return nil
    }
    let changes = conflict.sides[index].changes
    guard let entry = entries.first(where: { changes.contains($0.change) }) else {
      throw ReplicaError.unknownConflict(id)
    }
    return [.assign(conflict.field, entry.value)]
  }
}

extension String {
  fileprivate var trimmingTrailingWhitespace: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
