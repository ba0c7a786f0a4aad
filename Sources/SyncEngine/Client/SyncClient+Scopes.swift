import CRDT
import ReplicaStore
import SyncProtocol

/// Which changes a session offers to its peer.
enum Offer {
  case everything
  /// Those of one stream, for a peer that takes nobody else's from us.
  case only(ReplicaID)
  case nothing

  /// The same access with less in its log: what is left out, and what stands on it unless the peer
  /// has it already.
  func narrowing(_ access: ReplicaAccess) -> ReplicaAccess {
    var narrow = access
    if case .everything = self { return narrow }
    // Not all was offered, so that it is not the same in the end is no news.
    narrow.report = { if $0 != .digestsDiffer { try access.report($0) } }
    switch self {
    case .everything: break
    case .nothing:
      narrow.log = { _, _ in }
      narrow.urgent = { _, _ in }
    case .only(let replica): narrow = narrow.offering(only: replica)
    }
    return narrow
  }
}

/// What a peer does not take from us, or may not bring, never stops the rest.
extension SyncClient {
  /// Talks, and when a change is out of scope on either side says which stream each of us writes and
  /// talks again (a node that was restored writes another one than at pairing); when that does not
  /// help, offers only what is our own, or nothing.
  func withinScope(
    of way: PeerWay, _ line: PeerLine, _ report: inout Report,
    talk: (_ offer: Offer, _ report: inout Report) throws -> Void
  ) throws {
    var hasIntroduced = false
    var offer = Offer.everything
    var refusal: ProtocolError?
    while true {
      do {
        try talk(offer, &report)
        break
      } catch SyncError.refused(let error) where error.reason == .outOfScope {
        if hasIntroduced {
          guard refusal == nil, let change = error.change else { throw SyncError.refused(error) }
          refusal = error
          let own = try replica.identity().replica
          offer = change.replica == own ? .nothing : .only(own)
        } else {
          try introduce(along: way, line, &report)
        }
      } catch let error as ProtocolError where error.reason == .outOfScope && !hasIntroduced {
        try introduce(along: way, line, &report)
      }
      hasIntroduced = true
    }
    if let refusal, !report.isEqual { report.error = .refused(refusal) }
  }

  private func introduce(
    along way: PeerWay, _ line: PeerLine, _ report: inout Report
  ) throws {
    var line = try way.line(to: "/sync/writer", with: line.key)
    let own = WriterName(replica: try replica.identity().replica)
    let reply = try line.send(own.encodedRequest)
    report.requests += 1 + reply.retries
    guard !reply.isRefusal else {
      let refusal = try MessageCodec.decodeRefusal(reply.bytes)
      throw SyncError.refused(ProtocolError(refusal.reason, change: refusal.change))
    }
    try replica.claim(
      WriterName(decodingAnswer: reply.bytes).replica, byPeer: way.name, at: now())
  }

  /// How many changes are left in each direction after an answer.
  func left(by answer: SyncMessage, _ report: Report) throws -> (ahead: Int, behind: Int) {
    let held = try replica.vector()
    guard answer.digest != held.digest else { return (0, 0) }
    let marks: [StreamMark]
    switch answer.vector {
    case .unchanged: return (0, report.behind)
    case .full(let all): marks = all
    case .delta(let moved):
      let agreed = try replica.agreedVector(withPeer: report.peer)
      marks = PeerVector(agreed, moved: moved).marks
    }
    var behind: UInt64 = 0
    var shared: UInt64 = 0
    for mark in marks {
      let here = held[mark.replica]?.sequence ?? 0
      behind &+= mark.sequence - min(mark.sequence, here)
      shared &+= min(mark.sequence, here)
    }
    let all = held.entries.reduce(0 as UInt64) { $0 &+ $1.position.sequence }
    return (Int(clamping: all - min(all, shared)), Int(clamping: behind))
  }
}
