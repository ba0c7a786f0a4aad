public import CRDT
public import Knowledge
import SQLite
import SyncProtocol

/// Changes that are set aside, for a person to look at.
extension Replica {
  /// A change that is set aside, with what a person needs to decide.
  public struct QuarantineItem: Hashable, Sendable {
    public var id: ChangeID
    public var document: ChangeID
    public var kind: DocumentKind
    /// The article's title as it is now, or as the change would have it.
    public var title: String
    public var author: String
    /// The author's clock, in milliseconds.
    public var time: Int64
    /// What the node that wrote it calls itself; its stream where it has not said.
    public var nodeName: String
    public var reason: QuarantineReason

    /// Whether a person can let it count or end it; what does not fit, or stands on another that is
    /// set aside, waits for that.
    public var isReleasable: Bool {
      switch reason {
      case .nodeDeparted, .nodeUnknown, .authorityUnknown, .roleMissing, .grantEnded, .outsideArea:
        kind != .authority && kind != .node
      case .againstSenior, .foreignCard, .standsOn, .doesNotFit, .dropped: false
      }
    }

    /// Whether a person can decide that it stays out.
    public var isDroppable: Bool { reason != .dropped }
  }

  /// What waits for a person, in the order of its arrival.
  ///
  /// - Parameter includingDropped: also what somebody decided to leave out for good.
  public func quarantine(includingDropped: Bool = false) throws -> [QuarantineItem] {
    let authority = try governance().authority
    let rows = try connection.query(
      """
      SELECT s.replica, c.sequence, q.reason FROM quarantine AS q
      JOIN change AS c ON c.position = q.position JOIN stream AS s ON s.id = c.stream
      ORDER BY q.position
      """, []
    ) { row in
      (
        id: ChangeID(
          replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(0))),
          sequence: UInt64(bitPattern: row.integer(1))),
        reason: QuarantineReason(encoded: row.text(2))
      )
    }
    return try rows.compactMap { id, reason in
      guard includingDropped || reason != .dropped else { return nil }
      return try item(id, reason, authority)
    }
  }

  /// One change that is set aside.
  ///
  /// - Throws: `ReplicaError.notQuarantined`.
  public func quarantineItem(_ id: ChangeID) throws -> QuarantineItem {
    guard let item = try quarantine(includingDropped: true).first(where: { $0.id == id }) else {
      throw ReplicaError.notQuarantined(id.description)
    }
    return item
  }

  /// What a change would have altered, word for word against the version its author saw. Empty for
  /// one that does not fit anything.
  public func comparisons(ofQuarantined id: ChangeID) throws -> [Comparison] {
    guard let change = try change(id), let row = try documentRow(ofChange: id),
      let history = try wholeHistory(ofDocumentRow: row),
      let after = try? history.state(at: [id])  // it does not fit, and so alters nothing
    else { return [] }
    let before = change.parents.isEmpty ? nil : try history.state(at: change.parents)
    return Comparison.all(from: before, to: after)
  }

  /// How many changes wait for a person.
  public func quarantineCount() throws -> Int {
    let count = try connection.first(
      "SELECT count(*) FROM quarantine WHERE reason <> ?1",
      [.text(QuarantineReason.dropped.encoded)]
    ) { row in row.integer(0) }
    return Int(count ?? 0)
  }

  private func item(
    _ id: ChangeID, _ reason: QuarantineReason, _ authority: Authority?
  ) throws -> QuarantineItem? {
    guard let change = try change(id) else { return nil }
    let kind = try self.change(change.document)?.createdKind ?? .article
    let node = authority?.node(ofStream: id.replica)
    return QuarantineItem(
      id: id, document: change.document, kind: kind, title: try title(of: change),
      author: change.author, time: change.time,
      nodeName: node.flatMap { authority?.name(of: $0) } ?? id.replica.description,
      reason: reason)
  }

  private func title(of change: Change) throws -> String {
    if let row = try Replica.documentRow(of: change.document, on: connection),
      let state = try storedState(ofDocumentRow: row), DocumentKind(rawValue: state.kind).isArticle
    {
      return Article(state).title
    }
    for case .assign(.title, let value) in change.operations { return value.text ?? "" }
    return ""
  }
}
