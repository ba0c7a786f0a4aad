public import CRDT
public import Knowledge
import Planted
import SQLite

/// Counting contacts: each is a row here at once, and sealed with the others into one change before
/// the next exchange.
///
/// ```swift
/// let ticket = try replica.count(contact, session: session)
/// try replica.undo(ticket, session: session)
/// try replica.sealContacts(at: now)
/// ```
extension Replica {
  /// What was counted, for whoever regrets it.
  public struct ContactTicket: Hashable, Sendable {
    public let id: Int64
    public let key: ContactKey

    public init(id: Int64, key: ContactKey) {
      self.id = id
      self.key = key
    }
  }

  /// Counts a contact; durable when it returns.
  ///
  /// - Parameter session: 64 random bits that the process drew when it started, so that what a
  ///   copied disk counts is told from what the original does (`ContactSeal`).
  @discardableResult
  public func count(_ key: ContactKey, amount: Int = 1, session: UInt64) throws -> ContactTicket {
    guard try !isMirror() else { throw ReplicaError.mirrorIsReadOnly }
    return try connection.immediate {
      ContactTicket(id: try enter([(key, amount)], session: session), key: key)
    }
  }

  /// Counts many at once, all or none.
  public func count(_ contacts: [(key: ContactKey, amount: Int)], session: UInt64) throws {
    guard try !isMirror() else { throw ReplicaError.mirrorIsReadOnly }
    _ = try connection.immediate { try enter(contacts, session: session) }
  }

  /// The number of the last.
  private func enter(
    _ contacts: [(key: ContactKey, amount: Int)], session: UInt64
  ) throws -> Int64 {
    var id = try lastEntry()
    for contact in contacts {
      id += 1
      let batch = try openBatch(session: session, entry: id)
      try connection.execute(
        "INSERT INTO contact_entry(id, batch, key, amount) VALUES (?1, ?2, ?3, ?4)",
        [
          .integer(id), .integer(Int64(bitPattern: batch)), .blob(contact.key.encoded),
          .integer(Int64(contact.amount)),
        ])
    }
    return id
  }

  /// Takes a contact back: its row, or, where it was sealed meanwhile, by a negative count that says
  /// so.
  public func undo(_ ticket: ContactTicket, session: UInt64) throws {
    try connection.immediate {
      let batch = try connection.first(
        "SELECT batch FROM contact_entry WHERE id = ?1 AND key = ?2",
        [.integer(ticket.id), .blob(ticket.key.encoded)]
      ) { row in UInt64(bitPattern: row.integer(0)) }
      // What a copy of this disk has sealed as well would still be counted there.
      if let batch, try !isSealed(batch: batch) {
        try connection.execute("DELETE FROM contact_entry WHERE id = ?1", [.integer(ticket.id)])
      } else if !Planted.has(.undoForgotten) {
        var correction = ticket.key
        correction.origin = .undone
        _ = try enter([(correction, -1)], session: session)
      }
    }
  }

  /// The last contact that waits here and was counted in no import, for `undo` without a ticket.
  public func lastContact() throws -> ContactTicket? {
    try connection.first(
      """
      SELECT id, key FROM contact_entry
      WHERE amount = 1 AND batch NOT IN (SELECT batch FROM contact_batch) ORDER BY id DESC LIMIT 1
      """, []
    ) { row in
      ContactKey(encoded: row.blob(1)).map { ContactTicket(id: row.integer(0), key: $0) }
    } ?? nil
  }

  /// How many distinct keys wait to be sealed.
  public func waitingContacts() throws -> Int {
    try connection.first("SELECT count(DISTINCT key) FROM contact_entry", []) { row in
      Int(row.integer(0))
    } ?? 0
  }

  /// Seals what waits, into one change; into several only where more than a thousand distinct keys
  /// wait, as after an import.
  ///
  /// They are the node's changes and nobody's by name: who counted is not kept.
  ///
  /// - Parameter batchesAtOnce: how many batches of a thousand entries one transaction seals, and
  ///   memory holds. What a crash leaves waits for the next time.
  /// - Throws: `AuthorityRefusal` when nobody here may count; then it waits on.
  @discardableResult
  public func sealContacts(at time: Int64, batchesAtOnce: Int = 32) throws -> [ChangeID] {
    var changes: [ChangeID] = []
    while try hasWaitingContacts(), try !isMirror() {
      changes += try sealFirstContacts(batchesAtOnce, at: time)
    }
    return changes
  }

  private func hasWaitingContacts() throws -> Bool {
    try connection.first("SELECT 1 FROM contact_entry LIMIT 1", []) { _ in true } ?? false
  }

