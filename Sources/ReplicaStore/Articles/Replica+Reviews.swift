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

  /// The review of an article that readers may find; `nil` for any other.
  public func review(of document: ChangeID) throws -> Review? {
    let row = try row(of: document)
    let isShown = try connection.first(
      "SELECT withdrawn FROM published INDEXED BY published_list WHERE document = ?1",
      [.integer(row)]
    ) { row in row.integer(0) == 0 }
    guard isShown == true, let state = try storedState(ofDocumentRow: row) else { return nil }
    let article = Article(state)
    return Review(
      document: document, externalID: article.externalID, title: article.title,
      owner: article.owner, verifiedBy: article.verifiedBy,
      lastReviewedOn: article.lastReviewedOn, due: article.reviewDue)
  }
}
