public import CRDT
public import Knowledge
import Planted
import SQLite
import SyncProtocol

/// Reading articles: as editors see them, as readers see them, and as they once were.
extension Replica {
  /// One line of an editor's list.
  public struct Summary: Hashable, Sendable {
    public var document: ChangeID
    public var externalID: String?
    public var title: String
    public var subject: Subject?
    public var audience: Audience
    public var lifecycle: Lifecycle
    /// Changes of content that wait for an approver.
    public var waiting: Int
    /// Open conflicts.
    public var conflicts: Int
    /// The latest author and what that author's clock said, in milliseconds.
    public var changedBy: String
    public var changedAt: Int64
    /// Whether an approver sent the newest text back to its author.
    public var isSentBack: Bool
  }

  /// What readers see of an article, and who let it out.
  public struct Publication: Hashable, Sendable {
    public var document: ChangeID
    public var article: Article
    public var isWithdrawn: Bool
    public var approvedAt: Int64
    public var approvedBy: String
  }

  /// Which articles a list shows.
  public enum Selection: Hashable, Sendable {
    case all
    case withConflicts
    case awaitingApproval
    case sentBack
  }

  /// The articles of a list, by title in Danish order.
  public func summaries(_ selection: Selection = .all) throws -> [Summary] {
    let condition =
      switch selection {
      case .all: ""
      case .withConflicts: "WHERE a.conflicts > 0"
      case .awaitingApproval:
        "WHERE a.lifecycle IN ('draft', 'inReview', 'approvedWithPendingChanges') AND NOT a.sent_back"
      case .sentBack: "WHERE a.sent_back"
      }
    return try summaries(condition, [])
  }

  /// One article's line.
  public func summary(of document: ChangeID) throws -> Summary {
    let row = try row(of: document)
    guard let summary = try summaries("WHERE a.document = ?1", [.integer(row)]).first else {
      throw ReplicaError.notAnArticle(document)
    }
    return summary
  }

