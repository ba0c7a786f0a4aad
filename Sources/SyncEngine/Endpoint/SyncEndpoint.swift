import CRDT
import Digest
public import HTTP
public import ReplicaStore
import SyncProtocol
import Synchronization

/// Where peers call: one POST, one signed answer, nothing remembered in between but the nonces
/// that were seen (Protocol/06).
///
/// A request that is not signed with the key of a known pair gets 401 and learns nothing, whatever
/// is wrong with it; only who holds the key is told that clocks are apart.
public final class SyncEndpoint: Sendable {
  /// Where peers call: to exchange, to pair, to change the key, to say what they write.
  public static let paths = ["/sync", pairingPath, keyPath, writerPath]

  /// Runs a body with the replica, on the one connection that writes.
  public typealias WithReplica = (_ body: (Replica) throws -> Response) throws -> Response

  let folder: DataFolder
  let now: @Sendable () -> Int64
  private let nonces: Mutex<[String: NonceMemory]> = Mutex([:])
  private let started: Int64

  /// - Parameter now: this machine's clock, in milliseconds since 1970.
  public init(folder: DataFolder, now: @escaping @Sendable () -> Int64) {
    self.folder = folder
    self.now = now
    started = now() / 1000
  }

  /// Answers one request.
  ///
  /// - Parameter withReplica: lends the replica on the connection that writes.
  public func answer(_ request: Request, withReplica: WithReplica) throws -> Response {
    let bodyDigest = SHA256.hash(request.body)
    guard let claim = try? RequestSignature(reading: request.headers.all) else {
      return SyncEndpoint.unsigned  // whatever was wrong with it, a stranger is not told
    }
    return try withReplica { replica in
      if request.path == SyncEndpoint.pairingPath {
        return try pair(request, claim, bodyDigest, in: replica)
      }
      guard let caller = try caller(claim, in: replica) else { return SyncEndpoint.unsigned }
      let node = try replica.identity().nodeName
      func sign(_ status: Status, _ body: [UInt8]) -> Response {
        caller.sign(status, body, from: node, to: claim, at: now() / 1000)
      }
      do {
        try claim.verify(
          method: request.method.rawValue, path: request.rawPath, query: request.rawQuery,
          bodyDigest: bodyDigest, to: node, key: caller.key.secret, now: now() / 1000)
        try admit(claim, from: caller.name)
      } catch let error as SignatureError {
        guard error.refusal.reason != .notAuthentic else { return SyncEndpoint.unsigned }
        // The signature's own time tells a caller whose clock is off what ours says.
        return sign(error.refusal.status, MessageCodec.encode(error.refusal))
      }
      try settleKey(of: caller, claim, in: replica)
      if request.path == SyncEndpoint.keyPath {
        return try changeKey(request.body, of: caller, in: replica, sign: sign)
      }
      if request.path == SyncEndpoint.writerPath {
        return try nameWriter(request.body, of: caller, in: replica, sign: sign)
      }
      guard try !replica.isKeyChangeDue(withPeer: caller.name) else {
        let refusal = SyncProtocol.Refusal(reason: .keyChangeDue)
        return sign(refusal.status, MessageCodec.encode(refusal))
      }
      return try exchange(request.body, with: caller, in: replica, sign: sign)
    }
  }

  private func exchange(
    _ body: [UInt8], with caller: Caller, in replica: Replica,
    sign: (Status, [UInt8]) -> Response
  ) throws -> Response {
    do {
      if ViewCodec.isRequest(body) {
        return sign(.ok, try viewAnswer(to: body, fromPeer: caller.name, in: replica))
      }
      let message = try MessageCodec.decode(body)
      try replica.sealContactsIfAllowed(at: now())
      let access = try replica.access(forPeer: caller.name, at: now())
      let answer = try SyncAnswerer(access: access).answer(to: message)
      try note(
        Replica.Encounter(
          time: now(), isEqual: message.digest == answer.message.digest, error: nil, behind: 0,
          node: caller.node),
        of: caller, in: replica)
      return sign(.ok, answer.bytes)
    } catch let error as ProtocolError {
      try replica.record(
        Replica.Encounter(
          time: now(), isEqual: false, error: error.complaint(about: caller.name),
          isPeersFault: true, behind: 0, node: caller.node),
        withPeer: caller.name)
      let refusal = SyncProtocol.Refusal(error)
      return sign(refusal.status, MessageCodec.encode(refusal))
    }
  }

