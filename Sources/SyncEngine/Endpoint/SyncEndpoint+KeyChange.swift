import HTTP
import ReplicaStore
import SyncProtocol

/// Where a peer asks for a new key (Protocol/09 §5).
extension SyncEndpoint {
  /// Beside the sync address.
  public static let keyPath = "/sync/key"

  /// The peer has proved that it holds the key it signed with: whatever waited for that is done.
  func settleKey(of caller: Caller, _ claim: RequestSignature, in replica: Replica) throws {
    try replica.closeInvitation(ofPeer: caller.name)
    guard try replica.keyChange(ofPeer: caller.name)?.nextKeyID == claim.keyID else { return }
    try replica.finishKeyChange(ofPeer: caller.name, at: now())
    try folder.takeNextKey(ofPeer: caller.name, id: claim.keyID)
  }

  /// Makes the next key with the peer. The same question gets the same answer, for a peer that lost
  /// it; the old key stays good until the next one is used.
  func changeKey(
    _ body: [UInt8], of caller: Caller, in replica: Replica, sign: (Status, [UInt8]) -> Response
  ) throws -> Response {
    let asked: KeyChange
    do {
      asked = try KeyChange(decodingRequest: body)
    } catch {
      let refusal = SyncProtocol.Refusal(error)
      return sign(refusal.status, MessageCodec.encode(refusal))
    }
    if let state = try replica.keyChange(ofPeer: caller.name), state.asked == asked,
      let answer = state.answer
    {
      return sign(.ok, answer.encodedAnswer)
    }
    var random = SystemRandomNumberGenerator()
    let answer = KeyChange(nonce: PeerKey(random: &random).secret)
    let next = PeerKey(
      secret: PairingKeys.nextKey(
        after: caller.key.secret, asker: caller.node, answerer: try replica.identity().node,
        asked: asked, answered: answer))
    try folder.store(nextKey: next, ofPeer: caller.name, after: caller.key.id)
    try replica.set(
      keyChange: Replica.KeyChangeState(asked: asked, answer: answer, nextKeyID: next.id),
      ofPeer: caller.name)
    return sign(.ok, answer.encodedAnswer)
  }

  /// Beside the sync address.
  public static let writerPath = "/sync/writer"

  /// The peer says which stream it writes, and hears which this node writes (Protocol/09 §6).
  func nameWriter(
    _ body: [UInt8], of caller: Caller, in replica: Replica, sign: (Status, [UInt8]) -> Response
  ) throws -> Response {
    do {
      try replica.claim(
        WriterName(decodingRequest: body).replica, byPeer: caller.name, at: now())
    } catch let error as ProtocolError {
      let refusal = SyncProtocol.Refusal(error)
      return sign(refusal.status, MessageCodec.encode(refusal))
    }
    let own = WriterName(replica: try replica.identity().replica)
    return sign(.ok, own.encodedAnswer)
  }
}
