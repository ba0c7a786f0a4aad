public import CRDT
import Digest
import Knowledge
import SQLite
import SyncProtocol

/// A payload that is not in the log any more.
struct RemovedPayload {
  var hash: SHA256Digest
  /// It, where its removal is shown but does not count here (`Authority.RedactionEntry.isSound`).
  var kept: [UInt8]?
}

/// Removing payloads as the records say, and never taking one back in.
///
/// What a replica shows stays a pure function of the changes it holds: the stand-in is part of a
/// record, the record is a change, and it replaces the words wherever and whenever both are held.
extension Replica {
  /// Brings the log in line with the removals on record.
  ///
  /// - Returns: the documents that say something else now.
  func takeRedactions(_ governance: Governance) throws -> Set<Int64> {
    let entries = governance.authority?.redactions ?? []
    guard try !entries.isEmpty || hasRedactions() else { return [] }
    var changed: [SHA256Digest: ChangeID] = [:]
    for entry in entries {
      let removal = entry.redaction
      // One that cannot be read is none, here as everywhere.
      guard let payload = try? StandIn.unpack(removal.standIn) else { continue }
      try note(
        removal: removal.payloadHash, record: entry.id.description, standIn: payload,
        isSound: entry.isSound)
      if connection.changedRows > 0 { changed[removal.payloadHash] = removal.change }
    }
    guard !changed.isEmpty else { return [] }
    // What is freed from here on is overwritten in the file.
    try connection.script("PRAGMA secure_delete = ON")
    hasRemovedWords = true
    var touched: Set<Int64> = []
    for (hash, change) in changed.sorted(by: { $0.value < $1.value }) {
      touched.formUnion(try remove(payload: hash, lookingFirstAt: change, governance))
    }
    return touched
  }

  /// Keeps what a record says; altered rows are those that say something new.
  func note(
    removal hash: SHA256Digest, record: String, standIn payload: [UInt8], isSound: Bool
  ) throws {
    try connection.execute(
      """
      INSERT INTO redaction(hash, record, payload, sound) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT (hash, record) DO UPDATE SET sound = excluded.sound
      WHERE sound != excluded.sound
      """,
      [.blob(hash.bytes), .text(record), .blob(payload), .integer(isSound ? 1 : 0)])
  }

  /// Whether anything was ever removed: while not, no payload needs to be hashed for it.
  func hasRedactions() throws -> Bool {
    try connection.first("SELECT 1 FROM redaction LIMIT 1", []) { _ in true } ?? false
  }

  /// What stands in the place of a payload; `nil` for one that nobody removed.
  func standIn(
    forPayload hash: SHA256Digest, of header: ChangeHeader
  ) throws -> (change: Change, isSound: Bool)? {
    let rows = try connection.query(
      "SELECT payload, sound FROM redaction WHERE hash = ?1 ORDER BY payload, record",
      [.blob(hash.bytes)]
    ) { row in (payload: row.blob(0), isSound: row.integer(1) != 0) }
    var standIn: Change?
    for row in rows {
      // A stand-in that is no change of this header is none, here as everywhere.
      let next = try? PayloadCodec.decode(
        id: header.id, document: header.document, parents: header.parents, payload: row.payload)
      guard let next else { continue }
      standIn = standIn.map { Blanking.union($0, next) ?? $0 } ?? next
    }
    return standIn.map { ($0, rows.contains(where: \.isSound)) }
  }

  /// Every payload that is to be removed.
  func removedHashes() throws -> Set<SHA256Digest> {
    Set(
      try connection.query("SELECT DISTINCT hash FROM redaction", []) { row in
        try SHA256Digest(stored: row.blob(0))
      })
  }

  // MARK: In the log

  private func remove(
    payload hash: SHA256Digest, lookingFirstAt change: ChangeID, _ governance: Governance
  ) throws -> Set<Int64> {
    var touched: Set<Int64> = []
    for position in try positions(ofPayload: hash, lookingFirstAt: change) {
      let (header, document) = try header(at: position)
      guard governance.documents[header.document] == nil,
        let (standIn, isSound) = try standIn(forPayload: hash, of: header)
      else { continue }
      let payload = try removed(at: position)?.kept ?? storedPayload(at: position, hash)
      try connection.execute(
        """
        INSERT INTO redacted(position, hash, kept) VALUES (?1, ?2, ?3)
        ON CONFLICT (position) DO UPDATE SET kept = excluded.kept
        """,
        [
          .integer(position), .blob(hash.bytes),
          isSound ? .null : payload.map(SQLiteValue.blob) ?? .null,
        ])
      try connection.execute(
        "UPDATE change SET payload = ?2 WHERE position = ?1",
        [.integer(position), .blob(PayloadCodec.encode(standIn))])
      if isSound { try forgetSalt(of: header.id) }
      touched.insert(document)
    }
    return touched
  }

