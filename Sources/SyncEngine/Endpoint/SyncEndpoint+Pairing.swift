import CRDT
import Digest
import HTTP
import ReplicaStore
import SyncProtocol

/// Where a node that was invited pairs (Protocol/09 §3).
extension SyncEndpoint {
  /// Beside the sync address.
  public static let pairingPath = "/sync/pair"

  /// Answers a request to pair. Whoever does not have the invitation's key is told what every
  /// stranger is told; whoever has it hears what is wrong.
  func pair(
    _ request: Request, _ claim: RequestSignature, _ bodyDigest: SHA256Digest,
    in replica: Replica
  ) throws -> Response {
    guard let invitation = try replica.invitation(claim.keyID),
      invitation.failures < Replica.invitationFailuresMax
    else { return SyncEndpoint.unsigned }
    let host = Caller(
      name: invitation.name, node: 0, key: try folder.invitationKey(invitation.id))
    func sign(_ status: Status, _ body: [UInt8]) -> Response {
      host.sign(status, body, from: invitation.id, to: claim, at: now() / 1000)
    }
    do {
      try claim.verify(
        method: request.method.rawValue, path: request.rawPath, query: request.rawQuery,
        bodyDigest: bodyDigest, to: invitation.id, key: host.key.secret, now: now() / 1000)
      try admit(claim, from: "invitation:\(invitation.id)")
    } catch {
      guard error.refusal.reason == .notAuthentic else {
        return sign(error.refusal.status, MessageCodec.encode(error.refusal))
      }
      if error != .replayed { try replica.noteFailure(ofInvitation: invitation.id, at: now()) }
      return SyncEndpoint.unsigned
    }
    do {
      return sign(.ok, try joined(by: request.body, bodyDigest, claim, invitation, in: replica))
    } catch let error as ProtocolError {
      let refusal = SyncProtocol.Refusal(error)
      return sign(refusal.status, MessageCodec.encode(refusal))
    }
  }

  /// Uses the invitation up, unless this very request has done so already.
  private func joined(
    by body: [UInt8], _ bodyDigest: SHA256Digest, _ claim: RequestSignature,
    _ invitation: Replica.Invitation, in replica: Replica
  ) throws -> [UInt8] {
    let request = try JoinRequest(decoding: body)
    let identity = try replica.identity()
    guard ReplicaID(claim.from)?.rawValue == request.sender.node,
      request.sender.node != identity.node
    else {
      throw ProtocolError(.malformed)
    }
    if let answer = try replica.answer(toJoin: bodyDigest, invitation: invitation.id) {
      return answer
    }
    guard !invitation.isUsed else { throw ProtocolError(.invitationUsed) }
    guard now() < invitation.expires else { throw ProtocolError(.invitationExpired) }
    var random = SystemRandomNumberGenerator()
    let answer = JoinAnswer(
      from: Introduction(
        nonce: PeerKey(random: &random).secret, node: identity.node, replica: identity.replica,
        name: identity.name),
      scopes: invitation.scopes)
    let key = PeerKey(
      secret: PairingKeys.pairKey(
        invitationKey: try folder.invitationKey(invitation.id).secret, asked: request,
        answered: answer))
    // The file first: a peer in the database whose key is nowhere could never be met.
    try folder.store(
      nextKey: key, ofPeer: invitation.name, after: try replica.keyID(ofPeer: invitation.name))
    try replica.accept(
      Replica.Pairing(
        name: invitation.name, url: PeerAddress(request.address)?.text, keyID: key.id,
        node: request.sender.node, replica: request.sender.replica, scopes: invitation.scopes),
      invitation: invitation.id, request: bodyDigest, answer: answer.encoded, at: now())
    try folder.takeNextKey(ofPeer: invitation.name, id: key.id)
    return answer.encoded
  }
}

/// The address of a node: http or https, a host, perhaps a port and a path; nothing else.
public struct PeerAddress: Hashable, Sendable {
  public let text: String

  public init?(_ text: String) {
    let schemes = ["http://", "https://"]
    guard let scheme = schemes.first(where: text.hasPrefix), text.utf8.count <= 512 else {
      return nil
    }
    let rest = text.dropFirst(scheme.count)
    let isPlain = rest.utf8.allSatisfy { byte in
      byte > 0x20 && byte < 0x7f && !"?#@\\\"<>".utf8.contains(byte)
    }
    guard isPlain, let first = rest.first, first != "/", first != ":" else { return nil }
    self.text = text.hasSuffix("/") ? String(text.dropLast()) : text
  }
}
