import CRDT
import Digest
import SQLite
import SyncProtocol

/// Gives the end of a stream another name in the log (Protocol/05 §9), inside one transaction.
///
/// The rows stay where they are in the order of arrival, so it stays causally closed. What changes
/// is the stream and number of the branch's own changes, the names of documents that they created,
/// the parents and documents that anybody names, and the chain hashes that follow from all that.
/// Payloads do not change.
///
/// Part of the branch may be here under its new name already, from somebody who renamed it before.
/// Then of each pair the row that came first stays, because what stands on the change came after
/// it.
struct LogRenaming {
  /// Documents of which some change has another header now: to be projected anew.
  private(set) var touched: Set<Int64> = []

  private let replica: Replica
  private let connection: Connection
  private let renaming: StreamRenaming

  /// The branch under its new name, as far as it was here already.
  private struct Pair {
    var old: Int64
    var new: Int64
    /// The rows of the document, where the change created one.
    var oldDocument: Int64
    var newDocument: Int64
    var isCreation: Bool
  }

  /// A row whose header, or only whose chain hash, becomes another.
  private struct Rewrite {
    var position: Int64
    var id: ChangeID
    var parents: [ChangeID]
    var chain: SHA256Digest
  }

  private init(_ renaming: StreamRenaming, in replica: Replica) {
    self.renaming = renaming
    self.replica = replica
    connection = replica.connection
  }

  /// - Returns: the documents to be projected anew.
  /// - Throws: `ProtocolError` `.fork` when what is here under the new name is not that branch.
  static func perform(_ renaming: StreamRenaming, in replica: Replica) throws -> Set<Int64> {
    replica.renamings += 1
    var touched: Set<Int64> = []
    while let other = try inTheWay(of: renaming, on: replica.connection) {
      touched.formUnion(try perform(other, in: replica))
    }
    guard try Log(replica.connection).holds(renaming.firstID) else { return touched }
    var work = LogRenaming(renaming, in: replica)
    try work.run()
    return touched.union(work.touched).intersection(try replica.documentRows())
  }

  /// The branch to be renamed first because stream and new name part further on: the fork of a
  /// branch that was copied once more. It is judged as any fork is.
  private static func inTheWay(
    of renaming: StreamRenaming, on connection: Connection
  ) throws -> StreamRenaming? {
    var found: (number: UInt64, old: SHA256Digest, new: SHA256Digest)?
    try connection.forEach(
      """
      SELECT old.sequence, old.payload, new.payload, gone.hash, went.hash
      FROM change AS old JOIN change AS new ON new.sequence = old.sequence - ?3 + 1
      LEFT JOIN redacted AS gone ON gone.position = old.position
      LEFT JOIN redacted AS went ON went.position = new.position
      WHERE old.stream = (SELECT id FROM stream WHERE replica = ?1) AND old.sequence >= ?3
        AND new.stream = (SELECT id FROM stream WHERE replica = ?2)
        AND (old.payload != new.payload OR gone.hash IS NOT went.hash)
      ORDER BY old.sequence
      """, [.replica(renaming.replica), .replica(renaming.name), .sequence(renaming.first)]
    ) { row in
      let old = try payloadHash(row.blob(1), removed: row.isNull(3) ? nil : row.blob(3))
      let new = try payloadHash(row.blob(2), removed: row.isNull(4) ? nil : row.blob(4))
      // One of them may lack its words, and it is the same change all the same.
      guard old != new else { return true }
      found = (UInt64(bitPattern: row.integer(0)), old, new)
      return false
    }
    guard let found else { return nil }
    // The name follows from the first payload, so this is no part of the branch.
    guard found.number > renaming.first else {
      throw ProtocolError(.fork, change: renaming.firstID)
    }
    return found.new < found.old
      ? StreamRenaming(
        of: renaming.replica, from: found.number,
        to: StreamRenaming.name(ofBranchStartingWith: found.old))
      : StreamRenaming(
        of: renaming.name, from: found.number - renaming.first + 1,
        to: StreamRenaming.name(ofBranchStartingWith: found.new))
  }

  /// The hash of what stands in the log, or of what did.
  private static func payloadHash(
    _ payload: [UInt8], removed: [UInt8]?
  ) throws -> SHA256Digest {
    try removed.map { try SHA256Digest(stored: $0) } ?? StreamChain.payloadHash(payload)
  }

