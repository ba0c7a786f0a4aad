// The event loop: one thread that owns every connection.
//
// It accepts, reads, parses, answers what can be answered from memory, and keeps the time. What may
// block goes to the workers as a value and comes back as bytes; a worker never sees a connection, so
// a client that resets while its request is worked on takes nothing away under anyone's hands.
//
//     wait for events ─ read ─ parse ─┬─ inline: answer ──────────────┬─ send
//                                     └─ worker: job ··· completion ──┘

internal import Glibc
internal import Synchronization

final class Reactor {
  /// Bytes read in one go; one request with its body as a rule.
  private static let receiveBytes = 64 * 1_024
  /// Connections accepted before others have their turn.
  private static let acceptsMax = 64
  /// Connections above the limit that are still told so.
  private static let refusalsMax = 64
  /// How long nobody is accepted once descriptors have run out. The listener would report at once
  /// again, so without a pause the loop would do nothing else.
  private static let exhaustedPause = 100
  /// Deadlines are looked after at most this often.
  static let sweepInterval = 20
  /// Keys no connection has: their slot is beyond any limit.
  private static let bellKey = UInt64(UInt32.max)
  private static let listenerKey = UInt64(UInt32.max) - 1

  let limits: Limits
  let responder: Responder
  let pool: WorkerPool
  let sideline: WorkerPool
  let poller: Poller
  let bell: Bell
  let stops: @Sendable () -> Int
  var listeners: [Socket]

  private(set) var connections = ConnectionTable()
  let connectionsMax: Int
  var isFull = false
  var pausedUntil: Int?

  var writer: AnswerWriter
  var received = [UInt8](repeating: 0, count: Reactor.receiveBytes)
  /// Answers of the connection in hand, on their way into one send.
  var outgoing: [UInt8] = []
  var runnable: [ConnectionID] = []
  var bodyBytesInFlight = 0

  private(set) var now = Clock.milliseconds()
  var nextSweep = Int.max
  var drainStart: Int?
  /// Told how many connections there are, each time round.
  let gauge: Gauge
  private var heartbeat: (interval: Int, next: Int, beat: () -> Void)?

  init(
    limits: Limits, responder: Responder, defaults: Headers, pool: WorkerPool, sideline: WorkerPool,
    bell: Bell, listeners: [Socket], stops: @escaping @Sendable () -> Int,
    gauge: Gauge
  ) throws(SystemError) {
    self.limits = limits
    self.responder = responder
    self.pool = pool
    self.sideline = sideline
    self.bell = bell
    self.listeners = listeners
    self.stops = stops
    self.gauge = gauge
    writer = AnswerWriter(defaults: defaults)
    poller = try Poller()
    connectionsMax = Self.connectionsPossible(limits)
    poller.add(bell.descriptor, key: Self.bellKey, interest: .input)
    setListening(true)
  }

