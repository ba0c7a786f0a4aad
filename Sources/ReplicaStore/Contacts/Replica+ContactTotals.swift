import CRDT
import Knowledge
import Planted
import SQLite

/// The projection of sealed contacts: totals, kept up to date by what each document adds.
extension Replica {
  /// Brings the totals from what a document held to what it holds.
  ///
  /// - Complexity: the number of its keys; where a batch is in several documents, of theirs too.
  ///
  /// - Parameter isSummed: whether the sums by week and month follow.
  func storeContacts(
    _ state: DocumentState?, before: DocumentState?, document: Int64, isSummed: Bool = true
  ) throws {
    let old = before.map { ContactSeal($0).batches } ?? [:]
    let new = state.map { ContactSeal($0).batches } ?? [:]
    for batch in Set(old.keys).union(new.keys).sorted() {
      let others = try contacts(ofBatch: batch, besides: document)
      let was = ContactSeal.larger(of: others + [old[batch] ?? [:]])
      let now = ContactSeal.larger(of: others + [new[batch] ?? [:]])
      let difference = ContactSeal.difference(from: was, to: now)
      try add(difference)
      if isSummed { try addToSums(difference) }
    }
    try connection.execute(
      "DELETE FROM contact_batch WHERE document = ?1", [.integer(document)])
    for batch in new.keys.sorted() {
      let name = SQLiteValue.integer(Int64(bitPattern: batch))
      try connection.execute(
        "INSERT INTO contact_batch(batch, document) VALUES (?1, ?2)", [name, .integer(document)])
      try dropWaiting(inBatch: batch)
    }
  }

  /// Another copy of this disk sealed what waits here too: nothing is left to be said, unless this
  /// one has counted on. Then all of it waits on, and will be sealed as a larger count.
  private func dropWaiting(inBatch batch: ContactSeal.Batch) throws {
    guard try waitingRest(ofBatch: batch).isEmpty else { return }
    try connection.execute(
      "DELETE FROM contact_entry WHERE batch = ?1", [.integer(Int64(bitPattern: batch))])
  }

  /// What waits here of a batch, beyond what is sealed of it.
  func waitingRest(ofBatch batch: ContactSeal.Batch) throws -> [ContactKey: Int64] {
    let waiting = try waitingCounts(ofBatch: batch)
    guard !waiting.isEmpty else { return [:] }
    let sealed = try contacts(ofBatch: batch, besides: nil)
    return ContactSeal.rest(of: waiting, beyond: ContactSeal.larger(of: sealed))
  }

  /// Whether contacts of that batch are sealed in a change that is held here.
  func isSealed(batch: ContactSeal.Batch) throws -> Bool {
    try connection.first(
      "SELECT 1 FROM contact_batch WHERE batch = ?1", [.integer(Int64(bitPattern: batch))]
    ) { _ in true } ?? false
  }

  private func contacts(
    ofBatch batch: ContactSeal.Batch, besides document: Int64?
  ) throws -> [[ContactKey: Int64]] {
    if Planted.has(.batchCountedTwice) { return [] }
    let documents = try connection.query(
      "SELECT document FROM contact_batch WHERE batch = ?1 AND document IS NOT ?2 ORDER BY document",
      [.integer(Int64(bitPattern: batch)), document.map(SQLiteValue.integer) ?? .null]
    ) { row in row.integer(0) }
    return try documents.compactMap { other in
      try storedState(ofDocumentRow: other).flatMap { ContactSeal($0).batches[batch] }
    }
  }

  private func add(_ amounts: [ContactKey: Int64]) throws {
    for (key, amount) in amounts where amount != 0 {
      try connection.execute(
        """
        INSERT INTO contact VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        ON CONFLICT DO UPDATE SET amount = amount + excluded.amount
        """, key.columns + [.integer(amount)])
      // A key that nobody counts any more has no row, as if it had never been there; a correction
      // comes to nothing by a positive amount, when it is set aside.
      guard amount < 0 || key.origin.isCorrection else { continue }
      try connection.execute(
        "DELETE FROM contact WHERE municipality = ?1 AND day = ?2 AND amount = 0",
        Array(key.columns.prefix(2)))
    }
  }

  /// Whether the totals are what the documents make them, and the sums what the totals make them.
  func contactTotalsAreSound() throws -> Bool {
    var batches: [ContactSeal.Batch: [[ContactKey: Int64]]] = [:]
    for document in try Schema.documents(of: .contacts, on: connection) {
      guard let state = try storedState(ofDocumentRow: document) else { continue }
      for (batch, counts) in ContactSeal(state).batches {
        batches[batch, default: []].append(counts)
      }
    }
    var sums: [[SQLiteValue]: Int64] = [:]
    for copies in batches.values {
      for (key, amount) in ContactSeal.larger(of: copies) {
        sums[key.columns, default: 0] += amount
      }
    }
    var rows = 0
    var isSound = true
    try connection.forEach("SELECT * FROM contact WHERE amount <> 0", []) { row in
      rows += 1
      let key: [SQLiteValue] =
        (0..<6).map { .integer(row.integer($0)) } + (6..<10).map { .text(row.text($0)) }
      isSound = isSound && sums[key] == row.integer(10)
      return isSound
    }
    return try isSound && rows == sums.values.count { $0 != 0 } && contactSumsAreSound()
  }
}

extension ContactKey {
  /// In the order of the table `contact`.
  fileprivate var columns: [SQLiteValue] {
    [
      .integer(Int64(municipality.number)), .integer(Int64(date.daysSince1970)),
      .integer(Int64(way)), .integer(Int64(what)), .integer(Int64(origin.rawValue)),
      .integer(Int64(answering.number)), .text(department?.text ?? ""),
      .text(forwardedTo?.text ?? ""), .text(about.text), .text(event?.text ?? ""),
    ]
  }
}