  /// A peer that calls every minute and has nothing new costs a write a minute, not one a call.
  private static let noteIntervalMilliseconds: Int64 = 60_000

  private func note(
    _ encounter: Replica.Encounter, of caller: Caller, in replica: Replica
  ) throws {
    let peer = try replica.peer(named: caller.name)
    let isKnown =
      peer.node == caller.node && peer.lastError == nil && (!encounter.isEqual || peer.isEqual)
    let last = (encounter.isEqual ? peer.lastSuccess : peer.lastAttempt) ?? 0
    guard !isKnown || encounter.time - last >= SyncEndpoint.noteIntervalMilliseconds else { return }
    try replica.record(encounter, withPeer: caller.name)
  }

  /// - Parameter name: whose memory of nonces it is.
  func admit(_ claim: RequestSignature, from name: String) throws(SignatureError) {
    try nonces.withLock { memories throws(SignatureError) in
      var memory = memories[name] ?? NonceMemory(started: started)
      defer { memories[name] = memory }
      try memory.admit(claim, now: now() / 1000)
    }
  }

  /// Who holds the key that the claim names, if the claim comes from the node that has used it
  /// before.
  private func caller(_ claim: RequestSignature, in replica: Replica) throws -> Caller? {
    guard let name = try replica.peerName(keyID: claim.keyID),
      let node = ReplicaID(claim.from)?.rawValue
    else { return nil }
    let known = try replica.peer(named: name).node
    guard known == nil || known == node, try !replica.hasDeparted(node: node) else { return nil }
    return Caller(name: name, node: node, key: try folder.key(ofPeer: name, id: claim.keyID))
  }

  struct Caller {
    var name: String
    var node: UInt64
    var key: PeerKey

    func sign(
      _ status: Status, _ body: [UInt8], from node: String, to request: RequestSignature,
      at seconds: Int64
    ) -> Response {
      let signature = AnswerSignature(
        signing: Int(status.code), bodyDigest: SHA256.hash(body), from: node, to: request,
        key: key.secret, created: seconds)
      var response = SyncEndpoint.message(status, body)
      for field in signature.fields { response.headers.add(field.name, field.value) }
      return response
    }
  }

  /// A message that only a peer reads.
  private static func message(_ status: Status, _ body: [UInt8]) -> Response {
    var response = Response(status, type: SyncClient.mediaType, body: body)
    response.takesDefaultHeaders = false
    return response
  }

  static var unsigned: Response {
    message(.unauthorized, MessageCodec.encode(SyncProtocol.Refusal(reason: .notAuthentic)))
  }
}

extension SyncProtocol.Refusal {
  /// The HTTP status that `Protocol/registry/errors.csv` gives the reason.
  var status: Status {
    switch reason {
    case .unknownFormat, .malformed, .notCanonical: .badRequest
    case .overLimit: .contentTooLarge
    case .outOfScope: .forbidden
    case .busy: .serviceUnavailable
    case .notAuthentic, .clockSkew, .tooEarly, .invitationExpired, .invitationUsed, .keyChangeDue:
      .unauthorized
    case .invalidChange, .chainMismatch, .gap, .fork, .missingParent, .damagedBundle,
      .unexpectedAnswer:
      .unprocessableContent
    }
  }
}

extension Replica.Identity {
  /// The node's id as signatures write it.
  public var nodeName: String { ReplicaID(rawValue: node).description }
}
