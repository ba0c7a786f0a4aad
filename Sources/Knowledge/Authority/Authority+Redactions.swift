public import CRDT

extension Authority {
  /// A removal on record.
  public struct RedactionEntry: Hashable, Sendable {
    /// The change that put it there.
    public var id: ChangeID
    public var author: String
    public var time: Int64
    public var redaction: Redaction
    /// Whether the record counts. One whose author was revoked before it came is still *shown* by,
    /// but removes nothing here.
    public var isSound: Bool
  }

  /// Every removal that an administrator put on record by what they knew.
  ///
  /// A payload that is gone cannot be brought back when its remover turns out to have been revoked.
  /// So what people see follows each record that is sound by its own causal past, on every replica
  /// and for ever; whether words are destroyed follows the ruling that counts removals of nodes too.
  static func redactions(
    _ graph: AuthorityGraph, cards: [ReplicaID: Card], _ ruling: AuthorityRuling
  ) -> [RedactionEntry] {
    guard graph.records.contains(where: { $0.contains(where: \.isRedaction) }) else { return [] }
    let own = AuthorityRuling.withoutRemovals(graph, cards: cards)
    return own.soundRecords(of: graph).compactMap { index, record in
      guard case .redaction(let redaction) = record else { return nil }
      let change = graph.changes[index]
      return RedactionEntry(
        id: change.id, author: change.author, time: change.time, redaction: redaction,
        isSound: ruling.isSound(index))
    }
  }
}

extension AuthorityRecord {
  var isRedaction: Bool { if case .redaction = self { true } else { false } }
}
