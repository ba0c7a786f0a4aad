import CRDT

/// What a peer has once it took what was sent to it.
extension PeerVector {
  /// After a batch.
  func advanced(over batch: Batch) -> PeerVector {
    advanced(
      to: batch.spans.map { span in
        StreamMark(
          replica: span.replica, sequence: span.first + span.count - 1, chain: span.end)
      })
  }

  /// After entries in the order of their streams.
  func advanced(over entries: [LogEntry]) -> PeerVector {
    guard !entries.isEmpty else { return self }
    return advanced(
      to: entries.map { entry in
        StreamMark(
          replica: entry.id.replica, sequence: entry.id.sequence, chain: ChainMark(entry.chain))
      })
  }

  func advanced(to later: [StreamMark]) -> PeerVector {
    var byReplica: [ReplicaID: StreamMark] = [:]
    for mark in marks { byReplica[mark.replica] = mark }
    for mark in later { byReplica[mark.replica] = mark }
    return PeerVector(ascending: byReplica.values.sorted { $0.replica < $1.replica })
  }
}
