public import Digest

/// What the exchange of a view needs from a replica, as it answers.
public struct ViewSource {
  /// The digest of its have-vector.
  public var digest: () throws -> SHA256Digest

  /// The digest of what readers may see, and the revision that it is at.
  public var state: () throws -> (digest: SHA256Digest, revision: UInt64)

  /// Visits what became another after a revision, oldest first, until the visitor says `false`.
  public var items: (_ since: UInt64, _ visit: (UInt64, ViewItem) throws -> Bool) throws -> Void

  public init(
    digest: @escaping () throws -> SHA256Digest,
    state: @escaping () throws -> (digest: SHA256Digest, revision: UInt64),
    items: @escaping (UInt64, (UInt64, ViewItem) throws -> Bool) throws -> Void
  ) {
    self.digest = digest
    self.state = state
    self.items = items
  }

  /// The answer to a mirror: nothing but two digests when it holds another set of changes.
  public func answer(
    to request: ViewRequest, bytesMax: Int = SyncSession.batchBytesMax
  ) throws -> [UInt8] {
    let own = try digest()
    let state = try state()
    func answer(_ found: [(revision: UInt64, item: ViewItem)], hasMore: Bool) -> [UInt8] {
      ViewCodec.encode(
        ViewAnswer(
          digest: own, viewDigest: state.digest,
          revision: hasMore ? found.last?.revision ?? request.since : state.revision,
          hasMore: hasMore, items: found.map(\.item)))
    }
    guard own == request.digest else { return answer([], hasMore: false) }
    var (found, hasMore) = try collect(since: request.since, bytesMax: bytesMax * 3)
    while true {
      let bytes = answer(found, hasMore: hasMore)
      guard bytes.count > bytesMax, found.count > 1 else { return bytes }
      found.removeLast((found.count + 1) / 2)
      hasMore = true
    }
  }

  private func collect(
    since: UInt64, bytesMax: Int
  ) throws -> (found: [(revision: UInt64, item: ViewItem)], hasMore: Bool) {
    var found: [(revision: UInt64, item: ViewItem)] = []
    var bytes = 0
    var hasMore = false
    try items(since) { revision, item in
      bytes += 24 + (item.payload?.count ?? 0)
      let isFull = bytes > bytesMax || found.count >= SyncLimits.standard.changesPerBatchMax
      hasMore = !found.isEmpty && isFull
      if !hasMore { found.append((revision, item)) }
      return !hasMore
    }
    return (found, hasMore)
  }
}

/// What the exchange of a view needs from a mirror.
public struct ViewKeeper {
  public var digest: () throws -> SHA256Digest

  /// The revision of this peer's view that the mirror has.
  public var revision: () throws -> UInt64

  /// Begins anew: what is not sent again until `finish` is gone.
  public var restart: () throws -> Void

  /// Stores items and the revision after them in one transaction.
  public var store: (_ items: [ViewItem], _ revision: UInt64) throws -> Void

  /// Takes away what was not sent again, and gives the digest of what readers may see now.
  public var finish: () throws -> SHA256Digest

  public init(
    digest: @escaping () throws -> SHA256Digest, revision: @escaping () throws -> UInt64,
    restart: @escaping () throws -> Void,
    store: @escaping ([ViewItem], UInt64) throws -> Void,
    finish: @escaping () throws -> SHA256Digest
  ) {
    self.digest = digest
    self.revision = revision
    self.restart = restart
    self.store = store
    self.finish = finish
  }
}

/// The mirror's side of the exchange of a view, as a state machine (Protocol/10 §4).
///
/// Revisions say quickly what is new, a digest proves in the end that all of it is here; if it is
/// not (the answerer was restored, or the mirror was filled by another), everything is asked for
/// again, once.
public struct ViewSession {
  public enum Action: Sendable {
    case send([UInt8])
    /// Readers see here what they see there.
    case equal
    /// The peer holds another set of changes by now: exchange those first.
    case movedOn
    /// All was sent, and it is still not the same.
    case different
  }

  private let keeper: ViewKeeper
  private var since: UInt64
  private var hasRestarted = false

  public init(keeper: ViewKeeper) throws {
    self.keeper = keeper
    since = try keeper.revision()
  }

  public func start() throws -> Action {
    .send(ViewCodec.encode(ViewRequest(digest: try keeper.digest(), since: since)))
  }

  public mutating func receive(_ answer: ViewAnswer) throws -> Action {
    guard try answer.digest == keeper.digest() else { return .movedOn }
    guard !answer.hasMore || answer.revision > since else {
      throw ProtocolError(.unexpectedAnswer)
    }
    try keeper.store(answer.items, answer.revision)
    since = answer.revision
    guard !answer.hasMore else { return try start() }
    if try keeper.finish() == answer.viewDigest { return .equal }
    guard !hasRestarted else { return .different }
    hasRestarted = true
    since = 0
    try keeper.restart()
    return try start()
  }
}
