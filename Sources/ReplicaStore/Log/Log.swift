import CRDT
import Digest
import Planted
import SQLite
import SyncProtocol

/// The log on a connection: appending sealed changes and reading them back.
///
/// It keeps the have-vector in memory for the length of one transaction, so that ten thousand
/// changes cost ten thousand insertions and nothing else.
struct Log {
  /// A stream as its row says, and whether the row must be written back.
  struct Stream {
    var row: Int64
    var position: StreamPosition
    var isDirty: Bool
  }

  let connection: Connection
  private(set) var streams: [ReplicaID: Stream] = [:]
  private var documentRows: [ChangeID: Int64] = [:]

  init(_ connection: Connection) throws {
    self.connection = connection
    try connection.forEach("SELECT id, replica, sequence, chain FROM stream") { row in
      let replica = ReplicaID(rawValue: UInt64(bitPattern: row.integer(1)))
      streams[replica] = Stream(
        row: row.integer(0),
        position: StreamPosition(
          sequence: UInt64(bitPattern: row.integer(2)), chain: try SHA256Digest(stored: row.blob(3))
        ),
        isDirty: false)
      return true
    }
  }

  /// What this replica holds, exactly.
  var vector: HaveVector {
    HaveVector(streams.map { HaveVector.Entry(replica: $0.key, position: $0.value.position) })
  }

  /// Whether the change is held.
  func holds(_ id: ChangeID) -> Bool {
    guard let stream = streams[id.replica] else { return false }
    return id.sequence <= stream.position.sequence
  }

  /// Puts a change at the end of its stream.
  ///
  /// - Parameter removed: the payload in whose place the change stands (Protocol/02 §6).
  /// - Returns: the rows of the change and of its document.
  /// - Throws: `ProtocolError` `.gap` or `.missingParent` when the change does not fit.
  mutating func append(
    _ sealed: SealedChange, insteadOf removed: RemovedPayload? = nil
  ) throws -> (position: Int64, document: Int64) {
    let change = sealed.change
    let held = streams[change.id.replica]?.position.sequence ?? 0
    guard change.id.sequence == held + 1 || Planted.has(.gapAccepted) else {
      throw ProtocolError(
        .gap, change: ChangeID(replica: change.id.replica, sequence: held + 1))
    }
    for parent in change.parents where !holds(parent) {
      throw ProtocolError(.missingParent, change: parent)
    }
    let stream = try advance(
      change.id.replica, to: StreamPosition(sequence: change.id.sequence, chain: sealed.chain))
    let document = try row(ofDocument: change.document, createdBy: change)
    try connection.execute(
      """
      INSERT INTO change(stream, sequence, document, parents, payload, chain)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      """,
      [
        .integer(stream), .integer(Int64(bitPattern: change.id.sequence)), .integer(document),
        .blob(ChangeIDList.encode(change.parents)), .blob(sealed.payload),
        .blob(sealed.chain.bytes),
      ])
    let position = connection.lastInsertedRowID
    if let removed {
      try connection.execute(
        """
        INSERT INTO redacted(position, hash, kept, remaining, lacks) VALUES (?1, ?2, ?3, ?4, ?5)
        """,
        [
          .integer(position), .blob(removed.hash.bytes),
          removed.kept.map(SQLiteValue.blob) ?? .null,
          removed.remaining.map(SQLiteValue.blob) ?? .null, .integer(removed.lacks ? 1 : 0),
        ])
    }
    return (position, document)
  }

  /// Puts a commitment at the end of its stream.
  mutating func append(
    withheld id: ChangeID, commitment: SHA256Digest, chain: SHA256Digest
  ) throws {
    let held = streams[id.replica]?.position.sequence ?? 0
    guard id.sequence == held + 1 else {
      throw ProtocolError(.gap, change: ChangeID(replica: id.replica, sequence: held + 1))
    }
    let stream = try advance(id.replica, to: StreamPosition(sequence: id.sequence, chain: chain))
    try connection.execute(
      "INSERT INTO withheld(stream, sequence, commitment, chain) VALUES (?1, ?2, ?3, ?4)",
      [.integer(stream), .sequence(id.sequence), .blob(commitment.bytes), .blob(chain.bytes)])
  }

  private mutating func advance(_ replica: ReplicaID, to position: StreamPosition) throws -> Int64 {
    if var stream = streams[replica] {
      stream.position = position
      stream.isDirty = true
      streams[replica] = stream
      return stream.row
    }
    try connection.execute(
      "INSERT INTO stream(replica, sequence, chain) VALUES (?1, ?2, ?3)",
      [
        .integer(Int64(bitPattern: replica.rawValue)),
        .integer(Int64(bitPattern: position.sequence)), .blob(position.chain.bytes),
      ])
    let row = connection.lastInsertedRowID
    streams[replica] = Stream(row: row, position: position, isDirty: false)
    return row
  }

  private mutating func row(ofDocument id: ChangeID, createdBy change: Change) throws -> Int64 {
    if change.id == id, let stream = streams[id.replica] {
      try connection.execute(
        "INSERT INTO document(stream, sequence) VALUES (?1, ?2)",
        [.integer(stream.row), .integer(Int64(bitPattern: id.sequence))])
      let row = connection.lastInsertedRowID
      documentRows[id] = row
      return row
    }
    guard let row = try documentRow(of: id) else {
      throw ProtocolError(.missingParent, change: id)
    }
    return row
  }

  /// The row of a document; `nil` when it is not held.
  mutating func documentRow(of id: ChangeID) throws -> Int64? {
    if let row = documentRows[id] { return row }
    let row = try Replica.documentRow(of: id, on: connection)
    documentRows[id] = row
    return row
  }

  /// Writes the have-vector back: the last thing before the commit.
  mutating func flush() throws {
    for (replica, stream) in streams where stream.isDirty {
      try connection.execute(
        "UPDATE stream SET sequence = ?2, chain = ?3 WHERE id = ?1",
        [
          .integer(stream.row), .integer(Int64(bitPattern: stream.position.sequence)),
          .blob(stream.position.chain.bytes),
        ])
      streams[replica]?.isDirty = false
    }
  }
}

/// A list of change ids as bytes: a count, then eight bytes of replica and a varint of sequence
/// each.
enum ChangeIDList {
  static func encode(_ ids: [ChangeID]) -> [UInt8] {
    var writer = ByteWriter()
    writer.varint(UInt64(ids.count))
    for id in ids {
      writer.fixed64(id.replica.rawValue)
      writer.varint(id.sequence)
    }
    return writer.bytes
  }

  static func decode(_ bytes: [UInt8]) throws(ByteError) -> [ChangeID] {
    var reader = ByteReader(bytes)
    let count = try reader.count(upTo: reader.remaining / 9)
    var ids: [ChangeID] = []
    ids.reserveCapacity(count)
    for _ in 0..<count {
      let replica = ReplicaID(rawValue: try reader.fixed64())
      ids.append(ChangeID(replica: replica, sequence: try reader.varint()))
    }
    return ids
  }
}

extension SHA256Digest {
  /// A digest read back from this database. A column of another length means a damaged file.
  init(stored bytes: [UInt8]) throws {
    guard let digest = SHA256Digest(bytes: bytes) else {
      throw DamagedReplica(what: "a hash of \(bytes.count) bytes instead of 32")
    }
    self = digest
  }
}

/// The database holds something that no version of this program writes: a damaged disk or a hand
/// in the file. `viden check` says more; projections are mended by `viden rebuild`.
public struct DamagedReplica: Error, Hashable, Sendable {
  public let what: String

  public init(what: String) {
    self.what = what
  }
}
