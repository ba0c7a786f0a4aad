public import CRDT
import Knowledge
import SQLite
import SyncProtocol

/// What changed for readers since somebody last looked: who answers sixty calls a day must hear of it
/// when an answer is another one, and cannot read ten thousand to find out.
///
/// Time is the order of arrival in this log. A change that was made last week and came in with this
/// morning's synchronisation is new this morning, whatever its author's clock said.
extension Replica {
  /// When each article was let out here, as places in the log. Reading the whole log takes longer
  /// than anybody waits for a page, so a value is kept and continued.
  public struct News: Sendable {
    /// How far the log has been read.
    public fileprivate(set) var position: Int64 = 0
    fileprivate var items: [NewsItem] = []
    fileprivate var places: [Int64: Int] = [:]

    public init() {}
  }

  /// An article that was let out.
  public struct NewsItem: Hashable, Sendable {
    fileprivate let row: Int64
    /// When it came to readers for the first time.
    public fileprivate(set) var first: Int64
    /// When what readers see changed last.
    public fileprivate(set) var last: Int64
  }

  /// How far one person has read.
  public struct NewsSeen: Hashable, Sendable {
    /// `nil` for somebody who never said that everything was seen.
    fileprivate var everything: Int64?
    fileprivate var documents: [Int64: Int64]

    public var hasBegun: Bool { everything != nil }

    /// The place up to which the article's news were seen.
    public func position(of item: NewsItem) -> Int64 {
      max(everything ?? 0, documents[item.row] ?? 0)
    }

    public func isUnseen(_ item: NewsItem) -> Bool { item.last > position(of: item) }
  }

  /// What is known, and what came here since.
  ///
  /// - Complexity: proportional to the changes since.
  public func news(continuing known: News) throws -> News {
    var news = known
    var documents: [Int64: ChangeID] = [:]
    try connection.forEach(
      """
      SELECT c.position, s.replica, c.sequence, c.document, c.parents, c.payload
      FROM change AS c JOIN stream AS s ON s.id = c.stream
      WHERE c.position > ?1
        AND NOT EXISTS (SELECT 1 FROM ruling AS r WHERE r.position = c.position)
        AND NOT EXISTS (SELECT 1 FROM quarantine AS q WHERE q.position = c.position)
      ORDER BY c.position
      """, [.integer(known.position)]
    ) { row in
      let id = ChangeID(
        replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(1))),
        sequence: UInt64(bitPattern: row.integer(2)))
      let documentRow = row.integer(3)
      let document = try documents[documentRow] ?? documentID(ofRow: documentRow)
      documents[documentRow] = document
      let change = try PayloadCodec.decode(
        id: id, document: document, parents: ChangeIDList.decode(row.blob(4)), payload: row.blob(5))
      if change.movesReaders { news.note(documentRow, at: row.integer(0)) }
      news.position = row.integer(0)
      return true
    }
    return news
  }

  /// What of it somebody has not seen, the newest first.
  public func unseen(of news: News, _ seen: NewsSeen) -> [NewsItem] {
    news.items.filter(seen.isUnseen).sorted { $0.last > $1.last }
  }

  /// What the news of an article are, if there are any.
  public func newsItem(of document: ChangeID, in news: News) throws -> NewsItem? {
    try news.places[row(of: document)].map { news.items[$0] }
  }

  public func document(of item: NewsItem) throws -> ChangeID { try documentID(ofRow: item.row) }

  /// What readers saw of an article when the log had come so far; `nil` where nothing had been let
  /// out.
  public func letOut(_ document: ChangeID, at position: Int64) throws -> DocumentState? {
    let row = try row(of: document)
    let history = try soundHistory(ofDocumentRow: row)
    let approvals = try changes(ofDocumentRow: row).filter { $0.position <= position }
      .compactMap { entry in history[entry.change.id]?.approval }
    guard let version = approvals.last?.version,
      version.allSatisfy({ history[$0] != nil })
    else { return nil }
    return try history.state(at: version)
  }

  // MARK: Having seen

  public func newsSeen(by owner: String) throws -> NewsSeen {
    let rows = try connection.query(
      "SELECT document, position FROM news_seen WHERE owner = ?1", [.text(owner)]
    ) { row in (row.integer(0), row.integer(1)) }
    var seen = NewsSeen(everything: nil, documents: [:])
    for (document, position) in rows {
      if document == 0 { seen.everything = position } else { seen.documents[document] = position }
    }
    return seen
  }

  /// Notes that somebody has seen the news of an article as far as the page went that showed them.
  public func markSeen(_ document: ChangeID, upTo position: Int64, by owner: String) throws {
    try markSeen(row: row(of: document), upTo: position, by: owner)
  }

  /// The same of everything. What was noted of single articles before that is not needed any more.
  public func markAllSeen(upTo position: Int64, by owner: String) throws {
    try connection.execute(
      "DELETE FROM news_seen WHERE owner = ?1 AND document <> 0 AND position <= ?2",
      [.text(owner), .integer(position)])
    try markSeen(row: 0, upTo: position, by: owner)
  }

  /// Never back, and never beyond the log: what will come is not seen.
  private func markSeen(row: Int64, upTo position: Int64, by owner: String) throws {
    try connection.execute(
      """
      INSERT INTO news_seen(owner, document, position)
      VALUES (?1, ?2, min(?3, (SELECT coalesce(max(position), 0) FROM change)))
      ON CONFLICT (owner, document) DO UPDATE SET position = max(position, excluded.position)
      """, [.text(owner), .integer(row), .integer(position)])
  }
}

extension Replica.News {
  fileprivate mutating func note(_ row: Int64, at position: Int64) {
    if let place = places[row] {
      items[place].last = position
    } else {
      places[row] = items.count
      items.append(Replica.NewsItem(row: row, first: position, last: position))
    }
  }
}

extension Change {
  /// The word that asks for an approval, which readers notice nothing of.
  private static let inReview = "in_review"

  /// Whether it lets a text out, takes one back or lets it hold again.
  fileprivate var movesReaders: Bool {
    var isCreation = false
    var setsStatus = false
    for operation in operations {
      switch operation {
      case .create: isCreation = true
      case .assign(.approval, _): return true
      case .assign(.status, let value): setsStatus = value.text != Change.inReview
      default: continue
      }
    }
    return setsStatus && !isCreation
  }

  /// What it approves; `nil` for what is no approval, and for one that cannot be read.
  fileprivate var approval: Approval? {
    for operation in operations {
      guard case .assign(.approval, let value) = operation else { continue }
      return try? Approval(value)  // one that cannot be read let nothing out
    }
    return nil
  }
}
