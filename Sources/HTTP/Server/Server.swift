// The HTTP server as the rest of the house sees it.
//
//     let server = Server(router: router, log: { print($0) })
//     let port = try server.bind(address: "127.0.0.1", port: 0)
//     try server.run()  // until another thread says server.stop()

internal import Synchronization

/// An HTTP/1.1 server: one thread for all connections, some more for handlers that block.
public final class Server: Sendable {
  /// Threads of the sideline. What runs there takes much memory as a rule, which this bounds.
  private static let sidelineWorkers = 2

  private let limits: Limits
  private let workers: Int
  private let defaultHeaders: Headers
  private let responder: Responder
  private let listeners = Mutex<[Socket]>([])
  private let stops = Atomic(0)
  private let bell: Bell
  private let gauge = Gauge()

  /// Makes a server that listens nowhere yet.
  ///
  /// - Parameters:
  ///   - workers: The threads for routes that run `on: .worker`.
  ///   - defaultHeaders: Fields every answer has, error answers among them, unless it has one of
  ///     the name itself.
  ///   - errorPage: What to show with a status the server answers with by itself: for what nobody
  ///     handles, for a handler that throws, and, without a request, for what is no request. It
  ///     may be called on the reactor's thread, so it must not block.
  ///   - log: Called for every answer, on whichever thread made it; it must not block for long.
  public init(
    router: Router, limits: Limits = Limits(), workers: Int = 4, defaultHeaders: Headers = [:],
    errorPage: (@Sendable (Status, Request?) -> Response)? = nil,
    log: (@Sendable (LogLine) -> Void)? = nil
  ) throws {
    precondition(workers > 0)
    precondition(defaultHeaders.isSound)
    self.limits = limits
    self.workers = workers
    self.defaultHeaders = defaultHeaders
    responder = Responder(
      router: router, errorPage: errorPage ?? Responder.plainPage, log: log)
    bell = try Bell()
  }

  /// Listens on an address, and on further ones when called again. Returns the port, which the
  /// kernel chooses for 0. From here on clients connect, and wait for `run`.
  @discardableResult
  public func bind(address: String, port: Int) throws -> Int {
    let listener = try Socket.listen(address: address, port: port)
    listeners.withLock { $0.append(listener) }
    return listener.port
  }

  /// Takes over a socket that listens already, as systemd hands it to a service it starts
  /// (sd_listen_fds(3)).
  public func adopt(listener descriptor: Int32) {
    listeners.withLock { $0.append(Socket(adopting: descriptor)) }
  }

  /// Whether `stop` has been called: time for `/readyz` to say no.
  public var isStopping: Bool { stops.load(ordering: .relaxed) > 0 }

  /// How many connections there are at the moment.
  public var connectionCount: Int { gauge.value }

  /// Serves until it has been stopped, on the thread it is called on.
  ///
  /// - Parameters:
  ///   - heartbeat: How often to call `beat` between events, to show that the loop is alive.
  ///   - beat: Called on the loop's own thread, so it must not block.
  public func run(heartbeat: Duration? = nil, _ beat: @escaping () -> Void = {}) throws {
    let listening = listeners.withLock { listeners in
      defer { listeners = [] }
      return listeners
    }
    let pool = workerPool(queueMax: limits.queueMax)
    let sideline = workerPool(queueMax: limits.sidelineQueueMax)
    let reactor = try Reactor(
      limits: limits, responder: responder, defaults: defaultHeaders, pool: pool,
      sideline: sideline, bell: bell, listeners: listening,
      stops: { self.stops.load(ordering: .acquiring) }, gauge: gauge)
    if let heartbeat { reactor.beat(every: heartbeat.milliseconds, beat) }
    try pool.start(workers: workers)
    try sideline.start(workers: Self.sidelineWorkers)
    reactor.run()
    // A handler that does not come to an end must not hold up who has waited long enough.
    let waits = reactor.connections.count == 0 && stops.load(ordering: .acquiring) < 2
    pool.stop(waits: waits)
    sideline.stop(waits: waits)
  }

  private func workerPool(queueMax: Int) -> WorkerPool {
    WorkerPool(queueMax: queueMax, responder: responder, defaults: defaultHeaders, bell: bell)
  }

  /// Called once: no new connections, requests that have begun are answered, then `run` returns.
  /// Called again: `run` returns at once. Safe on any thread and in a signal handler.
  public func stop() {
    stops.wrappingAdd(1, ordering: .acquiringAndReleasing)
    bell.ring()
  }
}

/// A number that one thread sets and others look at.
final class Gauge: Sendable {
  private let number = Atomic(0)

  var value: Int { number.load(ordering: .relaxed) }

  func set(_ value: Int) { number.store(value, ordering: .relaxed) }
}
