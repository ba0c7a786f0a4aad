public import CRDT
public import Digest
import SQLite
public import SyncProtocol

/// Reading the log: the have-vector, single documents, and what a peer lacks.
extension Replica {
  /// What this replica holds: each stream's highest sequence and its chain hash.
  public func vector() throws -> HaveVector {
    // Replica ids are unsigned and SQLite's numbers are not: those of the upper half come first in
    // its order and last in ours.
    HaveVector(
      try connection.query(
        "SELECT replica, sequence, chain FROM stream ORDER BY replica < 0, replica", []
      ) { row in
        HaveVector.Entry(
          replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(0))),
          position: StreamPosition(
            sequence: UInt64(bitPattern: row.integer(1)),
            chain: try SHA256Digest(stored: row.blob(2))))
      })
  }

  /// All changes of one document, in the order of their arrival, each with its place in the log.
  func changes(ofDocumentRow document: Int64) throws -> [(position: Int64, change: Change)] {
    let id = try documentID(ofRow: document)
    return try connection.query(
      """
      SELECT c.position, s.replica, c.sequence, c.parents, c.payload
      FROM change AS c JOIN stream AS s ON s.id = c.stream
      WHERE c.document = ?1 ORDER BY c.position
      """, [.integer(document)]
    ) { row in
      let change = try PayloadCodec.decode(
        id: ChangeID(
          replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(1))),
          sequence: UInt64(bitPattern: row.integer(2))),
        document: id, parents: ChangeIDList.decode(row.blob(3)), payload: row.blob(4))
      return (row.integer(0), change)
    }
  }

  /// Visits what a holder of `vector` lacks, in log order, so that each change's parents come
  /// before it, until the visitor has enough and says `false`.
  ///
  /// - Complexity: proportional to the changes since the oldest one lacked.
  public func visitEntries(
    lackedBy vector: PeerVector, _ visit: (LogEntry) throws -> Bool
  ) throws {
    guard let start = try firstPosition(lackedBy: vector) else { return }
    var reader = EntryReader(self)
    try connection.forEach(
      EntryReader.selection + " WHERE c.position >= ?1 ORDER BY c.position", [.integer(start)]
    ) { row in
      guard !vector.covers(EntryReader.id(row)) else { return true }
      return try visit(reader.entry(row))
    }
  }

  /// The chain hash at a change; `nil` when it is not held.
  public func chain(at id: ChangeID) throws -> SHA256Digest? {
    try connection.first(
      """
      SELECT c.chain FROM change AS c JOIN stream AS s ON s.id = c.stream
      WHERE s.replica = ?1 AND c.sequence = ?2
      """,
      [
        .integer(Int64(bitPattern: id.replica.rawValue)),
        .integer(Int64(bitPattern: id.sequence)),
      ]
    ) { row in try SHA256Digest(stored: row.blob(0)) }
  }

  /// The place in the log of the oldest change that a holder of `vector` lacks.
  func firstPosition(lackedBy vector: PeerVector) throws -> Int64? {
    var first: Int64?
    for (replica, stream) in try Log(connection).streams {
      let held = vector[replica]?.sequence ?? 0
      guard held < stream.position.sequence else { continue }
      let position = try connection.first(
        "SELECT position FROM change WHERE stream = ?1 AND sequence = ?2",
        [.integer(stream.row), .integer(Int64(bitPattern: held + 1))]
      ) { row in row.integer(0) }
      guard let position else {
        throw DamagedReplica(what: "change \(replica)-\(held + 1) is missing from the log")
      }
      first = min(first ?? position, position)
    }
    return first
  }

  /// How many changes are held in all.
  public func changeCount() throws -> Int {
    Int(
      try connection.first(
        "SELECT (SELECT count(*) FROM change) + (SELECT count(*) FROM withheld)", []
      ) { row in row.integer(0) } ?? 0)
  }

  func documentID(ofRow row: Int64) throws -> ChangeID {
    let id = try connection.first(
      """
      SELECT s.replica, d.sequence FROM document AS d JOIN stream AS s ON s.id = d.stream
      WHERE d.id = ?1
      """, [.integer(row)]
    ) { row in
      ChangeID(
        replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(0))),
        sequence: UInt64(bitPattern: row.integer(1)))
    }
    guard let id else { throw DamagedReplica(what: "document \(row) has no name") }
    return id
  }

  static func documentRow(of id: ChangeID, on connection: Connection) throws -> Int64? {
    try connection.first(
      """
      SELECT d.id FROM document AS d JOIN stream AS s ON s.id = d.stream
      WHERE s.replica = ?1 AND d.sequence = ?2
      """,
      [
        .integer(Int64(bitPattern: id.replica.rawValue)),
        .integer(Int64(bitPattern: id.sequence)),
      ]
    ) { row in row.integer(0) }
  }

  /// The row of an article's document.
  ///
  /// - Throws: `ReplicaError.unknownArticle`.
  func row(of document: ChangeID) throws -> Int64 {
    guard let row = try Replica.documentRow(of: nameNow(ofDocument: document), on: connection)
    else { throw ReplicaError.unknownArticle(document.description) }
    return row
  }

  /// What a document is called now: its branch may have been given another name here while a form
  /// or a link still has the old one.
  func nameNow(ofDocument document: ChangeID) throws -> ChangeID {
    if try Replica.documentRow(of: document, on: connection) != nil { return document }
    return try healedForks().map { $0.lost.renaming(document) }.first { now in
      try now != document && Replica.documentRow(of: now, on: connection) != nil
    } ?? document
  }

  /// The same for a version of a document. A number that the document knows is taken as it stands.
  func nameNow(ofVersion version: [ChangeID], of document: ChangeID) throws -> [ChangeID] {
    let forks = try healedForks()
    guard !forks.isEmpty else { return version }
    return try version.map { id in
      let names = [id] + forks.map { $0.lost.renaming(id) }
      return try names.first { try change($0)?.document == document } ?? id
    }
  }
}
