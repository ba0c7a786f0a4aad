import CRDT
import Knowledge
import SQLite
import SyncProtocol

/// What goes before all else when much waits for a peer (Protocol/05 §10).
///
/// A stream can only be sent in its order, and a change only after what it stands on. So what is
/// urgent brings along what came before it in its own stream and the parents of that, and nothing
/// else: ten thousand drafts from other places wait, the drafts that the same node wrote before do
/// not.
extension Replica {
  /// Visits what a holder of `vector` lacks and should have first, parents before their children:
  ///
  /// 1. withdrawals of articles that it holds, and the records that say who may do what, who was
  ///    revoked and which words are to be removed;
  /// 2. contacts that were counted here.
  func visitUrgent(
    lackedBy vector: PeerVector, _ visit: (LogEntry) throws -> Bool
  ) throws {
    // Who holds nothing yet shows nothing yet.
    guard !vector.marks.isEmpty, let start = try firstPosition(lackedBy: vector) else { return }
    let wanted = [
      try pressing(since: start, for: vector), try lastOwnContacts(for: vector),
    ].filter { !$0.isEmpty }
    guard !wanted.isEmpty else { return }
    var express = try ExpressPart(connection, for: vector)
    for ids in wanted { try express.add(ids) }
    var reader = EntryReader(self)
    for position in express.positions {
      let entry = try connection.first(
        EntryReader.selection + " WHERE c.position = ?1", [.integer(position)]
      ) { try reader.entry($0) }
      guard let entry else { throw DamagedReplica(what: "place \(position) of the log is empty") }
      guard try visit(entry) else { return }
    }
  }

  /// Lacked changes of the base's records and of withdrawn articles, where the document itself is
  /// not lacked.
  private func pressing(since start: Int64, for vector: PeerVector) throws -> [ChangeID] {
    let rows = try connection.query(
      """
      SELECT s.replica, c.sequence, h.replica, d.sequence
      FROM (SELECT document FROM governance WHERE kind = ?2
        UNION ALL SELECT document FROM article WHERE lifecycle = ?3) AS u
      CROSS JOIN change AS c ON c.document = u.document AND c.position >= ?1
      JOIN stream AS s ON s.id = c.stream
      JOIN document AS d ON d.id = c.document JOIN stream AS h ON h.id = d.stream
      """,
      [
        .integer(start), .integer(Int64(DocumentKind.authority.rawValue)),
        .text(Lifecycle.withdrawn.rawValue),
      ]
    ) { row in
      (id: row.changeID(0), document: row.changeID(2))
    }
    return rows.filter { vector.covers($0.document) && !vector.covers($0.id) }.map(\.id)
  }

  /// The newest contacts that this node sealed, which have all the earlier ones before them.
  private func lastOwnContacts(for vector: PeerVector) throws -> [ChangeID] {
    let own = try replicaID()
    let last = try connection.first(
      """
      SELECT max(d.sequence) FROM stream AS s JOIN document AS d ON d.stream = s.id
      WHERE s.replica = ?1 AND d.sequence > ?2
        AND EXISTS (SELECT 1 FROM contact_batch WHERE document = d.id)
      """, [.replica(own), .sequence(vector[own]?.sequence ?? 0)]
    ) { row in row.isNull(0) ? nil : UInt64(bitPattern: row.integer(0)) }
    return [last ?? nil].compactMap { $0 }.map { ChangeID(replica: own, sequence: $0) }
  }
}

/// The changes that go first, with all that they stand on and the peer lacks.
private struct ExpressPart {
  /// What needs more than this before it is nothing that can be hurried.
  private static let changesMax = 4096

  private let connection: Connection
  private let peer: PeerVector
  private let streams: [ReplicaID: Int64]

  /// Their places in the log, parents before their children.
  private(set) var positions: [Int64] = []
  private var reached: [ReplicaID: UInt64] = [:]

  init(_ connection: Connection, for peer: PeerVector) throws {
    self.connection = connection
    self.peer = peer
    streams = try Log(connection).streams.mapValues(\.row)
  }

  /// Puts these changes behind what is there; none of them where they are too many.
  mutating func add(_ ids: [ChangeID]) throws {
    var longer = self
    if try longer.reach(ids) { self = longer }
  }

  private mutating func reach(_ ids: [ChangeID]) throws -> Bool {
    var found: [Int64] = []
    var pending = ids
    while let id = pending.popLast() {
      let from = max(reached[id.replica] ?? 0, peer[id.replica]?.sequence ?? 0)
      guard id.sequence > from, let stream = streams[id.replica] else { continue }
      guard id.sequence - from <= Self.changesMax - found.count else { return false }
      reached[id.replica] = id.sequence
      try connection.forEach(
        """
        SELECT h.replica, d.sequence, c.position, c.parents FROM change AS c
        JOIN document AS d ON d.id = c.document JOIN stream AS h ON h.id = d.stream
        WHERE c.stream = ?1 AND c.sequence > ?2 AND c.sequence <= ?3
        """, [.integer(stream), .sequence(from), .sequence(id.sequence)]
      ) { row in
        found.append(row.integer(2))
        pending.append(row.changeID(0))
        pending += try ChangeIDList.decode(row.blob(3))
        return true
      }
    }
    positions += found.sorted()
    return positions.count <= Self.changesMax
  }
}

extension Row {
  /// A change's name from two columns that follow each other.
  fileprivate borrowing func changeID(_ column: Int) -> ChangeID {
    ChangeID(
      replica: ReplicaID(rawValue: UInt64(bitPattern: integer(column))),
      sequence: UInt64(bitPattern: integer(column + 1)))
  }
}