  /// The payload as it is in the log still; `nil` where something stands in its place.
  private func storedPayload(at position: Int64, _ hash: SHA256Digest) throws -> [UInt8]? {
    let payload = try connection.first(
      "SELECT payload FROM change WHERE position = ?1", [.integer(position)]
    ) { row in row.blob(0) }
    return payload.flatMap { StreamChain.payloadHash($0) == hash ? $0 : nil }
  }

  /// Where the log has, or had, a payload. A branch of a fork may have given its change another name
  /// than the record knows; then all of the log is looked through.
  private func positions(
    ofPayload hash: SHA256Digest, lookingFirstAt id: ChangeID
  ) throws -> [Int64] {
    let known = try connection.query(
      "SELECT position FROM redacted WHERE hash = ?1", [.blob(hash.bytes)]
    ) { row in row.integer(0) }
    guard known.isEmpty else { return known }
    func matches(_ condition: String, _ arguments: [SQLiteValue]) throws -> [Int64] {
      var found: [Int64] = []
      try connection.forEach(
        """
        SELECT c.position, c.payload FROM change AS c JOIN stream AS s ON s.id = c.stream
        \(condition)
        """, arguments
      ) { row in
        if StreamChain.payloadHash(row.blob(1)) == hash { found.append(row.integer(0)) }
        return true
      }
      return found
    }
    let named = try matches(
      "WHERE s.replica = ?1 AND c.sequence = ?2", [.replica(id.replica), .sequence(id.sequence)])
    return try named.isEmpty && !healedForks().isEmpty ? matches("", []) : named
  }

  private func header(at position: Int64) throws -> (header: ChangeHeader, document: Int64) {
    let found = try connection.first(
      """
      SELECT s.replica, c.sequence, c.document, c.parents
      FROM change AS c JOIN stream AS s ON s.id = c.stream WHERE c.position = ?1
      """, [.integer(position)]
    ) { row in
      let id = ChangeID(
        replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(0))),
        sequence: UInt64(bitPattern: row.integer(1)))
      return (
        header: ChangeHeader(
          id: id, document: try documentID(ofRow: row.integer(2)),
          parents: try ChangeIDList.decode(row.blob(3))),
        document: row.integer(2)
      )
    }
    guard let found else { throw DamagedReplica(what: "change at \(position) is missing") }
    return found
  }

  /// What was removed at a place of the log; `nil` where everything is there.
  func removed(at position: Int64) throws -> RemovedPayload? {
    try connection.first(
      "SELECT hash, kept FROM redacted WHERE position = ?1", [.integer(position)]
    ) { row in
      RemovedPayload(
        hash: try SHA256Digest(stored: row.blob(0)), kept: row.isNull(1) ? nil : row.blob(1))
    }
  }

  /// The hash that a change's payload has, or had; `nil` for one that is not held.
  func payloadHash(of id: ChangeID) throws -> SHA256Digest? {
    let found = try connection.first(
      """
      SELECT c.position, c.payload FROM change AS c JOIN stream AS s ON s.id = c.stream
      WHERE s.replica = ?1 AND c.sequence = ?2
      """, [.replica(id.replica), .sequence(id.sequence)]
    ) { row in (position: row.integer(0), hash: StreamChain.payloadHash(row.blob(1))) }
    guard let found else { return nil }
    return try removed(at: found.position)?.hash ?? found.hash
  }

  /// The changes whose payload is gone though no record says why, or not yet.
  public func unexplainedRemovals() throws -> [ChangeID] {
    try connection.query(
      """
      SELECT s.replica, c.sequence FROM redacted AS r
      JOIN change AS c ON c.position = r.position JOIN stream AS s ON s.id = c.stream
      WHERE NOT EXISTS (SELECT 1 FROM redaction AS n WHERE n.hash = r.hash)
      ORDER BY s.replica, c.sequence
      """, []
    ) { row in
      ChangeID(
        replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(0))),
        sequence: UInt64(bitPattern: row.integer(1)))
    }
  }
}
