import Digest
import ReplicaStore
import SyncProtocol

/// The side that calls: what `SyncEngine`'s client does around a session, without its sockets.
extension Machine {
  /// Begins an exchange and gives the first request.
  func begin(_ number: Int, with peer: Link, batchBytesMax: Int, at time: Int64) throws -> Exchange
  {
    try perform(at: time) { replica in
      try replica.sealContactsIfAllowed(at: now(time))
      var session = try SyncSession(
        access: replica.access(forPeer: peer.name, at: now(time)),
        agreed: replica.agreedDigest(withPeer: peer.name), batchBytesMax: batchBytesMax)
      guard case .send(let request) = try session.start() else {
        throw Violation("no-stuck-job", "a session that ended before it began")
      }
      return Exchange(
        number: number, caller: self.number, peer: peer.machine, session: session,
        request: request)
    }
  }

  /// Signs the request under way, anew for each attempt.
  func sign(_ exchange: Exchange, to peer: Link, at time: Int64) throws -> WireMessage {
    let body = exchange.body
    let node = try perform(at: time) { try $0.identity().nodeName }
    let signature = RequestSignature(
      signing: "POST", path: Link.path, query: nil, bodyDigest: SHA256.hash(body), from: node,
      to: peer.nodeName, keyID: peer.keyID, key: peer.key,
      created: max(0, now(time) / 1000 + exchange.clockOffset),
      nonce: Nonce(bits: UInt128(exchange.number) << 64 | UInt128(exchange.requests)))
    exchange.signature = signature
    exchange.requests += 1
    return WireMessage(fields: signature.fields, body: body)
  }

  enum Reception {
    case goOn
    case signAgain
    case end(Exchange.Ending)
  }

  /// What an answer means for the exchange under way.
  func receive(
    _ answer: WireMessage, in exchange: Exchange, from peer: Link, at time: Int64
  ) throws -> Reception {
    guard let request = exchange.signature,
      let signature = try? AnswerSignature(reading: answer.values),
      (try? signature.verify(
        status: answer.status, bodyDigest: SHA256.hash(answer.body), of: request, key: peer.key))
        != nil  // whatever is wrong with it, it is not the peer's
    else { return .end(.notThePeer(status: answer.status)) }
    do {
      guard answer.status == 200 else {
        return try refused(answer, signature, in: exchange, at: time)
      }
      if exchange.view != nil { return try receiveView(answer, in: exchange, peer, at: time) }
      let message = try MessageCodec.decode(answer.body)
      return try perform(at: time) { replica in
        switch try exchange.receive(message) {
        case nil: return .end(.down)
        case .send(let request):
          exchange.request = request
          return .goOn
        case .finish(let outcome):
          guard outcome.equal != nil else { return .end(.notEqual) }
          guard try !holdsChanges && !replica.isViewEqual(withPeer: peer.name) else {
            return .end(.equal)
          }
          return try reception(
            exchange.follow(with: replica.viewKeeper(forPeer: peer.name)), replica, peer)
        }
      }
    } catch let error as ProtocolError {
      return .end(.broken(error.reason))
    }
  }

  /// What was let out, on a mirror.
  private func receiveView(
    _ answer: WireMessage, in exchange: Exchange, _ peer: Link, at time: Int64
  ) throws -> Reception {
    let message = try ViewCodec.decodeAnswer(answer.body)
    return try perform(at: time) { replica in
      guard let action = try exchange.receive(message) else { return .end(.down) }
      return try reception(action, replica, peer)
    }
  }

  private func reception(
    _ action: ViewSession.Action, _ replica: Replica, _ peer: Link
  ) throws -> Reception {
    switch action {
    case .send: return .goOn
    case .equal:
      try replica.noteEqualView(withPeer: peer.name)
      return .end(.equal)
    case .movedOn, .different: return .end(.notEqual)
    }
  }

  private func refused(
    _ answer: WireMessage, _ signature: AnswerSignature, in exchange: Exchange, at time: Int64
  ) throws -> Reception {
    let reason = try MessageCodec.decodeRefusal(answer.body).reason
    guard [.clockSkew, .tooEarly].contains(reason), !exchange.hasCorrectedClock else {
      return .end(.refused(reason))
    }
    exchange.hasCorrectedClock = true
    exchange.clockOffset = signature.created - now(time) / 1000
    return .signAgain
  }

  /// Keeps how the exchange ended, as `viden status` shows it.
  func note(_ ending: Exchange.Ending, with peer: Link, at time: Int64) throws {
    try perform(at: time) { replica in
      try replica.record(
        Replica.Encounter(
          time: now(time), isEqual: ending == .equal,
          error: ending == .equal ? nil : "\(ending)", behind: 0, node: nil),
        withPeer: peer.name)
    }
  }
}
