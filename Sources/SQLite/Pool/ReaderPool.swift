/// A fixed number of read-only connections, lent to threads one at a time.
///
/// Who asks while all are out waits until one comes back. That is meant for the worker threads of
/// a synchronous server. It is not for Swift's cooperative thread pool: a task that blocks there
/// takes one of as many threads as the machine has cores, and on two cores two of them stop every
/// other task of the process.
public final class ReaderPool: @unchecked Sendable {
  // Unchecked because `idle` is touched only inside the monitor, and a connection that is lent is
  // in nobody's hands but the borrower's.
  private let monitor = ThreadMonitor()
  private var idle: [Connection]

  /// Opens all connections at once, so that a missing or foreign file is told at start.
  ///
  /// - Parameter onOpen: runs on every connection before it is lent, for what a connection must
  ///   know before it touches a table (a tokenizer).
  public init(
    path: String, count: Int, onOpen: (Connection) throws -> Void = { _ in }
  ) throws {
    precondition(count > 0)
    idle = try (0..<count).map { _ in
      let connection = try Connection(path: path, mode: .readOnly)
      try onOpen(connection)
      return connection
    }
  }

  /// Lends a connection for the time of `body`, in which everything is read from one snapshot.
  ///
  /// Neither the connection nor anything tied to it may leave `body`.
  public func read<T>(_ body: (Connection) throws -> T) throws -> T {
    let connection = checkOut()
    defer { checkIn(connection) }
    return try connection.read { try body(connection) }
  }

  private func checkOut() -> Connection {
    monitor.enter()
    defer { monitor.leave() }
    while true {
      // Last in, first out: the warmest page cache works most.
      if let connection = idle.popLast() { return connection }
      monitor.wait()
    }
  }

  private func checkIn(_ connection: Connection) {
    monitor.enter()
    idle.append(connection)
    monitor.signal()
    monitor.leave()
  }
}
