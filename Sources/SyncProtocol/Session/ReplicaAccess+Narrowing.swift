public import CRDT

extension ReplicaAccess {
  private typealias Visiting = (PeerVector, (LogEntry) throws -> Bool) throws -> Void

  /// The same with nothing in its log but one stream, as far as that stands on nothing else that the
  /// peer lacks.
  public func offering(only replica: ReplicaID) -> ReplicaAccess {
    var narrow = self
    narrow.log = ReplicaAccess.only(replica, of: log)
    narrow.urgent = ReplicaAccess.only(replica, of: urgent)
    return narrow
  }

  private static func only(_ replica: ReplicaID, of all: @escaping Visiting) -> Visiting {
    { peer, visit in
      var isBlocked = false
      try all(peer) { entry in
        guard entry.id.replica == replica, !isBlocked else { return true }
        let ancestors = entry.header.map { [$0.document] + $0.parents } ?? []
        isBlocked = ancestors.contains { $0.replica != replica && !peer.covers($0) }
        return try isBlocked ? true : visit(entry)
      }
    }
  }
}
