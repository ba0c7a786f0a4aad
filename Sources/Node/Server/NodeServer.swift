import Accounts
import HTTP
import ReplicaStore
import Synchronization
import WebUI

/// A running node: its replica, its pages, and the server in front of them.
///
/// ```swift
/// let server = try NodeServer(configuration)
/// let port = try server.bind()
/// try server.run()  // until another thread, or a signal handler, says server.stop()
/// ```
public final class NodeServer: Sendable {
  public let store: NodeStore

  let context: NodeContext
  private let server: Server
  /// Held as long as this is: a second server on the same folder is refused.
  private let lock: FolderLock

  /// Takes the data folder and opens the replica. Nothing listens yet.
  ///
  /// - Throws: `FolderError.noReplica`, `FolderError.locked` when another process serves this
  ///   folder, and what `NodeStore.init` throws.
  public init(_ configuration: NodeConfiguration) throws {
    let folder = configuration.folder
    guard folder.holdsReplica else { throw FolderError.noReplica(path: folder.path) }
    try folder.checkSecrets()
    // The lock goes before the migrations that opening may run under a server that is at work.
    lock = try FolderLock(path: folder.path + "/serve.lock")
    store = try NodeStore(folder, readers: max(1, configuration.workers))
    let context = try NodeContext(
      configuration, store: store, accounts: AccountBook(path: folder.accounts))
    self.context = context
    server = try Server(
      router: context.router, limits: NodeServer.limits(of: configuration),
      workers: max(1, configuration.workers),
      defaultHeaders: NodeServer.defaultHeaders,
      errorPage: { status, request in context.errorAnswer(status, to: request) },
      log: { line in
        context.metrics.note(line)
        configuration.log?(line)
      })
    context.connections.follow(server)
  }

  /// Clients never take the descriptors that the databases need: three for each connection to the
  /// replica, and some for the accounts, the locks and whatever SQLite opens for a while.
  private static func limits(of configuration: NodeConfiguration) -> Limits {
    var limits = configuration.limits
    limits.descriptorsReserved = max(
      limits.descriptorsReserved, 28 + 3 * (configuration.workers + 2))
    return limits
  }

  /// Listens where the configuration says, and returns the port.
  @discardableResult
  public func bind() throws -> Int {
    try server.bind(address: context.configuration.address, port: context.configuration.port)
  }

  /// Takes over a socket that listens already, as systemd hands it over (sd_listen_fds(3)).
  public func adopt(listener descriptor: Int32) {
    server.adopt(listener: descriptor)
  }

  /// Serves until it has been stopped, on the thread it is called on.
  ///
  /// - Parameter beat: called every `heartbeat` while all is well, for a service manager's watchdog.
  public func run(heartbeat: Duration? = nil, _ beat: @escaping () -> Void = {}) throws {
    try server.run(heartbeat: heartbeat, beat)
  }

  /// Called once: requests that have begun are answered, then `run` returns. Called again: `run`
  /// returns at once. Safe on any thread and in a signal handler.
  public func stop() {
    context.readiness.end()
    server.stop()
  }

  static var defaultHeaders: Headers {
    var headers = Headers()
    for (name, value) in SecurityHeaders.all { headers.add(name, value) }
    return headers
  }
}

/// Whether the node still takes new requests, for `/readyz`.
final class Readiness: Sendable {
  private let hasEnded = Atomic(false)

  var isStopping: Bool { hasEnded.load(ordering: .relaxed) }

  func end() { hasEnded.store(true, ordering: .relaxed) }
}

/// How many clients the server has. The routes are made before the server that has them.
final class ConnectionGauge: Sendable {
  private struct Followed {
    weak var server: Server?
  }

  private let followed = Mutex(Followed())

  var value: Int { followed.withLock { $0.server }?.connectionCount ?? 0 }

  func follow(_ server: Server) { followed.withLock { $0.server = server } }
}
