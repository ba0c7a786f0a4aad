import CRDT
import Digest
import Knowledge
import Planted
import SQLite
public import SyncProtocol

/// What this replica lets public mirrors see: of every article that citizens may read the approved
/// version, and of nothing else so much as a name (Protocol/10).
///
/// The view is a function of the set of changes. Its revisions are this node's own: they only say
/// in which order it learned of things.
extension Replica {
  /// What an exchange of the view needs. Writes what became another since it was last asked for.
  public func viewSource() throws -> ViewSource {
    ViewSource(
      digest: { try self.vector().digest },
      state: {
        try self.refreshView()
        return try (self.viewDigest(), self.viewRevision())
      },
      items: { try self.visitView(since: $0, $1) })
  }

  /// The digest of what readers may see here.
  func viewDigest() throws -> SHA256Digest {
    var view: [(ChangeID, SHA256Digest)] = []
    try connection.forEach("SELECT replica, sequence, hash FROM view WHERE hash IS NOT NULL") {
      row in
      view.append((ChangeID(row, 0), try SHA256Digest(stored: row.blob(2))))
      return true
    }
    return ViewAnswer.digest(of: view)
  }

  private func viewRevision() throws -> UInt64 {
    try connection.first("SELECT max(revision) FROM view", []) { row in
      UInt64(bitPattern: row.integer(0))
    } ?? 0
  }

  private func visitView(
    since revision: UInt64, _ visit: (UInt64, ViewItem) throws -> Bool
  ) throws {
    try connection.forEach(
      """
      SELECT replica, sequence, revision, document, hash IS NULL FROM view
      WHERE revision > ?1 ORDER BY revision
      """, [.integer(Int64(clamping: revision))]
    ) { row in
      let payload = row.integer(4) != 0 ? nil : try viewPayload(ofDocumentRow: row.integer(3))
      return try visit(
        UInt64(bitPattern: row.integer(2)), ViewItem(document: ChangeID(row, 0), payload: payload))
    }
  }

  // MARK: Keeping it

  /// Brings the view up to date with what is published.
  func refreshView() throws {
    let isDue = try connection.first("SELECT 1 FROM view_due LIMIT 1", []) { _ in true } ?? false
    guard isDue else { return }
    try connection.immediate {
      // The notice of a withdrawn article names what replaces it only while readers may see that.
      try connection.execute(
        "INSERT OR IGNORE INTO view_due SELECT document FROM published WHERE withdrawn")
      let due = try connection.query("SELECT document FROM view_due ORDER BY document") { row in
        row.integer(0)
      }
      var revision = try viewRevision()
      for document in due { try refreshView(ofDocumentRow: document, &revision) }
      try connection.execute("DELETE FROM view_due")
    }
  }

  private func refreshView(ofDocumentRow document: Int64, _ revision: inout UInt64) throws {
    let payload = try viewPayload(ofDocumentRow: document)
    let name = try payload.map { _ in try documentID(ofRow: document) }
    // Under another name, or under none, mirrors know it no more.
    for known in try names(inViewOf: document) where known != name {
      revision += 1
      try setView(known, document, revision, hash: nil)
    }
    guard let name, let payload else { return }
    let hash = StreamChain.payloadHash(payload)
    guard try viewHash(of: name) != hash else { return }
    revision += 1
    try setView(name, document, revision, hash: hash)
  }

  /// The names under which mirrors may have the document.
  private func names(inViewOf document: Int64) throws -> [ChangeID] {
    try connection.query(
      "SELECT replica, sequence FROM view WHERE document = ?1 AND hash IS NOT NULL",
      [.integer(document)]
    ) { row in ChangeID(row, 0) }
  }

  private func viewHash(of document: ChangeID) throws -> SHA256Digest? {
    try connection.first(
      "SELECT hash FROM view WHERE replica = ?1 AND sequence = ?2 AND hash IS NOT NULL",
      [.replica(document.replica), .sequence(document.sequence)]
    ) { row in try SHA256Digest(stored: row.blob(0)) }
  }

  private func setView(
    _ document: ChangeID, _ row: Int64, _ revision: UInt64, hash: SHA256Digest?
  ) throws {
    try connection.execute(
      """
      INSERT INTO view(replica, sequence, document, revision, hash) VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT (replica, sequence) DO UPDATE SET document = excluded.document,
        revision = excluded.revision, hash = excluded.hash
      """,
      [
        .replica(document.replica), .sequence(document.sequence), .integer(row),
        .sequence(revision), hash.map { .blob($0.bytes) } ?? .null,
      ])
  }

  // MARK: What it says

  /// The canonical payload of a change that creates the document as citizens see it; `nil` when
  /// they do not. No salt, no author: two nodes with the same changes say the same.
  private func viewPayload(ofDocumentRow document: Int64) throws -> [UInt8]? {
    if let record = try referencePayload(ofDocumentRow: document) { return record }
    guard let published = try published(ofDocumentRow: document),
      published.article.audience == .citizen || Planted.has(.staffTextMirrored)
    else { return nil }
    var withdrawal: Withdrawal?
    if published.isWithdrawn {
      guard let state = try storedState(ofDocumentRow: document),
        case .withdrawn(let found) = Article(state).status
      else { return nil }
      withdrawal = try readable(found)
      guard withdrawal != nil else { return nil }
    }
    let name = try documentID(ofRow: document)
    return PayloadCodec.encode(
      Change(
        id: name, document: name, parents: [], author: "", time: max(0, published.approvedAt),
        salt: 0, operations: published.article.letOut(withdrawal).creation))
  }

  /// The notice without the name of a replacement that readers may not see.
  private func readable(_ withdrawal: Withdrawal) throws -> Withdrawal? {
    guard let replacement = withdrawal.replacement else { return withdrawal }
    if let document = try? document(named: replacement),  // a name that leads nowhere is left out
      let published = try published(ofDocumentRow: row(of: document)), !published.isWithdrawn,
      published.article.audience == .citizen
    {
      return withdrawal
    }
    return Withdrawal(date: withdrawal.date, reason: withdrawal.reason)
  }
}

extension ChangeID {
  /// From two columns of a row.
  init(_ row: borrowing Row, _ column: Int) {
    self.init(
      replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(column))),
      sequence: UInt64(bitPattern: row.integer(column + 1)))
  }
}
