import CRDT
import SQLite
import SyncProtocol

/// The secrets that salts follow from: drawn for the own stream, kept for others' to be sent on.
extension Replica {
  /// The secret that the salts of a change of the own stream and of those around it follow from;
  /// the first of every 4,096 numbers draws it.
  func saltRoot(for id: ChangeID) throws -> SaltNode {
    let level = SaltNode.levelMax
    let known = try saltNodes(of: id.replica, id.sequence...id.sequence)
    if let root = known.first(where: { $0.level == level }) { return root }
    let high: UInt64 = random.next()
    let low: UInt64 = random.next()
    let root = SaltNode(
      replica: id.replica, first: SaltNode.first(ofLevel: level, around: id.sequence),
      level: level, secret: UInt128(high) << 64 | UInt128(low))
    try store(root)
    return root
  }

  /// What is kept for some numbers of a stream.
  func saltNodes(of replica: ReplicaID, _ numbers: ClosedRange<UInt64>) throws -> [SaltNode] {
    let lowest = SaltNode.first(ofLevel: SaltNode.levelMax, around: max(1, numbers.lowerBound))
    return try connection.query(
      """
      SELECT first, level, secret FROM salt_node
      WHERE replica = ?1 AND first >= ?2 AND first <= ?3
      """,
      [
        .integer(Int64(bitPattern: replica.rawValue)), .integer(Int64(bitPattern: lowest)),
        .integer(Int64(clamping: numbers.upperBound)),
      ]
    ) { row in
      let level = Int(row.integer(1))
      let first = UInt64(bitPattern: row.integer(0))
      guard let secret = UInt128(bytes: row.blob(2)), SaltNode.isPlace(first, level) else {
        throw DamagedReplica(what: "a salt secret of \(replica) at \(first)")
      }
      return SaltNode(replica: replica, first: first, level: level, secret: secret)
    }.filter { $0.numbers.overlaps(numbers) }
  }

  /// Keeps the nodes that say something about new changes only, so that what is kept never
  /// overlaps with what came before.
  func store(_ nodes: [SaltNode], ofFresh entries: [LogEntry]) throws {
    var lowest: [ReplicaID: UInt64] = [:]
    for entry in entries where lowest[entry.id.replica] == nil {
      lowest[entry.id.replica] = entry.id.sequence
    }
    for node in nodes where node.first >= lowest[node.replica] ?? .max {
      for part in try withoutRemoved(node) { try store(part) }
    }
  }

  /// What may be kept of a node: nothing above the salt of a payload that was removed.
  private func withoutRemoved(_ node: SaltNode) throws -> [SaltNode] {
    let number = try connection.first(
      """
      SELECT c.sequence FROM redacted AS r
      JOIN change AS c ON c.position = r.position JOIN stream AS s ON s.id = c.stream
      WHERE r.kept IS NULL AND s.replica = ?1 AND c.sequence BETWEEN ?2 AND ?3
      """,
      [
        .replica(node.replica), .sequence(node.numbers.lowerBound),
        .sequence(node.numbers.upperBound),
      ]
    ) { row in UInt64(bitPattern: row.integer(0)) }
    guard let number else { return [node] }
    return try node.besides(number).flatMap(withoutRemoved)
  }

  /// Forgets every secret that the salt of a change follows from. The own stream draws a new one for
  /// the numbers to come.
  func forgetSalt(of id: ChangeID) throws {
    for node in try saltNodes(of: id.replica, id.sequence...id.sequence) {
      try connection.execute(
        "DELETE FROM salt_node WHERE replica = ?1 AND first = ?2 AND level = ?3",
        [.replica(id.replica), .sequence(node.first), .integer(Int64(node.level))])
      for part in node.besides(id.sequence) { try store(part) }
    }
  }

  private func store(_ node: SaltNode) throws {
    try connection.execute(
      "INSERT OR REPLACE INTO salt_node(replica, first, level, secret) VALUES (?1, ?2, ?3, ?4)",
      [
        .integer(Int64(bitPattern: node.replica.rawValue)),
        .integer(Int64(bitPattern: node.first)), .integer(Int64(node.level)),
        .blob(node.secretBytes),
      ])
  }
}

extension UInt128 {
  /// Sixteen bytes, highest first.
  fileprivate init?(bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    self = bytes.reduce(0) { $0 << 8 | UInt128($1) }
  }
}

extension SaltNode {
  fileprivate var secretBytes: [UInt8] {
    stride(from: UInt128(120), through: 0, by: -8).map { UInt8(truncatingIfNeeded: secret >> $0) }
  }
}
