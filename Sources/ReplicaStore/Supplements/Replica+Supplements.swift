public import CRDT
public import Knowledge
import SQLite

/// Local supplements: a municipality's own text beside an article of all.
extension Replica {
  /// A supplement as editors list it.
  public struct Supplement: Hashable, Sendable {
    public var document: ChangeID
    /// As the newest version has it.
    public var article: Article
    public var lifecycle: Lifecycle
    public var anchor: SupplementAnchor
  }

  /// All supplements of an article, by municipality in Danish order.
  public func supplements(of base: ChangeID) throws -> [Supplement] {
    let found = try supplementRows(of: base).compactMap { row -> Supplement? in
      guard let state = try storedState(ofDocumentRow: row) else { return nil }
      let article = Article(state)
      guard let anchor = article.anchor else { return nil }
      return Supplement(
        document: try documentID(ofRow: row), article: article, lifecycle: Lifecycle(article),
        anchor: anchor)
    }
    return DanishOrder.sorted(found.sorted { $0.document < $1.document }, by: \.article.title)
  }

  /// What readers of one municipality see beside an article: the approved supplements that are
  /// theirs and that they may read, in an order that is the same everywhere.
  public func publishedSupplements(
    of base: ChangeID, in municipality: String, for reader: Audience
  ) throws -> [Article] {
    try supplementRows(of: base).compactMap { row -> (ChangeID, Article)? in
      guard let published = try published(ofDocumentRow: row), !published.isWithdrawn else {
        return nil
      }
      let article = published.article
      guard reader.mayRead(article.audience), article.anchor?.base == base,
        case .municipality(let owner) = article.owner, owner.code == municipality
      else { return nil }
      return (try documentID(ofRow: row), article)
    }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Keeps the row that says what an article adds to, if anything.
  func storeAnchor(of article: Article, document: Int64) throws {
    guard let anchor = article.anchor else {
      try connection.execute("DELETE FROM supplement WHERE document = ?1", [.integer(document)])
      return
    }
    try connection.execute(
      """
      INSERT INTO supplement(document, base) VALUES (?1, ?2)
      ON CONFLICT (document) DO UPDATE SET base = excluded.base
      """, [.integer(document), .text(anchor.base.description)])
  }

  private func supplementRows(of base: ChangeID) throws -> [Int64] {
    try connection.query(
      "SELECT document FROM supplement WHERE base = ?1 ORDER BY document",
      [.text(base.description)]
    ) { row in row.integer(0) }
  }
}