  /// Seals the batches that have waited longest.
  private func sealFirstContacts(_ most: Int, at time: Int64) throws -> [ChangeID] {
    let authorship = Authorship(author: Replica.contactAuthor, time: time)
    return try write { writing in
      let batches = try connection.query(
        "SELECT batch FROM contact_entry GROUP BY batch ORDER BY min(id) LIMIT ?1",
        [.integer(Int64(most))]
      ) { row in UInt64(bitPattern: row.integer(0)) }
      let seals = try waitingSeal(batches).split(keysMax: Replica.contactKeysMax)
      for batch in batches {
        try connection.execute(
          "DELETE FROM contact_entry WHERE batch = ?1", [.integer(Int64(bitPattern: batch))])
      }
      try set(.contactSeals, "\(contactSeals() + 1)")
      return try seals.map { seal in
        try writing.author(
          document: nil, parents: [], by: authorship, operations: seal.operations
        ).id
      }
    }
  }

  /// The same before an exchange, which is not kept from going on when nobody here may count: what
  /// waits is kept, and `viden contact seal` says why.
  public func sealContactsIfAllowed(at time: Int64) throws {
    do { try sealContacts(at: time) } catch is AuthorityRefusal {}
  }

  /// How many keys one change may seal: some 40 kB, so that a weak link takes it in one piece.
  public static let contactKeysMax = 1_000

  /// Who stands on a change that seals contacts.
  public static let contactAuthor = "Optælling"

  /// What waits in these batches, as it is sealed.
  private func waitingSeal(_ names: [ContactSeal.Batch]) throws -> ContactSeal {
    var batches: [ContactSeal.Batch: [ContactKey: Int64]] = [:]
    for batch in names {
      let counts = try waitingCounts(ofBatch: batch)
      if !counts.isEmpty { batches[batch] = counts }
    }
    return ContactSeal(batches)
  }

  func waitingCounts(ofBatch batch: ContactSeal.Batch) throws -> [ContactKey: Int64] {
    var counts: [ContactKey: Int64] = [:]
    try connection.forEach(
      "SELECT key, sum(amount) FROM contact_entry WHERE batch = ?1 GROUP BY key",
      [.integer(Int64(bitPattern: batch))]
    ) { row in
      if row.integer(1) != 0 { counts[try Replica.waitingKey(row.blob(0))] = row.integer(1) }
      return true
    }
    return counts
  }

  static func waitingKey(_ bytes: [UInt8]) throws -> ContactKey {
    guard let key = ContactKey(encoded: bytes) else {
      throw DamagedReplica(what: "a contact that waits cannot be read")
    }
    return key
  }

  /// What waits here and is in no total, key by key; a key may come more than once.
  func forEachWaitingContact(_ body: (ContactKey, Int) -> Void) throws {
    try connection.forEach(
      """
      SELECT key, sum(amount) FROM contact_entry
      WHERE batch NOT IN (SELECT batch FROM contact_batch) GROUP BY key
      """, []
    ) { row in
      body(try Replica.waitingKey(row.blob(0)), Int(row.integer(1)))
      return true
    }
    let shared = try connection.query(
      """
      SELECT DISTINCT batch FROM contact_entry
      WHERE batch IN (SELECT batch FROM contact_batch) ORDER BY batch
      """
    ) { row in UInt64(bitPattern: row.integer(0)) }
    for batch in shared {
      for (key, amount) in try waitingRest(ofBatch: batch) { body(key, Int(amount)) }
    }
  }

  // MARK: Batches

  /// The name of what a session collects now: another one after every seal, and after every
  /// thousand entries or so, which is what one change can hold.
  private static func contactBatch(
    session: UInt64, seals: UInt64, entry: Int64
  ) -> ContactSeal.Batch {
    session &+ seals &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(bitPattern: entry >> 10)
      &* 0xBF58_476D_1CE4_E5B9
  }

  /// The name of what a session collects now. One that another copy of this disk has sealed is
  /// closed: of two counts of it only the larger holds, and what is counted from now on must add up.
  private func openBatch(session: UInt64, entry: Int64) throws -> ContactSeal.Batch {
    var seals = try contactSeals()
    while true {
      let batch = Replica.contactBatch(session: session, seals: seals, entry: entry)
      guard try isSealed(batch: batch) else { return batch }
      seals &+= 1
      try set(.contactSeals, "\(seals)")
    }
  }

  /// The number of the newest entry there ever was.
  private func lastEntry() throws -> Int64 {
    try connection.first("SELECT seq FROM sqlite_sequence WHERE name = 'contact_entry'", []) {
      row in row.integer(0)
    } ?? 0
  }

  /// How often contacts were sealed here.
  private func contactSeals() throws -> UInt64 {
    try connection.first("SELECT value FROM setting WHERE name = 'contact_seals'", []) { row in
      UInt64(row.text(0)) ?? 0
    } ?? 0
  }
}
