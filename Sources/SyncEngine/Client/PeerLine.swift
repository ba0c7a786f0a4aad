import Digest
import Foundation
import ReplicaStore
import SyncProtocol

/// Signed requests to one peer and signed answers from it.
struct PeerLine {
  let address: URL
  let peerNode: String
  let key: PeerKey
  let ownNode: String
  let transport: HTTPTransport
  let now: () -> Int64

  /// Seconds that the peer's clock is ahead of ours, learnt from an answer that it signed.
  private var clockOffset: Int64 = 0
  private var random = SystemRandomNumberGenerator()

  init(
    address: URL, peerNode: String, key: PeerKey, ownNode: String, transport: HTTPTransport,
    now: @escaping () -> Int64
  ) {
    self.address = address
    self.peerNode = peerNode
    self.key = key
    self.ownNode = ownNode
    self.transport = transport
    self.now = now
  }

  /// An answer whose signature was verified.
  struct Reply {
    var bytes: [UInt8]
    /// The peer refuses; the bytes say why.
    var isRefusal: Bool
    var retries = 0
    /// How far the peer's clock is ahead of ours in seconds, as it signed.
    var clockOffset: Int64
  }

  /// Sends a message and gives the verified answer. A clock that is off is corrected once by the
  /// time that the peer has signed.
  mutating func send(_ body: [UInt8]) throws -> Reply {
    switch try attempt(body) {
    case .reply(let reply):
      return reply
    case .askedForFreshTime(let theirs):
      clockOffset = theirs - now() / 1000
      guard case .reply(var reply) = try attempt(body) else { throw SyncError.notAccepted }
      reply.retries = 1
      return reply
    }
  }

  private enum Outcome {
    case reply(Reply)
    /// The peer's clock, in seconds since 1970.
    case askedForFreshTime(Int64)
  }

  private mutating func attempt(_ body: [UInt8]) throws -> Outcome {
    let request = sign(body)
    let answer = try post(body, request)
    guard let signature = verified(answer, to: request) else {
      throw PeerLine.unsignedAnswer(answer.status)
    }
    let offset = signature.created - now() / 1000
    guard answer.status != 200 else {
      return .reply(Reply(bytes: answer.body, isRefusal: false, clockOffset: offset))
    }
    switch try MessageCodec.decodeRefusal(answer.body).reason {
    case .clockSkew, .tooEarly: return .askedForFreshTime(signature.created)
    case .notAuthentic: throw SyncError.notAccepted
    case .busy: throw SyncError.tryLater(status: answer.status)
    default: return .reply(Reply(bytes: answer.body, isRefusal: true, clockOffset: offset))
    }
  }

  private mutating func sign(_ body: [UInt8]) -> RequestSignature {
    RequestSignature(
      signing: "POST", path: address.path, query: nil, bodyDigest: SHA256.hash(body),
      from: ownNode, to: peerNode, keyID: key.id, key: key.secret,
      created: max(0, now() / 1000 + clockOffset),
      nonce: Nonce(bits: UInt128(random.next()) << 64 | UInt128(random.next())))
  }

  private func post(
    _ body: [UInt8], _ request: RequestSignature
  ) throws(SyncError) -> HTTPTransport.Answer {
    let headers =
      request.fields.map { (name: $0.name, value: $0.value) }
      + [(name: "content-type", value: SyncClient.mediaType)]
    do {
      return try transport.post(address, headers: headers, body: body)
    } catch {
      switch error {
      case .unreachable(let reason): throw .unreachable(reason)
      case .redirected(let place): throw .redirected(to: place)
      case .encoded(let encoding): throw .compressed(encoding: encoding)
      case .tooLarge: throw .notThePeer(status: 200)
      }
    }
  }

  private func verified(
    _ answer: HTTPTransport.Answer, to request: RequestSignature
  ) -> AnswerSignature? {
    do {
      let signature = try AnswerSignature { name in
        answer.headers.filter { $0.name == name }.map(\.value)
      }
      try signature.verify(
        status: answer.status, bodyDigest: SHA256.hash(answer.body), of: request,
        key: key.secret)
      return signature
    } catch {
      return nil
    }
  }

  /// What an answer means that nobody signed: only its status can be read, and it is not proof.
  private static func unsignedAnswer(_ status: Int) -> SyncError {
    switch status {
    case 401, 403: .notAccepted
    case 408, 413, 429, 500...599: .tryLater(status: status)
    default: .notThePeer(status: status)
    }
  }
}
