// What the reactor knows of one client.

/// Names a connection without holding it. A slot is used again after its connection has ended, the
/// generation is not: an event or an answer that comes too late finds nobody.
struct ConnectionID: Sendable, Hashable {
  let slot: UInt32
  let generation: UInt32

  var key: UInt64 { UInt64(generation) << 32 | UInt64(slot) }

  init(slot: UInt32, generation: UInt32) {
    self.slot = slot
    self.generation = generation
  }

  init(key: UInt64) {
    slot = UInt32(truncatingIfNeeded: key)
    generation = UInt32(truncatingIfNeeded: key >> 32)
  }
}

/// The state of one connection. It belongs to the reactor's thread alone and is never seen by
/// another: a worker gets the request and hands back bytes.
final class Connection {
  enum Phase {
    /// Bytes are parsed as they come; how far the request has come, the parser knows.
    case reading
    /// A worker has the request. What arrives meanwhile waits in `input`.
    case working(Job)
    /// The last answer is on its way out.
    case closing
    /// All is sent and our side is shut; what the client still sends is thrown away.
    case lingering
  }

  let id: ConnectionID
  let socket: Socket
  let address: PeerAddress
  /// Whether it counts towards the limit per address.
  let isCounted: Bool

  var phase = Phase.reading
  var parser: RequestParser
  /// Bytes that have arrived and are not parsed yet; empty, and without storage, as a rule.
  var input: [UInt8] = []
  var outbox = Outbox()
  var interest: Poller.Interest = .input
  /// The client will send nothing more.
  var inputEnded = false
  /// In the list of those that have input left for another turn.
  var isRunnable = false
  var requests = 0
  /// What it holds of the bytes of bodies in flight.
  var bodyBytes = 0

  /// When the present phase, or the present part of a request, began.
  var since: Int
  /// Bytes that came since then.
  var progressBytes = 0
  /// When a byte last came.
  var lastReceived: Int
  /// When the client last took some of what is in the outbox; `Int.min` while nothing is.
  var lastSent = Int.min
  var sendStart = 0
  var sentBytes = 0
  /// When the reactor has to look again, come what may.
  var deadline = Int.max

  init(id: ConnectionID, socket: Socket, peer: PeerAddress, isCounted: Bool, now: Int) {
    self.id = id
    self.socket = socket
    address = peer
    self.isCounted = isCounted
    parser = RequestParser(peer: peer.text)
    since = now
    lastReceived = now
  }

  func beginSending(now: Int) {
    lastSent = now
    sendStart = now
    sentBytes = 0
  }

  func noteSent(_ bytes: Int, now: Int) {
    if bytes > 0 { lastSent = now }
    sentBytes += bytes
    if outbox.isEmpty { lastSent = .min }
  }

  var peer: String { address.text }

  /// Waits for a request and owes nothing.
  var isIdle: Bool {
    guard case .reading = phase else { return false }
    return parser.phase == .idle && outbox.isEmpty && input.isEmpty
  }
}

/// Bytes that wait for a client to take them.
struct Outbox {
  private var pieces: [[UInt8]] = []
  /// How much of the first piece has gone.
  private var offset = 0
  private(set) var count = 0

  var isEmpty: Bool { pieces.isEmpty }

  mutating func append(_ piece: [UInt8]) {
    guard !piece.isEmpty else { return }
    pieces.append(piece)
    count += piece.count
  }

  /// Sends until all is gone or the kernel takes no more. Returns the bytes sent, nil when the
  /// connection is lost.
  mutating func flush(to socket: Socket) -> Int? {
    var total = 0
    while let first = pieces.first {
      let head = first[offset...]
      let wanted = head.count + (pieces.count > 1 ? pieces[1].count : 0)
      let sent = pieces.count > 1 ? socket.send(head, pieces[1]) : socket.send(head)
      guard let sent else { return nil }
      drop(sent)
      total += sent
      if sent < wanted { break }
    }
    return total
  }

  private mutating func drop(_ sent: Int) {
    count -= sent
    offset += sent
    while let first = pieces.first, offset >= first.count {
      offset -= first.count
      pieces.removeFirst()
    }
  }
}
