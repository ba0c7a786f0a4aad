public import CRDT
import Knowledge
import SQLite
import SyncProtocol

/// What this replica knows of who may do what, read once for a transaction.
struct Governance {
  /// The change that founded this base; `nil` in a base that nobody founded, which is open.
  let root: ChangeID?

  /// The documents of authority by their names, this base's and any other's.
  let documents: [ChangeID: Document]

  /// `nil` while this base has no founding change, or it is not held.
  let authority: Authority?

  struct Document {
    var row: Int64
    var kind: DocumentKind
  }

  /// The card of a stream: of several the first.
  func card(ofStream replica: ReplicaID) -> (id: ChangeID, row: Int64)? {
    let cards = documents.filter { $0.value.kind == .node && $0.key.replica == replica }
    return cards.min { $0.key < $1.key }.map { ($0.key, $0.value.row) }
  }
}

/// By what it is seen that the records are those that were read: the log only grows, but where
/// changes get other names, and somebody else who writes is noticed by SQLite. What a transaction has
/// not committed may be taken back, and its numbers given again.
struct GovernanceMark: Hashable {
  var root: ChangeID?
  var documents: Int64
  var changes: Int64
  /// The place in the log of the last one.
  var last: Int64
  var renamings: Int
  var dataVersion: Int64
  var rollbacks: Int
}

extension Replica {
  /// What the records say of who may do what.
  ///
  /// - Complexity: the number of records and of streams, where one has come since it was asked for
  ///   last; otherwise next to nothing.
  func governance() throws -> Governance {
    let mark = try governanceMark()
    if let known = knownGovernance, known.mark == mark { return known.governance }
    let governance = try readGovernance(root: mark.root)
    knownGovernance = (mark, governance)
    return governance
  }

  private func governanceMark() throws -> GovernanceMark {
    let root = try base()
    let dataVersion = try connection.dataVersion
    let (documents, changes, last) =
      try connection.first(
        """
        SELECT (SELECT count(*) FROM governance), count(*), coalesce(max(position), 0)
        FROM change WHERE document IN (SELECT document FROM governance)
        """, []
      ) { row in (row.integer(0), row.integer(1), row.integer(2)) } ?? (0, 0, 0)
    return GovernanceMark(
      root: root, documents: documents, changes: changes, last: last, renamings: renamings,
      dataVersion: dataVersion, rollbacks: connection.rollbacks)
  }

  private func readGovernance(root: ChangeID?) throws -> Governance {
    var documents: [ChangeID: Governance.Document] = [:]
    try connection.forEach("SELECT document, kind FROM governance", []) { row in
      let document = row.integer(0)
      documents[try documentID(ofRow: document)] = Governance.Document(
        row: document, kind: DocumentKind(rawValue: UInt32(truncatingIfNeeded: row.integer(1))))
      return true
    }
    guard let root, let row = documents[root]?.row else {
      return Governance(root: root, documents: documents, authority: nil)
    }
    let changes = try changes(ofDocumentRow: row).map(\.change)
    return Governance(
      root: root, documents: documents,
      authority: Authority(changes: changes, cards: try cards(documents)))
  }

  private func cards(
    _ documents: [ChangeID: Governance.Document]
  ) throws -> [ReplicaID: Authority.Card] {
    var cards: [ReplicaID: Authority.Card] = [:]
    for (id, document) in documents.sorted(by: { $0.key < $1.key }) where document.kind == .node {
      guard cards[id.replica] == nil, let creation = try change(id), let card = NodeCard(creation)
      else { continue }
      cards[id.replica] = Authority.Card(card, at: id.sequence)
    }
    return cards
  }

  // MARK: What a stream knew

  /// What a stream had said it knew of the authority document, from which number on, ascending.
  typealias KnownHeads = [(sequence: UInt64, heads: [ChangeID])]

  func knownHeads(ofStream replica: ReplicaID, in governance: Governance) throws -> KnownHeads {
    guard let card = governance.card(ofStream: replica) else { return [] }
    return try changes(ofDocumentRow: card.row).compactMap { _, change in
      guard change.id.replica == replica, let heads = NodeCard.knownHeads(in: change) else {
        return nil
      }
      return (change.id.sequence, heads)
    }
  }

  // MARK: The base

  /// The change that founded the base this replica belongs to.
  public func base() throws -> ChangeID? {
    try value(of: .base).flatMap { ChangeID($0) }
  }

  /// Whether this node's first change will found a base: it joined none, and has heard of none.
  public func foundsBase() throws -> Bool {
    try base() == nil && value(of: .foundsBase) != nil
  }

  private func value(of setting: Setting) throws -> String? {
    try connection.first(
      "SELECT value FROM setting WHERE name = ?1", [.text(setting.rawValue)]
    ) { row in row.text(0) }
  }

  /// Notes a document of authority that the log has taken in. A replica that belongs to no base yet
  /// joins the first it hears of: the one of the hub or stick that it was filled from.
  func enter(governanceDocument document: Int64, createdBy change: Change) throws {
    guard let kind = change.createdKind, kind.isGovernance else { return }
    try connection.execute(
      "INSERT OR IGNORE INTO governance(document, kind) VALUES (?1, ?2)",
      [.integer(document), .integer(Int64(kind.rawValue))])
    if kind == .authority, try base() == nil { try set(.base, change.id.description) }
  }
}

extension Change {
  /// The kind of the document that the change creates.
  var createdKind: DocumentKind? {
    guard id == document, case .create(let kind) = operations.first else { return nil }
    return DocumentKind(rawValue: kind)
  }
}

extension DocumentKind {
  var isGovernance: Bool { self == .authority || self == .node }
}
