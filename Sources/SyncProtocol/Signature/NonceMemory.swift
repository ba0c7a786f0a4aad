/// Which requests of one peer were seen already, so that a recorded one is worth nothing
/// (Protocol/06 §5). Times come from outside, in seconds since 1970.
///
/// It remembers for twice the window and refuses further requests when it is full: forgetting
/// early would open the door that it is there to close.
public struct NonceMemory: Sendable {
  public static let secondsKept: Int64 = 2 * SignatureProfile.windowSeconds

  /// Requests made well before this were perhaps seen by an earlier run of the node, whose memory
  /// is gone.
  private let started: Int64
  private let noncesMax: Int
  private var seen: [Nonce: Int64] = [:]
  private var nextSweep: Int64

  private static let graceSeconds: Int64 = 5
  private static let sweepSeconds: Int64 = 60

  public init(started: Int64, noncesMax: Int = 20_000) {
    self.started = started
    self.noncesMax = noncesMax
    nextSweep = started
  }

  /// Admits a verified request once.
  public mutating func admit(_ request: RequestSignature, now: Int64) throws(SignatureError) {
    guard request.created >= started - Self.graceSeconds else { throw .tooEarly }
    if now >= nextSweep || seen.count >= noncesMax {
      seen = seen.filter { now - $0.value < Self.secondsKept }
      nextSweep = now + Self.sweepSeconds
    }
    guard seen[request.nonce] == nil else { throw .replayed }
    guard seen.count < noncesMax else { throw .tooMany }
    seen[request.nonce] = now
  }
}
