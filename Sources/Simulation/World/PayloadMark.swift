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
    bits = UInt64(truncatingIfNeeded: StreamChain.payloadHash(payload).prefix >> 64)
  }
}

extension Machine {
  /// The place of the last change in the log.
  func logEnd() throws -> Int64 {
    try connection?.first("SELECT max(position) FROM change", []) { $0.integer(0) } ?? 0
  }

  /// What the log holds behind a place, as its table says and not as the code under test reads it.
  func payloads(beyond position: Int64 = 0) throws -> Set<PayloadMark> {
    let found = try connection?.query(
      "SELECT payload FROM change WHERE position > ?1", [.integer(position)]
    ) { PayloadMark($0.blob(0)) }
    return Set(found ?? [])
  }

  /// The names that branches of streams have been given here.
  func branchNames() throws -> [ReplicaID] {
    try connection?.query("SELECT name FROM branch") {
      ReplicaID(rawValue: UInt64(bitPattern: $0.integer(0)))
    } ?? []
  }
}
