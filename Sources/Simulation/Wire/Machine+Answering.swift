import CRDT
import Digest
import ReplicaStore
import SyncProtocol

/// The side that is asked: what `SyncEngine`'s endpoint does around the shipped `SyncAnswerer`,
/// without its sockets.
extension Machine {
  /// The answer, and what became of the request.
  struct Answered {
    var answer: WireMessage
    /// Why nothing of it was taken; `nil` when it was answered.
    var refusal: ProtocolError.Reason?
    /// What the log held when the answer was made.
    var held: HaveVector?
    /// What it says.
    var message: SyncMessage?
    /// What the request was signed with, where its code was right.
    var claim: RequestSignature?
  }

  func answer(
    _ request: WireMessage, links: [Link], at time: Int64
  ) throws -> Answered {
    guard let claim = try? RequestSignature(reading: request.values),  // a stranger is not told
      let peer = links.first(where: { $0.keyID == claim.keyID && $0.nodeName == claim.from })
    else { return Machine.unsigned }
    return try perform(at: time) { replica in
      guard try !replica.hasDeparted(node: peer.node) else { return Machine.unsigned }
      let node = try replica.identity().nodeName
      func sign(_ status: Int, _ body: [UInt8]) -> WireMessage {
        let signature = AnswerSignature(
          signing: status, bodyDigest: SHA256.hash(body), from: node, to: claim, key: peer.key,
          created: now(time) / 1000)
        return WireMessage(status: status, fields: signature.fields, body: body)
      }
      do {
        try claim.verify(
          method: "POST", path: Link.path, query: nil, bodyDigest: SHA256.hash(request.body),
          to: node, key: peer.key, now: now(time) / 1000)
        try admit(claim, from: peer.machine, at: time)
      } catch let error as SignatureError {
        let refusal = error.refusal
        guard refusal.reason != .notAuthentic else { return Machine.unsigned }
        return Answered(
          answer: sign(401, MessageCodec.encode(refusal)), refusal: refusal.reason)
      }
      var answered = try exchange(request.body, with: peer, in: replica, at: time, sign: sign)
      answered.claim = claim
      return answered
    }
  }

  private func exchange(
    _ body: [UInt8], with peer: Link, in replica: Replica, at time: Int64,
    sign: (Int, [UInt8]) -> WireMessage
  ) throws -> Answered {
    do {
      if ViewCodec.isRequest(body) {
        let request = try ViewCodec.decodeRequest(body)
        guard try replica.peer(named: peer.name).scopes.contains(.pullPublic) else {
          throw ProtocolError(.outOfScope)
        }
        let answer = try replica.viewSource().answer(to: request)
        return Answered(answer: sign(200, answer), refusal: nil, held: try replica.vector())
      }
      let message = try MessageCodec.decode(body)
      try replica.sealContactsIfAllowed(at: now(time))
      let access = try replica.access(forPeer: peer.name, at: now(time))
      let answer = try SyncAnswerer(access: access).answer(to: message)
      try replica.record(
        Replica.Encounter(
          time: now(time), isEqual: message.digest == answer.message.digest, error: nil,
          behind: 0, node: nil),
        withPeer: peer.name)
      return Answered(
        answer: sign(200, answer.bytes), refusal: nil, held: try replica.vector(),
        message: answer.message)
    } catch let error as ProtocolError {
      let refusal = SyncProtocol.Refusal(error)
      return Answered(
        answer: sign(422, MessageCodec.encode(refusal)), refusal: error.reason)
    }
  }

  private static let unsigned = Answered(
    answer: WireMessage(
      status: 401, fields: [],
      body: MessageCodec.encode(SyncProtocol.Refusal(reason: .notAuthentic))),
    refusal: .notAuthentic)
}

extension Replica.Identity {
  /// The node's id as signatures write it.
  var nodeName: String { ReplicaID(rawValue: node).description }
}
