import Digest
import SyncProtocol

/// One run of a sync session between two machines, as the process that calls sees it: the shipped
/// `SyncSession`, and what its client keeps beside it until the peer has answered.
final class Exchange {
  /// How it ended for the caller.
  enum Ending: Hashable, Sendable {
    /// Digests were proved equal.
    case equal
    /// Everything was said, and it is still not the same.
    case notEqual
    /// No answer came.
    case unreachable
    /// An answer came that the peer did not sign.
    case notThePeer(status: Int)
    /// The peer refused, signed.
    case refused(ProtocolError.Reason)
    /// The peer signed what no sound peer sends, or its changes do not fit.
    case broken(ProtocolError.Reason)
    /// The caller's own power or disk.
    case down
    case full
  }

  let number: Int
  let caller: Int
  let peer: Int
  /// `nil` once it is over: it holds the replica's connection, which must not outlive its process.
  private(set) var session: SyncSession?
  var request: EncodedMessage
  var signature: RequestSignature?

  /// On a mirror that holds the same set of changes by now: what follows what is let out of it.
  private(set) var view: ViewSession?
  private var viewRequest: [UInt8]?

  /// Requests sent, counting those repeated with a corrected clock.
  var requests = 0
  var hasCorrectedClock = false
  var clockOffset: Int64 = 0

  /// Whether a fault touched any of its messages.
  var isDisturbed = false

  /// What the peer's log truly was when it answered last.
  var peerDigest: SHA256Digest?

  init(number: Int, caller: Int, peer: Int, session: SyncSession, request: EncodedMessage) {
    self.number = number
    self.caller = caller
    self.peer = peer
    self.session = session
    self.request = request
  }

  /// Gives the session what came; what to do next.
  func receive(_ answer: SyncMessage) throws -> SyncSession.Action? {
    try session?.receive(answer)
  }

  /// The bytes of the request under way.
  var body: [UInt8] { viewRequest ?? request.bytes }

  /// Begins to ask for what was let out.
  func follow(with keeper: ViewKeeper) throws -> ViewSession.Action {
    let session = try ViewSession(keeper: keeper)
    view = session
    return take(try session.start())
  }

  /// Gives it what came; what to do next.
  func receive(_ answer: ViewAnswer) throws -> ViewSession.Action? {
    guard var session = view else { return nil }
    defer { view = session }
    return take(try session.receive(answer))
  }

  private func take(_ action: ViewSession.Action) -> ViewSession.Action {
    if case .send(let bytes) = action { viewRequest = bytes }
    return action
  }

  func close() {
    session = nil
    view = nil
  }
}
