public import CRDT
public import Knowledge
import SQLite

/// Who checked which answer, and when somebody must look again.
extension Replica {
  /// A published answer's reviews, as the newest version has them: to check an answer and find it
  /// right is no change of its text and asks for no approval.
  public struct Review: Hashable, Sendable {
    public var document: ChangeID
    public var externalID: String?
    public var title: String
    public var owner: Owner?
    public var verifiedBy: String?
    public var lastReviewedOn: CivilDate?
    /// The day of the next review; `nil` where none was agreed.
    public var due: CivilDate?
  }

  /// The reviews of everything readers may find, by title in Danish order.
  ///
  /// - Complexity: reads every published article's state.
  public func reviews() throws -> [Review] {
    let reviews = try connection.query(
      """
      SELECT r.replica, d.sequence, s.state
      FROM published AS p JOIN state AS s USING (document)
      JOIN document AS d ON d.id = p.document JOIN stream AS r ON r.id = d.stream
      WHERE NOT p.withdrawn
      """, []
    ) { row in
      let article = Article(try DocumentState(decoding: row.blob(2)))
      return Review(
        document: ChangeID(
          replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(0))),
          sequence: UInt64(bitPattern: row.integer(1))),
        externalID: article.externalID, title: article.title, owner: article.owner,
        verifiedBy: article.verifiedBy, lastReviewedOn: article.lastReviewedOn,
        due: article.reviewDue)
    }
    return DanishOrder.sorted(reviews.sorted { $0.document < $1.document }, by: \.title)
  }
}
