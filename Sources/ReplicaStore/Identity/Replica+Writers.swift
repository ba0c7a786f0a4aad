import CRDT
import SQLite
import SyncProtocol

/// Which streams this node wrote, and how far others may hold them.
///
/// A node that finds numbers of its own used twice gives its own branch another name without asking
/// anybody, if nobody else can hold it. Whether anybody can is what these rows say: they are
/// written before a batch leaves, so a batch that was lost on the way counts as delivered.
extension Replica {
  /// Notes that this node writes under that id, and has written up to that number.
  func note(writer replica: ReplicaID, upTo sequence: UInt64) throws {
    try connection.execute(
      """
      INSERT INTO writer(replica, sequence) VALUES (?1, ?2)
      ON CONFLICT (replica) DO UPDATE SET sequence = excluded.sequence
      """, [.replica(replica), .sequence(sequence)])
  }

  /// How far this node wrote a stream; `nil` for streams of others.
  func written(_ replica: ReplicaID) throws -> UInt64? {
    try connection.first(
      "SELECT sequence FROM writer WHERE replica = ?1", [.replica(replica)]
    ) { row in UInt64(bitPattern: row.integer(0)) }
  }

  /// Whether this node ever wrote under that id.
  func isWriter(_ replica: ReplicaID) throws -> Bool {
    try written(replica) != nil
  }

  /// Notes that a batch is about to leave for a peer. Costs a transaction only where it brings
  /// numbers of this node's own that the peer was not offered before.
  func note(offered spans: [Batch.Span], to peer: String) throws {
    var news: [(ReplicaID, UInt64)] = []
    for span in spans where try isWriter(span.replica) {
      let last = span.first + span.count - 1
      if try offered(span.replica, to: peer) < last { news.append((span.replica, last)) }
    }
    guard !news.isEmpty else { return }
    try connection.immediate {
      for (replica, sequence) in news {
        try connection.execute(
          """
          INSERT INTO offer(replica, peer, sequence) VALUES (?1, ?2, ?3)
          ON CONFLICT (replica, peer) DO UPDATE SET sequence = max(sequence, excluded.sequence)
          """, [.replica(replica), .text(peer), .integer(Int64(bitPattern: sequence))])
      }
    }
  }

  /// How far a stream of this node's own was ever offered to that peer.
  func offered(_ replica: ReplicaID, to peer: String) throws -> UInt64 {
    try connection.first(
      "SELECT sequence FROM offer WHERE replica = ?1 AND peer = ?2",
      [.replica(replica), .text(peer)]
    ) { row in UInt64(bitPattern: row.integer(0)) } ?? 0
  }

  /// The same for every peer.
  func offers() throws -> [ReplicaID: [String: UInt64]] {
    var offers: [ReplicaID: [String: UInt64]] = [:]
    try connection.forEach("SELECT replica, peer, sequence FROM offer") { row in
      let replica = ReplicaID(rawValue: UInt64(bitPattern: row.integer(0)))
      offers[replica, default: [:]][row.text(1)] = UInt64(bitPattern: row.integer(2))
      return true
    }
    return offers
  }
}

extension SQLiteValue {
  /// The 64 bits of a replica id, as columns have them.
  static func replica(_ replica: ReplicaID) -> SQLiteValue {
    .integer(Int64(bitPattern: replica.rawValue))
  }

  /// A number of a stream.
  static func sequence(_ sequence: UInt64) -> SQLiteValue {
    .integer(Int64(bitPattern: sequence))
  }
}
