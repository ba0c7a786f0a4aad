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
  /// Shown at the foot of every page.
  public var version: String
  public var theme = Theme()
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

/// Thrown by `NodeConfiguration.syncNow`.
public struct SyncAlreadyRunning: Error, Hashable, Sendable {
  public init() {}
}