  private func summaries(_ condition: String, _ arguments: [SQLiteValue]) throws -> [Summary] {
    let found = try connection.query(
      """
      SELECT s.replica, d.sequence, a.external_id, a.title, a.subject, a.audience, a.lifecycle,
        a.waiting, a.conflicts, a.changed_by, a.changed_at, a.sent_back
      FROM article AS a JOIN document AS d ON d.id = a.document JOIN stream AS s ON s.id = d.stream
      \(condition)
      """, arguments
    ) { row in
      Summary(
        document: ChangeID(
          replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(0))),
          sequence: UInt64(bitPattern: row.integer(1))),
        externalID: row.isNull(2) ? nil : row.text(2), title: row.text(3),
        subject: row.isNull(4) ? nil : Subject(row.text(4)),
        audience: Audience(rawValue: row.text(5)) ?? .staff,
        lifecycle: Lifecycle(rawValue: row.text(6)) ?? .draft, waiting: Int(row.integer(7)),
        conflicts: Int(row.integer(8)), changedBy: row.text(9), changedAt: row.integer(10),
        isSentBack: row.integer(11) == 1)
    }
    return DanishOrder.sorted(found.sorted { $0.document < $1.document }, by: \.title)
  }

  /// Finds an article by what people call it: its external id or its document's name.
  ///
  /// - Throws: `ReplicaError.unknownArticle`.
  public func document(named name: String) throws -> ChangeID {
    if let id = try ChangeID(name).map(nameNow(ofDocument:)),
      try Replica.documentRow(of: id, on: connection) != nil
    {
      return id
    }
    guard let document = try document(externalID: name) else {
      throw ReplicaError.unknownArticle(name)
    }
    return document
  }

  /// The article with that external id. Should two nodes have imported the same file before they
  /// met, the one with the smaller name is it, on every replica.
  public func document(externalID: String) throws -> ChangeID? {
    try connection.query(
      """
      SELECT s.replica, d.sequence FROM article AS a
      JOIN document AS d ON d.id = a.document JOIN stream AS s ON s.id = d.stream
      WHERE a.external_id = ?1
      """, [.text(externalID)]
    ) { row in
      ChangeID(
        replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(0))),
        sequence: UInt64(bitPattern: row.integer(1)))
    }.min()
  }

  /// An article's merged state: what an editor sees.
  public func state(of document: ChangeID) throws -> DocumentState {
    guard let state = try storedState(ofDocumentRow: row(of: document)) else {
      throw ReplicaError.notAnArticle(document)
    }
    return state
  }

  /// An article's state as it was at a version.
  ///
  /// - Throws: `ReplicaError.unknownVersion` when this replica does not hold it.
  public func state(of document: ChangeID, at version: [ChangeID]) throws -> DocumentState {
    let current = try state(of: document)
    guard version != current.heads else { return current }
    do {
      return try history(of: document).state(at: version)
    } catch is HistoryError {
      throw ReplicaError.unknownVersion(document: document, version: version)
    }
  }

  /// What readers see; `nil` for what nobody approved.
  public func publication(of document: ChangeID) throws -> Publication? {
    try published(ofDocumentRow: row(of: document)).map { published in
      Publication(
        document: document, article: published.article, isWithdrawn: published.isWithdrawn,
        approvedAt: published.approvedAt, approvedBy: published.approvedBy)
    }
  }

  /// What a reader may see of an article, withdrawn or not.
  ///
  /// - Throws: `ReplicaError.notPublished`, whether nobody approved it or it is not for this reader:
  ///   the difference is nobody's business.
  public func publication(
    of document: ChangeID, for filter: AudienceFilter
  ) throws -> Publication {
    guard let publication = try publication(of: document),
      filter.admits(publication.article.audience)
    else { throw ReplicaError.notPublished(document) }
    return publication
  }

  /// One line of a reader's list.
  public struct PublishedTitle: Hashable, Sendable {
    public var document: ChangeID
    public var externalID: String?
    public var title: String
    public var subject: Subject?
    /// The approver's clock, in milliseconds.
    public var approvedAt: Int64
  }

  /// What a reader may see, by title in Danish order; without what was withdrawn.
  public func publishedTitles(for filter: AudienceFilter) throws -> [PublishedTitle] {
    let published = try connection.query(
      """
      SELECT \(Replica.titleColumns)
      FROM published AS p INDEXED BY published_list JOIN article AS a USING (document)
      JOIN document AS d ON d.id = p.document JOIN stream AS s ON s.id = d.stream
      WHERE (NOT p.withdrawn \(Planted.has(.withdrawnListed) ? "OR 1" : ""))
        AND p.document NOT IN (SELECT document FROM supplement)
      """, [], Replica.audienceAndTitle)
    let readable = published.filter { filter.admits($0.audience) }.map(\.title)
    return DanishOrder.sorted(readable, by: \.title)
  }

  /// The title of one answer that a reader may find, whether or not it is one of its own.
  func publishedTitle(
    ofDocumentRow document: Int64, for filter: AudienceFilter
  ) throws -> PublishedTitle? {
    let found = try connection.first(
      """
      SELECT \(Replica.titleColumns)
      FROM published AS p INDEXED BY published_list JOIN article AS a USING (document)
      JOIN document AS d ON d.id = p.document JOIN stream AS s ON s.id = d.stream
      WHERE p.document = ?1 AND NOT p.withdrawn
      """, [.integer(document)], Replica.audienceAndTitle)
    return found.flatMap { filter.admits($0.audience) ? $0.title : nil }
  }

  private static var titleColumns: String {
    """
    s.replica, d.sequence, a.external_id, \(Planted.has(.pendingTitleListed) ? "a" : "p").title,
      p.subject, p.audience, p.approved_at
    """
  }

  private static func audienceAndTitle(
    _ row: borrowing Row
  ) throws -> (audience: Audience, title: PublishedTitle) {
    (
      Audience(rawValue: row.text(5)) ?? .staff,
      PublishedTitle(
        document: ChangeID(
          replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(0))),
          sequence: UInt64(bitPattern: row.integer(1))),
        externalID: row.isNull(2) ? nil : row.text(2), title: row.text(3),
        subject: row.isNull(4) ? nil : Subject(row.text(4)), approvedAt: row.integer(6))
    )
  }

  /// When readers got the text that they have, and from whom: what lists say of an approval, without
  /// reading the text.
  public func approval(of document: ChangeID) throws -> (at: Int64, by: String)? {
    try connection.first(
      """
      SELECT approved_at, approved_by FROM published INDEXED BY published_list
      WHERE document = ?1
      """, [.integer(row(of: document))]
    ) { row in (row.integer(0), row.text(1)) }
  }

  /// All that ever happened to an article.
  public func history(of document: ChangeID) throws -> DocumentHistory {
    try soundHistory(ofDocumentRow: row(of: document))
  }

  /// One change, wherever it is in the log.
  func change(_ id: ChangeID) throws -> Change? {
    let found = try connection.first(
      """
      SELECT c.document, c.parents, c.payload FROM change AS c JOIN stream AS s ON s.id = c.stream
      WHERE s.replica = ?1 AND c.sequence = ?2
      """,
      [
        .integer(Int64(bitPattern: id.replica.rawValue)),
        .integer(Int64(bitPattern: id.sequence)),
      ]
    ) { row in (document: row.integer(0), parents: row.blob(1), payload: row.blob(2)) }
    guard let found else { return nil }
    return try PayloadCodec.decode(
      id: id, document: documentID(ofRow: found.document),
      parents: ChangeIDList.decode(found.parents), payload: found.payload)
  }

  /// How many changes of a document lie outside a version's past.
  func changes(of document: ChangeID, beyond version: [ChangeID]) throws -> Int {
    let history = try history(of: document)
    return history.changes.count { change in
      !version.contains { $0 == change.id || history.isAncestor(change.id, of: $0) }
    }
  }
}