  private mutating func run() throws {
    let streams = try Log(connection).streams
    guard let old = streams[renaming.replica] else { return }
    let rewrites = try rewrites(streams)
    let pairs = try pairs()
    if let last = pairs.last, let rewrite = rewrites.first(where: { $0.position == last.old }) {
      guard try held(chainAt: rewrite.id) == rewrite.chain else {
        throw ProtocolError(.fork, change: rewrite.id)
      }
    }
    let newRow = try row(ofStream: renaming.name)
    for pair in pairs { try join(pair) }
    try moveDocuments(from: old.row, to: newRow)
    try store(rewrites, pairs: pairs, newRow: newRow)
    try closeStreams(streams, rewrites, newRow: newRow)
  }

  // MARK: What becomes another

  /// Every row from the branch's first change on that gets another header or chain hash, in the
  /// order of arrival.
  private mutating func rewrites(_ streams: [ReplicaID: Log.Stream]) throws -> [Rewrite] {
    var rewrites: [Rewrite] = []
    var running: [ReplicaID: SHA256Digest] = [:]
    var documents: [Int64: ChangeID] = [:]
    var found: [(position: Int64, header: ChangeHeader, document: Int64)] = []
    try connection.forEach(
      """
      SELECT c.position, s.replica, c.sequence, c.document, c.parents
      FROM change AS c JOIN stream AS s ON s.id = c.stream
      WHERE c.position >= (SELECT position FROM change WHERE sequence = ?2
        AND stream = (SELECT id FROM stream WHERE replica = ?1))
      ORDER BY c.position
      """, [.replica(renaming.replica), .sequence(renaming.first)]
    ) { row in
      let document = row.integer(3)
      let name = try documents[document] ?? replica.documentID(ofRow: document)
      documents[document] = name
      found.append(
        (
          row.integer(0),
          ChangeHeader(
            id: ChangeID(
              replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(1))),
              sequence: UInt64(bitPattern: row.integer(2))),
            document: name, parents: try ChangeIDList.decode(row.blob(4))),
          document
        ))
      return true
    }
    // What is here under the new name already stays as it is.
    for (position, header, document) in found where header.id.replica != renaming.name {
      let renamed = renaming(header)
      let isRenamed = renamed != header
      guard isRenamed || running[header.id.replica] != nil else { continue }
      if isRenamed { touched.insert(document) }
      let previous =
        try renamed.id.sequence == 1
        ? nil : running[renamed.id.replica] ?? held(chainAt: renamed.id.predecessor)
      let chain = StreamChain.next(
        after: previous, header: renamed, payloadHash: try payloadHash(at: position))
      running[renamed.id.replica] = chain
      rewrites.append(
        Rewrite(position: position, id: renamed.id, parents: renamed.parents, chain: chain))
    }
    return rewrites
  }

  private func held(chainAt id: ChangeID) throws -> SHA256Digest {
    guard let chain = try replica.chain(at: id) else {
      throw DamagedReplica(what: "change \(id) is missing from the log")
    }
    return chain
  }

  private func payloadHash(at position: Int64) throws -> SHA256Digest {
    let hash = try connection.first(
      "SELECT payload FROM change WHERE position = ?1", [.integer(position)]
    ) { row in StreamChain.payloadHash(row.blob(0)) }
    guard let hash else { throw DamagedReplica(what: "change at \(position) is missing") }
    return try replica.removed(at: position)?.hash ?? hash
  }

  // MARK: What is here under both names

  private func pairs() throws -> [Pair] {
    try connection.query(
      """
      SELECT old.position, new.position, old.document, new.document,
        EXISTS (SELECT 1 FROM document AS d
          WHERE d.id = old.document AND d.stream = old.stream AND d.sequence = old.sequence)
      FROM change AS old JOIN change AS new ON new.sequence = old.sequence - ?3 + 1
      WHERE old.stream = (SELECT id FROM stream WHERE replica = ?1) AND old.sequence >= ?3
        AND new.stream = (SELECT id FROM stream WHERE replica = ?2)
      ORDER BY old.sequence
      """, [.replica(renaming.replica), .replica(renaming.name), .sequence(renaming.first)]
    ) { row in
      Pair(
        old: row.integer(0), new: row.integer(1), oldDocument: row.integer(2),
        newDocument: row.integer(3), isCreation: row.integer(4) != 0)
    }
  }

  /// Makes one row of two, and one document of the two that it created.
  private mutating func join(_ pair: Pair) throws {
    let (lost, lostDocument, document) =
      pair.old < pair.new
      ? (pair.new, pair.newDocument, pair.oldDocument)
      : (pair.old, pair.oldDocument, pair.newDocument)
    try connection.execute("DELETE FROM quarantine WHERE position = ?1", [.integer(lost)])
    if pair.isCreation, lostDocument != document {
      try replica.unproject(document: lostDocument)
      try connection.execute(
        "UPDATE change SET document = ?2 WHERE document = ?1",
        [.integer(lostDocument), .integer(document)])
    }
    try moveRemoval(from: lost, to: min(pair.old, pair.new))
    try connection.execute("DELETE FROM change WHERE position = ?1", [.integer(lost)])
    if pair.isCreation, lostDocument != document {
      try connection.execute("DELETE FROM document WHERE id = ?1", [.integer(lostDocument)])
    }
    touched.insert(document)
  }

  /// What was removed from one of two rows is removed from the one that stays.
  private func moveRemoval(from lost: Int64, to stays: Int64) throws {
    guard let gone = try replica.removed(at: lost) else { return }
    let other = try replica.removed(at: stays)
    if other?.lacks ?? !gone.lacks {
      try connection.execute(
        "UPDATE change SET payload = (SELECT payload FROM change WHERE position = ?1) WHERE position = ?2",
        [.integer(lost), .integer(stays)])
      try connection.execute(
        """
        INSERT OR REPLACE INTO redacted(position, hash, kept, remaining, lacks)
        SELECT ?2, hash, kept, remaining, lacks FROM redacted WHERE position = ?1
        """,
        [.integer(lost), .integer(stays)])
    }
    try connection.execute("DELETE FROM redacted WHERE position = ?1", [.integer(lost)])
  }

  // MARK: Writing it down

  private func row(ofStream name: ReplicaID) throws -> Int64 {
    if let row = try Log(connection).streams[name]?.row { return row }
    try connection.execute(
      "INSERT INTO stream(replica, sequence, chain) VALUES (?1, 0, zeroblob(32))",
      [.replica(name)])
    return connection.lastInsertedRowID
  }

  private func moveDocuments(from old: Int64, to new: Int64) throws {
    try connection.execute(
      "UPDATE document SET stream = ?2, sequence = sequence - ?3 + 1 WHERE stream = ?1 AND sequence >= ?3",
      [.integer(old), .integer(new), .sequence(renaming.first)])
  }

  private func store(_ rewrites: [Rewrite], pairs: [Pair], newRow: Int64) throws {
    let gone = Set(pairs.filter { $0.new < $0.old }.map(\.old))
    for rewrite in rewrites where !gone.contains(rewrite.position) {
      try connection.execute(
        "UPDATE change SET parents = ?2, chain = ?3 WHERE position = ?1",
        [
          .integer(rewrite.position), .blob(ChangeIDList.encode(rewrite.parents)),
          .blob(rewrite.chain.bytes),
        ])
      guard rewrite.id.replica == renaming.name else { continue }
      try connection.execute(
        "UPDATE change SET stream = ?2, sequence = ?3 WHERE position = ?1",
        [.integer(rewrite.position), .integer(newRow), .sequence(rewrite.id.sequence)])
    }
  }

  /// The have-vector: the old stream ends before the branch, the new one where the branch does, and
  /// those whose chains changed say so.
  private func closeStreams(
    _ streams: [ReplicaID: Log.Stream], _ rewrites: [Rewrite], newRow: Int64
  ) throws {
    var last: [ReplicaID: Rewrite] = [:]
    for rewrite in rewrites { last[rewrite.id.replica] = rewrite }
    for (name, rewrite) in last {
      let held = streams[name]?.position.sequence ?? 0
      guard rewrite.id.sequence >= held else { continue }
      try connection.execute(
        "UPDATE stream SET sequence = ?2, chain = ?3 WHERE replica = ?1",
        [.replica(name), .sequence(rewrite.id.sequence), .blob(rewrite.chain.bytes)])
    }
    guard renaming.first > 1 else {
      try connection.execute(
        "DELETE FROM stream WHERE replica = ?1", [.replica(renaming.replica)])
      return
    }
    let end = renaming.firstID.predecessor
    let chain = try held(chainAt: end)
    try connection.execute(
      "UPDATE stream SET sequence = ?2, chain = ?3 WHERE replica = ?1",
      [.replica(end.replica), .sequence(end.sequence), .blob(chain.bytes)])
  }
}

extension ChangeID {
  /// The number before this one in the same stream.
  var predecessor: ChangeID { ChangeID(replica: replica, sequence: sequence - 1) }
}
