public import SyncProtocol

extension Replica {
  /// One peer, as the sync page and `viden status` show it.
  public struct Peer: Hashable, Sendable {
    public var name: String
    /// Where to call it; `nil` when it only calls us.
    public var url: String?
    /// Names the key of the pair; the key itself is in the data folder.
    public var keyID: String
    /// The peer's node id, once it is known.
    public var node: UInt64?
    /// What it may have and bring.
    public var scopes: PeerScopes
    /// Milliseconds since 1970, by this machine's clock.
    public var lastAttempt: Int64?
    /// When digests were last proved equal.
    public var lastSuccess: Int64?
    /// What went wrong at the last attempt; `nil` when nothing did.
    public var lastError: String?
    /// Changes here that the peer is not known to hold.
    public var waiting: Int
    /// Changes the peer has offered and we lack.
    public var behind: Int
    /// Whether both held the same when they last spoke and nothing has happened here since.
    public var isEqual: Bool
    /// Seconds that the peer's clock is ahead of ours, as it last signed.
    public var clockOffset: Int64?
    /// Attempts in a row that failed by the peer's own doing.
    public var failures: Int
    /// When the first attempt failed since one succeeded.
    public var failingSince: Int64?
    /// Whether the key of the pair is being changed, or is to be.
    public var isKeyChanging: Bool

    public init(
      name: String, url: String?, keyID: String, node: UInt64?, scopes: PeerScopes,
      lastAttempt: Int64?, lastSuccess: Int64?, lastError: String?, waiting: Int, behind: Int,
      isEqual: Bool, clockOffset: Int64?, failures: Int, failingSince: Int64?,
      isKeyChanging: Bool
    ) {
      self.name = name
      self.url = url
      self.keyID = keyID
      self.node = node
      self.scopes = scopes
      self.lastAttempt = lastAttempt
      self.lastSuccess = lastSuccess
      self.lastError = lastError
      self.waiting = waiting
      self.behind = behind
      self.isEqual = isEqual
      self.clockOffset = clockOffset
      self.failures = failures
      self.failingSince = failingSince
      self.isKeyChanging = isKeyChanging
    }

    /// When to try again without being asked to. A peer whose answers are wrong again and again is
    /// left in peace for twice as long each time, up to a day; one that merely cannot be reached
    /// costs little and is tried every time. A clock that was set back makes nobody wait.
    public func isDue(at time: Int64) -> Bool {
      guard let nextTry, let lastAttempt else { return true }
      return time >= nextTry || time < lastAttempt
    }

    /// `nil` when the peer has not failed twice.
    public var nextTry: Int64? {
      guard failures >= 2, let lastAttempt else { return nil }
      let minutes: Int64 = 5 << Int64(min(failures - 2, 9))
      return lastAttempt + min(minutes, 24 * 60) * 60_000
    }
  }
}
