public import CRDT
import Digest
import Knowledge
import SQLite
import SyncProtocol

/// Removing payloads as the records say, and never taking one back in.
///
/// What a replica shows stays a pure function of the changes it holds: which words are blank is part
/// of a record, the record is a change, and the other words prove that they are the payload's.
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
      guard try note(removal, record: entry.id.description, isSound: entry.isSound) else {
        continue
      }
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
  ///
  /// - Returns: whether it says anything.
  func note(_ redaction: Redaction, record: String, isSound: Bool) throws -> Bool {
    var (payload, mask, root): ([UInt8], SQLiteValue, SQLiteValue) = ([], .null, .null)
    switch redaction.removal {
    case .words(let words, let digest):
      var writer = ByteWriter()
      words.write(to: &writer)
      (mask, root) = (.blob(writer.bytes), .blob(digest.bytes))
    case .standIn(let packed):
      guard let standIn = try? StandIn.unpack(packed) else { return false }
      payload = standIn
    }
    try connection.execute(
      """
      INSERT INTO redaction(hash, record, payload, sound, mask, root)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      ON CONFLICT (hash, record) DO UPDATE SET sound = excluded.sound
      WHERE sound != excluded.sound
      """,
      [
        .blob(redaction.payloadHash.bytes), .text(record), .blob(payload),
        .integer(isSound ? 1 : 0), mask, root,
      ])
    return true
  }

  /// Whether anything was ever removed: while not, no payload needs to be hashed for it.
  func hasRedactions() throws -> Bool {
    try connection.first("SELECT 1 FROM redaction LIMIT 1", []) { _ in true } ?? false
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
        let standing = try removals(ofPayload: hash).standing(
          of: header, from: source(at: position, hash))
      else { continue }
      try put(standing, at: position)
      touched.insert(document)
    }
    return touched
  }

  /// Puts what stands in the place of a payload there.
  func put(_ standing: PayloadStanding, at position: Int64) throws {
    let removed = standing.removed
    try connection.execute(
      """
      INSERT INTO redacted(position, hash, kept, remaining, lacks) VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT (position) DO UPDATE
        SET kept = excluded.kept, remaining = excluded.remaining, lacks = excluded.lacks
      """,
      [
        .integer(position), .blob(removed.hash.bytes),
        removed.kept.map(SQLiteValue.blob) ?? .null,
        removed.remaining.map(SQLiteValue.blob) ?? .null, .integer(removed.lacks ? 1 : 0),
      ])
    try connection.execute(
      "UPDATE change SET payload = ?2 WHERE position = ?1",
      [.integer(position), .blob(PayloadCodec.encode(standing.change))])
    if standing.isSound { try forgetSalt(of: standing.change.id) }
  }

  /// What is held of a payload at a place of the log.
  func source(at position: Int64, _ hash: SHA256Digest) throws -> PayloadSource {
    if let removed = try removed(at: position) {
      if let kept = removed.kept { return .whole(kept) }
      return removed.remaining.map(PayloadSource.remaining) ?? .nothing
    }
    let payload = try connection.first(
      "SELECT payload FROM change WHERE position = ?1", [.integer(position)]
    ) { row in row.blob(0) }
    guard let payload, StreamChain.payloadHash(payload) == hash else { return .nothing }
    return .whole(payload)
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

  func header(at position: Int64) throws -> (header: ChangeHeader, document: Int64) {
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
      "SELECT hash, kept, remaining, lacks FROM redacted WHERE position = ?1",
      [.integer(position)]
    ) { row in
      RemovedPayload(
        hash: try SHA256Digest(stored: row.blob(0)), kept: row.isNull(1) ? nil : row.blob(1),
        remaining: row.isNull(2) ? nil : row.blob(2), lacks: row.integer(3) != 0)
    }
  }

  /// Where the log has a change; `nil` for one that is not held.
  func position(of id: ChangeID) throws -> Int64? {
    try connection.first(
      """
      SELECT c.position FROM change AS c JOIN stream AS s ON s.id = c.stream
      WHERE s.replica = ?1 AND c.sequence = ?2
      """, [.replica(id.replica), .sequence(id.sequence)]
    ) { row in row.integer(0) }
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

  /// The changes of whose payload more is gone than records say, or do as yet.
  public func unexplainedRemovals() throws -> [ChangeID] {
    try connection.query(
      """
      SELECT s.replica, c.sequence FROM redacted AS r
      JOIN change AS c ON c.position = r.position JOIN stream AS s ON s.id = c.stream
      WHERE r.lacks OR NOT EXISTS (SELECT 1 FROM redaction AS n WHERE n.hash = r.hash)
      ORDER BY s.replica, c.sequence
      """, []
    ) { row in
      ChangeID(
        replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(0))),
        sequence: UInt64(bitPattern: row.integer(1)))
    }
  }
}
