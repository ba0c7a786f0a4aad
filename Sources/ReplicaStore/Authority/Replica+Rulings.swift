import CRDT
import Knowledge
import SQLite
import SyncProtocol

/// The rulings of the log: which changes do not count, kept beside it so that projecting a document
/// asks nobody, and judged anew when a record comes that they hang on.
///
/// They are a pure function of the changes held: whatever order those came in, a change is judged
/// when it comes, and again when something comes that may alter the verdict.
extension Replica {
  /// The rulings on a document's changes, by place in the log.
  func rulings(ofDocumentRow document: Int64) throws -> [Int64: QuarantineReason] {
    var rulings: [Int64: QuarantineReason] = [:]
    try connection.forEach(
      "SELECT position, reason FROM ruling WHERE document = ?1", [.integer(document)]
    ) { row in
      rulings[row.integer(0)] = QuarantineReason(encoded: row.text(1))
      return true
    }
    return rulings
  }

  /// Keeps or takes back the ruling on a change.
  ///
  /// - Returns: whether it is another than before.
  private func rule(
    _ reason: QuarantineReason?, on position: Int64, documentRow document: Int64
  ) throws -> Bool {
    let before = try connection.first(
      "SELECT reason FROM ruling WHERE position = ?1", [.integer(position)]
    ) { row in row.text(0) }
    guard before != reason?.encoded else { return false }
    guard let reason else {
      try connection.execute("DELETE FROM ruling WHERE position = ?1", [.integer(position)])
      return true
    }
    try connection.execute(
      """
      INSERT INTO ruling(position, document, reason) VALUES (?1, ?2, ?3)
      ON CONFLICT (position) DO UPDATE SET reason = excluded.reason
      """, [.integer(position), .integer(document), .text(reason.encoded)])
    return true
  }

  /// Judges changes of one document.
  ///
  /// - Parameter areNew: whether nothing was ever ruled on them, so that a sound one costs nothing.
  /// - Returns: whether any verdict is another than before.
  func rule(
    on changes: [(position: Int64, change: Change)], areNew: Bool, documentRow document: Int64,
    _ judge: inout Judge
  ) throws -> Bool {
    var isAltered = false
    for (position, change) in changes {
      let reason = try judge.reason(against: change, documentRow: document)
      if areNew, reason == nil { continue }
      if try rule(reason, on: position, documentRow: document) { isAltered = true }
    }
    return isAltered
  }

  /// Judges anew what hangs on records that have come or gone.
  ///
  /// - Returns: the documents that show something else now.
  func reconsider(from before: Governance, to after: Governance) throws -> Set<Int64> {
    guard let authority = after.authority else { return [] }
    var judge = Judge(self, after)
    var altered: Set<Int64> = []
    func judgeAgain(_ condition: String, _ arguments: [SQLiteValue]) throws {
      for (position, document, change) in try loggedChanges(condition, arguments) {
        let reason = try judge.reason(against: change, documentRow: document)
        if try rule(reason, on: position, documentRow: document) { altered.insert(document) }
      }
    }
    for (replica, stream) in try Log(connection).streams.sorted(by: { $0.key < $1.key })
    where before.authority?.footing(ofStream: replica) != authority.footing(ofStream: replica) {
      try judgeAgain("WHERE c.stream = ?1", [.integer(stream.row)])
    }
    if let root = after.documents[authority.root]?.row {
      try judgeAgain("WHERE c.document = ?1", [.integer(root)])
    }
    // A record that was missing may be among the new ones, and a person may have decided.
    try judgeAgain("WHERE c.position IN (SELECT position FROM ruling)", [])
    let decided = authority.dropped.symmetricDifference(before.authority?.dropped ?? [])
      .union(authority.released.symmetricDifference(before.authority?.released ?? []))
    for id in decided.sorted() {
      try judgeAgain(
        "WHERE s.replica = ?1 AND c.sequence = ?2",
        [
          .integer(Int64(bitPattern: id.replica.rawValue)),
          .integer(Int64(bitPattern: id.sequence)),
        ])
      if let document = try documentRow(ofChange: id) { altered.insert(document) }
    }
    return altered
  }

  /// Judges the whole log.
  func ruleAnew() throws {
    var judge = Judge(self, try governance())
    guard judge.governance.authority != nil else { return }
    for document in try documentRows() {
      _ = try rule(
        on: changes(ofDocumentRow: document), areNew: true, documentRow: document, &judge)
    }
  }

  /// Judges the whole log anew because changes get other names, and verdicts hang on those.
  ///
  /// - Parameter rename: gives them, and returns the documents that it touched.
  /// - Returns: the documents that may show something else.
  func rulingAnew(after rename: () throws -> Set<Int64>) throws -> Set<Int64> {
    var touched = try ruledDocuments()
    for table in ["ruling", "governance"] { try connection.execute("DELETE FROM \(table)") }
    touched.formUnion(try rename())
    try enterGovernanceDocuments()
    touched.formUnion(try takeRedactions(governance()))
    try ruleAnew()
    touched.formUnion(try ruledDocuments())
    return touched.intersection(try documentRows())
  }

  private func ruledDocuments() throws -> Set<Int64> {
    Set(try connection.query("SELECT DISTINCT document FROM ruling", []) { $0.integer(0) })
  }

  /// Finds the documents of authority in the log, for a rebuild. The base stays the one it was.
  func enterGovernanceDocuments() throws {
    for document in try documentRows() {
      guard let creation = try change(documentID(ofRow: document)) else { continue }
      try enter(governanceDocument: document, createdBy: creation)
    }
  }

  /// Whether the rulings kept are those that the log gives.
  func rulingsAreStale(ofDocumentRow document: Int64, _ judge: inout Judge) throws -> Bool {
    let kept = try rulings(ofDocumentRow: document)
    guard judge.governance.authority != nil else { return !kept.isEmpty }
    for (position, change) in try changes(ofDocumentRow: document) {
      let reason = try judge.reason(against: change, documentRow: document)
      if kept[position] != reason { return true }
    }
    return false
  }

  // MARK: Reading the log

  private func loggedChanges(
    _ condition: String, _ arguments: [SQLiteValue]
  ) throws -> [(position: Int64, document: Int64, change: Change)] {
    try connection.query(
      """
      SELECT c.position, c.document, s.replica, c.sequence, c.parents, c.payload
      FROM change AS c JOIN stream AS s ON s.id = c.stream \(condition) ORDER BY c.position
      """, arguments
    ) { row in
      let id = ChangeID(
        replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(2))),
        sequence: UInt64(bitPattern: row.integer(3)))
      let change = try PayloadCodec.decode(
        id: id, document: documentID(ofRow: row.integer(1)),
        parents: ChangeIDList.decode(row.blob(4)), payload: row.blob(5))
      return (row.integer(0), row.integer(1), change)
    }
  }

  func documentRow(ofChange id: ChangeID) throws -> Int64? {
    try connection.first(
      """
      SELECT c.document FROM change AS c JOIN stream AS s ON s.id = c.stream
      WHERE s.replica = ?1 AND c.sequence = ?2
      """,
      [
        .integer(Int64(bitPattern: id.replica.rawValue)),
        .integer(Int64(bitPattern: id.sequence)),
      ]
    ) { row in row.integer(0) }
  }
}
