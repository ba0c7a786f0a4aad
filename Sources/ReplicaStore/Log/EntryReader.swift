import CRDT
import Digest
import SQLite
import SyncProtocol

/// Reads entries of the log as they are sent on.
struct EntryReader {
  /// The columns of an entry; a condition on `c`, the change, may follow.
  static let selection = """
    SELECT s.replica, c.sequence, c.document, c.parents, c.payload, c.chain, r.hash, r.kept, r.remaining
    FROM change AS c JOIN stream AS s ON s.id = c.stream
    LEFT JOIN redacted AS r ON r.position = c.position
    """

  private let replica: Replica
  private var documents: [Int64: ChangeID] = [:]

  init(_ replica: Replica) {
    self.replica = replica
  }

  static func id(_ row: borrowing Row) -> ChangeID {
    ChangeID(
      replica: ReplicaID(rawValue: UInt64(bitPattern: row.integer(0))),
      sequence: UInt64(bitPattern: row.integer(1)))
  }

  mutating func entry(_ row: borrowing Row) throws -> LogEntry {
    let id = Self.id(row)
    let documentRow = row.integer(2)
    let document = try documents[documentRow] ?? replica.documentID(ofRow: documentRow)
    documents[documentRow] = document
    let parents = try ChangeIDList.decode(row.blob(3))
    let chain = try SHA256Digest(stored: row.blob(5))
    let isRedacted = !row.isNull(6)
    guard !isRedacted || !row.isNull(7) else {
      let header = ChangeHeader(id: id, document: document, parents: parents)
      let remaining = row.isNull(8) ? nil : row.blob(8)
      return .redacted(
        header, payloadHash: try SHA256Digest(stored: row.blob(6)),
        remaining: remaining.flatMap { RemainingPayload.isSendable($0) ? $0 : nil }, chain: chain)
    }
    let payload = row.blob(isRedacted ? 7 : 4)
    let change = try PayloadCodec.decode(
      id: id, document: document, parents: parents, payload: payload)
    return .whole(SealedChange(change: change, payload: payload, chain: chain))
  }
}
