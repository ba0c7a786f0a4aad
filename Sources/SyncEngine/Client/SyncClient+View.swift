import ReplicaStore
import SyncProtocol

/// What a public mirror does once it holds the same set of changes as its peer: it asks for what was
/// let out to readers since, until they were proved to see the same (Protocol/10).
extension SyncClient {
  /// Costs nothing when they were proved to at this set of changes before. If the peer holds other
  /// changes by now, the report says that we are not equal, and the next run goes on from here.
  func followView(
    of name: String, _ line: inout PeerLine, _ report: inout Report
  ) throws {
    guard try !replica.isViewEqual(withPeer: name) else { return }
    var session = try ViewSession(keeper: replica.viewKeeper(forPeer: name))
    var action = try session.start()
    while case .send(let request) = action {
      report.requests += 1
      report.bytesOut += request.count
      let reply = try line.send(request)
      report.requests += reply.retries
      report.bytesIn += reply.bytes.count
      if reply.isRefusal {
        let refusal = try MessageCodec.decodeRefusal(reply.bytes)
        throw SyncError.refused(ProtocolError(refusal.reason, change: refusal.change))
      }
      action = try session.receive(ViewCodec.decodeAnswer(reply.bytes))
    }
    if case .equal = action {
      try replica.noteEqualView(withPeer: name)
    } else {
      report.isEqual = false
    }
  }
}
