import ReplicaStore

extension SyncClient {
  /// Writes down that an exchange came to nothing, where nobody was left to do so: its process had
  /// ended.
  public func giveUp(on name: String, because error: SyncError) throws -> Report {
    var report = Report(peer: name)
    report.error = error
    try replica.record(
      Replica.Encounter(
        time: now(), isEqual: false, error: error.sentence, behind: 0,
        node: replica.peer(named: name).node),
      withPeer: name)
    return report
  }
}
