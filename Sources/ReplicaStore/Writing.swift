import CRDT
import Planted
import SQLite
import SyncProtocol

/// One transaction of a replica: changes go into the log, and before the commit every document
/// they touched is projected anew.
///
/// Example: an import of ten thousand files is one `Writing`; so is one form that was saved, and
/// so is one batch from a peer.
struct Writing {
  let replica: Replica
  var log: Log
  private var touched: [Int64: [(position: Int64, change: Change)]] = [:]
  private var touchedOrder: [Int64] = []

  init(_ replica: Replica) throws {
    self.replica = replica
    self.log = try Log(replica.connection)
  }

  /// Makes a change of this replica's own and puts it in the log.
  mutating func author(
    document: ChangeID?, parents: [ChangeID], by authorship: Authorship, operations: [Operation]
  ) throws -> Change {
    let replicaID = try replica.replicaID()
    let sequence = (log.streams[replicaID]?.position.sequence ?? 0) + 1
    let id = ChangeID(replica: replicaID, sequence: sequence)
    let change = Change(
      id: id, document: document ?? id, parents: parents.sorted(), author: authorship.author,
      time: authorship.time, salt: replica.random.next(), operations: operations)
    try accept(
      SealedChange(sealing: change, after: log.streams[replicaID]?.position.chain))
    return change
  }

  /// Puts a change in the log, wherever it came from.
  mutating func accept(_ sealed: SealedChange) throws {
    let change = sealed.change
    let (position, document) = try log.append(sealed)
    if touched[document] == nil { touchedOrder.append(document) }
    touched[document, default: []].append((position, change))
  }

  /// Brings the projections of the documents touched so far up to date.
  mutating func project() throws {
    for document in touchedOrder {
      guard let changes = touched[document] else { continue }
      try replica.project(document: document, newChanges: changes)
    }
    touched.removeAll(keepingCapacity: true)
    touchedOrder.removeAll(keepingCapacity: true)
  }

  mutating func finish() throws {
    if !Planted.has(.projectionAfterCommit) { try project() }
    try replica.performIndexUpdates()
    if !Planted.has(.vectorAfterCommit) { try log.flush() }
  }
}

extension Replica {
  /// Runs `body` as one transaction. If it throws, the replica is as it was.
  func write<T>(_ body: (inout Writing) throws -> T) throws -> T {
    indexUpdates.removeAll()
    if Planted.has(.noTransaction) { return try perform(body).result }
    let (result, done) = try connection.immediate { try perform(body) }
    if Planted.has(.vectorAfterCommit) || Planted.has(.projectionAfterCommit) {
      var writing = done
      try writing.project()
      try performIndexUpdates()
      try writing.log.flush()
    }
    return result
  }

  private func perform<T>(
    _ body: (inout Writing) throws -> T
  ) throws -> (result: T, done: Writing) {
    var writing = try Writing(self)
    let result = try body(&writing)
    try writing.finish()
    return (result, writing)
  }
}
