public import HTTP
public import ReplicaStore
public import WebUI

/// What a node needs to know to serve, all of it decided by whoever starts it.
public struct NodeConfiguration: Sendable {
  public var folder: DataFolder
  /// Loopback unless told otherwise (DESIGN §9).
  public var address = "127.0.0.1"
  /// 0 lets the kernel choose.
  public var port = 0
  /// Threads for what touches SQLite.
  public var workers = 4
  /// What the server bounds.
  public var limits = NodeConfiguration.usualLimits
  /// What the reverse proxies in front are believed.
  public var proxies = ProxyTrust()
  /// Whether the routes under `/__test/` are there.
  public var hasTestRoutes = false
  /// Shown at the foot of every page.
  public var version: String
  public var theme = Theme()
  public var contact = NodeContact()
  /// A replica that has exchanged nothing for so long tells readers of its age.
  public var staleAfterMilliseconds: Int64 = 72 * 3_600_000
  /// This machine's clock, in milliseconds since 1970. It is shown and decides nothing.
  public var now: @Sendable () -> Int64

  /// Starts a synchronisation and returns at once; `nil` where nothing can be started from the
  /// page. Throws `SyncAlreadyRunning` while one is under way.
  public var syncNow: (@Sendable () throws -> Void)?
  /// Whether a synchronisation is under way, for the word on the page.
  public var isSyncRunning: (@Sendable () -> Bool)?
  /// Answers peers at `POST /sync`, on a worker; `nil` where peers are not answered.
  public var syncEndpoint: (@Sendable (Request, NodeStore) throws -> Response)?
  /// Called for every answer, on whichever thread made it; it must not block for long.
  public var log: (@Sendable (LogLine) -> Void)?

  public init(folder: DataFolder, version: String, now: @escaping @Sendable () -> Int64) {
    self.folder = folder
    self.version = version
    self.now = now
  }
}

extension NodeConfiguration {
  /// Room for what a person may paste and what a peer may send.
  public static var usualLimits: Limits {
    var limits = Limits()
    limits.set(bodyBytesMax: 4 * 1_024 * 1_024, under: formPaths)
    limits.set(bodyBytesMax: 1_100_000, under: batchPaths)
    limits.set(bodyBytesMax: 16 * 1_024 * 1_024, under: filePaths)
    // A batch with many documents is projected in one transaction, on a slow laptop too.
    limits.handlerTimeout = .seconds(60)
    // A waiting browser costs some kilobytes: better to let it wait than to send it away.
    limits.connectionsMax = 4_096
    return limits
  }

  /// A megabyte of text, percent-encoded: a form says what is too long and keeps the text, which a
  /// refusal at the door cannot.
  public static let formPaths = [Paths.articles, Paths.login]
  /// Where a file is sent: KL's plan of subjects has been 3.4 MB.
  public static let filePaths = [Paths.subjectPlan]
  /// A batch and its envelope (DESIGN §6: bodies stay under 1 MB).
  public static let batchPaths = [SyncRoutes.endpoint]
}

extension Limits {
  /// The same limit for bodies under each of these paths.
  public mutating func set(bodyBytesMax bytes: Int, under paths: [String]) {
    bodyBytesMaxUnder.removeAll { paths.contains($0.prefix) }
    bodyBytesMaxUnder += paths.map { (prefix: $0, bytes: bytes) }
  }
}

/// Thrown by `NodeConfiguration.syncNow`.
public struct SyncAlreadyRunning: Error, Hashable, Sendable {
  public init() {}
}
