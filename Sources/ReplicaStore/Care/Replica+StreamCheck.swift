import CRDT
import Digest
import SQLite
import SyncProtocol

/// Verifying a stream against its own hashes.
extension Replica {
  /// What is wrong with a stream, or `nil`: every sequence from 1 to the highest is there, and
  /// each stored chain hash follows from the one before and the change itself.
  func fault(inStream stream: Log.Stream, of replica: ReplicaID) throws -> StreamFault? {
    var previous: SHA256Digest?
    var expected: UInt64 = 1
    var fault: StreamFault?
    try connection.forEach(
      """
      SELECT c.sequence, c.document, c.parents, c.payload, c.chain, r.hash FROM change AS c
      LEFT JOIN redacted AS r ON r.position = c.position
      WHERE c.stream = ?1 ORDER BY c.sequence
      """, [.integer(stream.row)]
    ) { row in
      let sequence = UInt64(bitPattern: row.integer(0))
      guard sequence == expected else {
        fault = .missing(expected)
        return false
      }
      let header = ChangeHeader(
        id: ChangeID(replica: replica, sequence: sequence),
        document: try documentID(ofRow: row.integer(1)),
        parents: try ChangeIDList.decode(row.blob(2)))
      let chain = StreamChain.next(
        after: previous, header: header,
        payloadHash: row.isNull(5)
          ? StreamChain.payloadHash(row.blob(3)) : try SHA256Digest(stored: row.blob(5)))
      guard chain.bytes == row.blob(4) else {
        fault = .altered(sequence)
        return false
      }
      previous = chain
      expected += 1
      return true
    }
    if let fault { return fault }
    if previous == nil { return try withheldFault(inStream: stream, of: replica) }
    guard expected == stream.position.sequence + 1, previous == stream.position.chain else {
      return .cutShort(log: expected - 1, vector: stream.position.sequence)
    }
    return nil
  }
}

extension Replica {
  /// The same for a stream of which this mirror has commitments alone.
  private func withheldFault(
    inStream stream: Log.Stream, of replica: ReplicaID
  ) throws -> StreamFault? {
    var previous: SHA256Digest?
    var number: UInt64 = 0
    var fault: StreamFault?
    try connection.forEach(
      "SELECT sequence, commitment, chain FROM withheld WHERE stream = ?1 ORDER BY sequence",
      [.integer(stream.row)]
    ) { row in
      number += 1
      let chain = StreamChain.next(
        after: previous, commitment: try SHA256Digest(stored: row.blob(1)))
      if row.integer(0) != Int64(bitPattern: number) {
        fault = .missing(number)
      } else if chain.bytes != row.blob(2) {
        fault = .altered(number)
      }
      previous = chain
      return fault == nil
    }
    if let fault { return fault }
    guard number == stream.position.sequence, previous == stream.position.chain else {
      return .cutShort(log: number, vector: stream.position.sequence)
    }
    return nil
  }
}

/// What can be wrong with a stream.
public enum StreamFault: Hashable, Sendable {
  /// That number is not in the log.
  case missing(UInt64)
  /// What stands at that number is not what its hash says.
  case altered(UInt64)
  /// The log and the have-vector disagree on where the stream ends.
  case cutShort(log: UInt64, vector: UInt64)
}
