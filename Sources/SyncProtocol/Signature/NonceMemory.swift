import Planted

/// Which requests of one peer were seen already, so that a recorded one is worth nothing
/// (Protocol/06 §5). Times come from outside, in seconds since 1970.
///
/// It remembers for twice the window and refuses further requests when it is full: forgetting
/// early would open the door that it is there to close.
public struct NonceMemory: Sendable {
  public static let secondsKept: Int64 = 2 * SignatureProfile.windowSeconds

  /// Requests made well before this were perhaps seen by an earlier run of the node, whose memory
  /// is gone.
  private var started: Int64
  private var latest: Int64
  private let noncesMax: Int
  private var seen: [Nonce: Int64] = [:]
  private var nextSweep: Int64

  private static let graceSeconds: Int64 = 5
  private static let sweepSeconds: Int64 = 60

  public init(started: Int64, noncesMax: Int = 20_000) {
    self.started = started
    latest = started
    self.noncesMax = noncesMax
    nextSweep = started
  }

  /// Admits a verified request once.
  public mutating func admit(_ request: RequestSignature, now: Int64) throws(SignatureError) {
    if now < latest, !Planted.has(.clockSetBackRefused) { setBack(to: now) }
    latest = now
    guard request.created >= started - Self.graceSeconds else { throw .tooEarly }
    if now >= nextSweep || seen.count >= noncesMax {
      seen = seen.filter { now - $0.value < Self.secondsKept }
      nextSweep = now + Self.sweepSeconds
    }
    guard seen[request.nonce] == nil || Planted.has(.nonceForgotten) else { throw .replayed }
    guard seen.count < noncesMax else { throw .tooMany }
    seen[request.nonce] = now
  }

  /// The node's clock was set back. What was seen stays seen, for as long as the window lasts by
  /// the new time; but nothing may wait for the clock to come where it was, which can take years.
  private mutating func setBack(to now: Int64) {
    started = min(started, now)
    nextSweep = min(nextSweep, now + Self.sweepSeconds)
    seen = seen.mapValues { min($0, now) }
  }
}
