import CRDT
import Digest
import ReplicaStore
import SQLite
import SyncProtocol

/// A change by what it says: it stays the same when a stream is given another name, which its id
/// does not.
struct PayloadMark: Hashable, Sendable {
  private let bits: UInt64

  init(_ payload: [UInt8]) {
    self.init(StreamChain.payloadHash(payload))
  }

  init(_ hash: SHA256Digest) {
    bits = UInt64(truncatingIfNeeded: hash.prefix >> 64)
  }
}

extension Machine {
  /// The place of the last change in the log.
  func logEnd() throws -> Int64 {
    try connection?.first("SELECT max(position) FROM change", []) { $0.integer(0) } ?? 0
  }

  /// What the log holds behind a place, as its table says and not as the code under test reads it.
  /// A change whose words were removed is there still; it goes by what it said.
  func payloads(beyond position: Int64 = 0) throws -> Set<PayloadMark> {
    let found = try connection?.query(
      """
      SELECT c.payload, r.hash FROM change AS c LEFT JOIN redacted AS r ON r.position = c.position
      WHERE c.position > ?1
      """, [.integer(position)]
    ) { row in
      let removed = row.isNull(1) ? nil : SHA256Digest(bytes: row.blob(1))
      return removed.map { PayloadMark($0) } ?? PayloadMark(row.blob(0))
    }
    return Set(found ?? [])
  }

  /// The names that branches of streams have been given here.
  func branchNames() throws -> [ReplicaID] {
    try connection?.query("SELECT name FROM branch") {
      ReplicaID(rawValue: UInt64(bitPattern: $0.integer(0)))
    } ?? []
  }
}