  /// As many as there may be descriptors for, less those the rest of the process needs.
  private static func connectionsPossible(_ limits: Limits) -> Int {
    var resource = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &resource) == 0 else {
      return limits.connectionsMax
    }
    return max(1, Int(clamping: resource.rlim_cur) - limits.descriptorsReserved)
  }

  /// Has `beat` called now and then, as long as the loop goes round.
  func beat(every interval: Int, _ beat: @escaping () -> Void) {
    heartbeat = (interval, now, beat)
  }

  private func beatIfDue() {
    guard let heartbeat, now >= heartbeat.next else { return }
    self.heartbeat?.next = now + heartbeat.interval
    heartbeat.beat()
  }

  /// Runs until it has been stopped and drained, or stopped twice.
  func run() {
    while true {
      now = Clock.milliseconds()
      switch stops() {
      case 0: break
      case 1: if drainStart == nil { beginDrain() }
      default: return
      }
      if let drainStart {
        if connections.count == 0 || now - drainStart >= limits.drainTimeout.milliseconds { return }
      }
      poller.wait(milliseconds: waitMilliseconds())
      now = Clock.milliseconds()
      for (key, interest) in poller.ready { react(key: key, interest: interest) }
      runRunnable()
      if now >= nextSweep { sweep() }
      gauge.set(connections.count)
      beatIfDue()
      if let pausedUntil, now >= pausedUntil { setListening(true) }
    }
  }

  private func waitMilliseconds() -> Int {
    guard runnable.isEmpty else { return 0 }
    let next = min(nextSweep, pausedUntil ?? .max, heartbeat?.next ?? .max)
    let drainEnd = drainStart.map { $0 + limits.drainTimeout.milliseconds } ?? .max
    let until = min(next, drainEnd)
    return until == .max ? -1 : max(0, until - now)
  }

  private func react(key: UInt64, interest: Poller.Interest) {
    switch key {
    case Self.bellKey:
      bell.silence()
      for completion in pool.takeCompletions() { receive(completion) }
      for completion in sideline.takeCompletions() { receive(completion) }
    case Self.listenerKey:
      for listener in listeners { accept(from: listener) }
    default:
      guard let connection = connections[ConnectionID(key: key)] else { return }
      if interest.contains(.output) { resumeSending(connection) }
      guard !isClosed(connection) else { return }
      if !interest.isDisjoint(with: .broken), !connection.interest.contains(.input) {
        close(connection)
      } else if !interest.isDisjoint(with: [.input, .broken]) {
        read(connection)
      }
    }
  }

  // MARK: Connections

  func isClosed(_ connection: Connection) -> Bool { connections[connection.id] == nil }

  func accept(from listener: Socket) {
    for _ in 0..<Self.acceptsMax {
      guard hasDescriptorsLeft() else { return pauseListening() }
      switch listener.accept() {
      case .socket(let socket, let peer): welcome(socket, peer)
      case .lost: continue
      case .nothingYet: return
      case .exhausted:
        if !evictIdle() { return pauseListening() }
      }
    }
  }

  /// Time to give idle connections less of it.
  var isCrowded: Bool { connections.count * 4 > limits.connectionsMax * 3 }

  private func hasDescriptorsLeft() -> Bool {
    connections.count < connectionsMax || evictIdle()
  }

  private func welcome(_ socket: Socket, _ peer: PeerAddress) {
    let isCounted = !limits.proxyAddresses.contains(peer.text)
    let connection = connections.insert(socket, peer: peer, isCounted: isCounted, now: now)
    poller.add(socket.descriptor, key: connection.id.key, interest: connection.interest)
    if isCrowded { nextSweep = min(nextSweep, now) }
    let isTooMany =
      connections.count > limits.connectionsMax
      || connections.count(of: peer) > limits.connectionsPerAddressMax
    guard isTooMany else {
      isFull = false
      return schedule(connection)
    }
    // Told, and only then closed; but a flood of them is not even told.
    guard connections.count <= limits.connectionsMax + Self.refusalsMax else {
      return close(connection)
    }
    // The log hears it once, or whoever can fill the server could fill the disk.
    refuse(connection, .overloaded, note: "too many connections", isTold: !isFull)
    isFull = true
  }

  /// Ends a connection at once; its socket is closed with the last reference to it.
  func close(_ connection: Connection) {
    guard !isClosed(connection) else { return }
    if case .working(let job) = connection.phase { job.abandon() }
    releaseBody(of: connection)
    poller.remove(connection.socket.descriptor)
    connections.remove(connection)
  }

  /// Closes the connection that has been idle the longest, to make room for a new one. One that has
  /// not had a request answered yet is spared: its request is on the way.
  private func evictIdle() -> Bool {
    let idle = connections.all.filter { $0.isIdle && $0.requests > 0 }
    guard let longest = idle.min(by: { $0.since < $1.since }) else { return false }
    close(longest)
    return true
  }

  func setListening(_ isListening: Bool) {
    pausedUntil = nil
    for listener in listeners {
      if isListening {
        poller.add(listener.descriptor, key: Self.listenerKey, interest: .input)
      } else {
        poller.remove(listener.descriptor)
      }
    }
  }

  private func pauseListening() {
    setListening(false)
    pausedUntil = now + Self.exhaustedPause
  }
}
