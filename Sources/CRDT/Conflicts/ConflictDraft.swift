/// A conflict in this replica's own numbers, before it gets its id.
struct ConflictDraft {
  let field: FieldID
  let kind: Conflict.Kind

  /// Where the unit begins in the version that all sides knew, in scalars. That version never
  /// changes again, so this names the unit alike for ever and everywhere.
  let anchor: Int
  let isGap: Bool

  /// The newest change of each side, by index.
  let newest: FewIndices
  let ground: Ground

  /// `nil` where nobody asked for it: cutting every version into sentences costs more than finding
  /// the conflict did.
  let wording: Wording?

  /// What it is about.
  enum Ground {
    /// A part of the trace.
    case text(TracedText, extent: Range<Int>)

    /// The changes that wrote the register, by index.
    case register(writes: [Int])
  }

  struct Wording {
    let ancestor: String
    let merged: String
    let mergedRange: Range<Int>?
    let sides: [Side]
  }

  struct Side {
    /// By index, oldest first.
    let changes: [Int]
    let text: String

    /// What of the merged text it would take the place of.
    let range: Range<Int>?
  }

  /// What tells a conflict from the others of its field. Everything else about it follows from
  /// the history of each side's newest change.
  struct Name: Hashable {
    let anchor: Int
    let isGap: Bool
    let newest: FewIndices
  }

  var name: Name { Name(anchor: anchor, isGap: isGap, newest: newest) }

  /// Where its place begins in the merged text; 0 for registers.
  var mergedStart: Int {
    if let wording { return wording.mergedRange?.lowerBound ?? 0 }
    guard case .text(let text, let extent) = ground else { return 0 }
    return text.units(in: extent).range.lowerBound
  }

  /// Changes that touched the place, by index; those that had seen all sides close it.
  var closers: FewIndices {
    switch ground {
    case .text(let text, let extent): text.changes(in: extent)
    case .register(let writes): FewIndices(writes)
    }
  }

  /// The name in canonical bytes, with the number of the rules that cut the units.
  func id(in graph: ChangeGraph) -> ConflictID {
    var ids = newest.map { graph.ids[$0] }
    ids.sort()
    var writer = ByteWriter()
    writer.bytes.reserveCapacity(16 + 16 * ids.count)
    writer.byte(UInt8(truncatingIfNeeded: TextUnit.rules))
    writer.varint(UInt64(field.rawValue))
    switch ground {
    case .register: writer.byte(2)
    case .text: writer.byte(isGap ? 1 : 0)
    }
    writer.varint(UInt64(anchor))
    for change in ids {
      writer.fixed64(change.replica.rawValue)
      writer.varint(change.sequence)
    }
    return ConflictID(bytes: writer.bytes)
  }
}
