/// A conflict in this replica's own numbers, before it gets its id.
struct ConflictDraft {
  let field: FieldID
  let kind: Conflict.Kind

  /// Where the unit begins in the version that all sides knew, in scalars. That version never
  /// changes again, so this names the unit alike for ever and everywhere.
  let anchor: Int
  let isGap: Bool
  let ancestor: String
  let merged: String
  let mergedRange: Range<Int>?
  let sides: [SideDraft]

  /// Changes that touched the place, by index; those that had seen all sides close it.
  let closers: [Int]

  /// What tells a conflict from the others of its field. Everything else about it follows from
  /// the history of each side's newest change.
  struct Name: Hashable {
    let anchor: Int
    let isGap: Bool

    /// Ascending, each once.
    let newest: [Int]
  }

  var name: Name {
    var newest: [Int] = []
    for side in sides {
      if let change = side.changes.last { newest.insertInOrder(change) }
    }
    return Name(anchor: anchor, isGap: isGap, newest: newest)
  }

  /// The name in canonical bytes, with the number of the rules that cut the units.
  func id(in graph: ChangeGraph) -> ConflictID {
    var writer = ByteWriter()
    writer.byte(UInt8(truncatingIfNeeded: TextUnit.rules))
    writer.varint(UInt64(field.rawValue))
    writer.byte(mergedRange == nil ? 2 : isGap ? 1 : 0)
    writer.varint(UInt64(anchor))
    for change in name.newest.map({ graph.ids[$0] }).sorted() {
      writer.fixed64(change.replica.rawValue)
      writer.varint(change.sequence)
    }
    return ConflictID(bytes: writer.bytes)
  }
}

/// One side, with its changes by index, oldest first.
struct SideDraft {
  let changes: [Int]
  let text: String
}
