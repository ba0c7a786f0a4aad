public import CRDT
import Knowledge
import SQLite

/// Open conflicts: the same list on every replica, each with both wordings, who wrote them and
/// what both sides had before.
extension Replica {
  /// An open conflict with what a person needs to choose.
  public struct ConflictRecord: Hashable, Sendable {
    /// Sixteen hexadecimal digits, the same on every replica.
    public var id: String
    public var document: ChangeID
    public var externalID: String?
    public var title: String
    public var conflict: Conflict
    /// The newest change of each side, in the order of `conflict.sides`.
    public var origins: [Origin]
  }

  /// Whose wording it is, from which writer, and what the author's clock said.
  public struct Origin: Hashable, Sendable {
    public var replica: ReplicaID
    public var author: String
    public var time: Int64
  }

  /// All open conflicts: by article title, then by place in the article.
  public func conflicts() throws -> [ConflictRecord] {
    try summaries(.withConflicts).flatMap { summary in try conflicts(of: summary.document) }
  }

  /// The open conflicts of one article.
  public func conflicts(of document: ChangeID) throws -> [ConflictRecord] {
    let row = try row(of: document)
    guard try !openConflictIDs(ofDocumentRow: row).isEmpty else { return [] }
    let history = try soundHistory(ofDocumentRow: row)
    let summary = try summary(of: document)
    return history.editorialConflicts.map { conflict in
      ConflictRecord(
        id: conflict.id.short, document: document, externalID: summary.externalID,
        title: summary.title, conflict: conflict,
        origins: conflict.sides.map { side in
          let newest = side.changes.compactMap { history[$0] }.max {
            ($0.time, $0.id) < ($1.time, $1.id)
          }
          return Origin(
            replica: newest?.id.replica ?? document.replica, author: newest?.author ?? "",
            time: newest?.time ?? 0)
        })
    }
  }

  /// One open conflict.
  ///
  /// - Throws: `ReplicaError.unknownConflict` when it is not open (any more).
  public func conflict(_ id: String) throws -> ConflictRecord {
    let document = try connection.first(
      "SELECT document FROM conflict WHERE id = ?1", [.text(id)]
    ) { row in row.integer(0) }
    guard let document else { throw ReplicaError.unknownConflict(id) }
    guard let record = try conflicts(of: documentID(ofRow: document)).first(where: { $0.id == id })
    else { throw ReplicaError.unknownConflict(id) }
    return record
  }

  /// How many conflicts are open.
  public func conflictCount() throws -> Int {
    Int(try connection.first("SELECT count(*) FROM conflict", []) { row in row.integer(0) } ?? 0)
  }
}
