/// The one connection that writes, and the gate that lets one thread at a time through.
///
/// SQLite has one writer anyway; waiting at the gate instead of at SQLite's lock is fair, costs no
/// polling and cannot time out. Other processes are still met at SQLite's lock. Like `ReaderPool`
/// it blocks, and for the same reason it is not for Swift's cooperative thread pool.
public final class WriterGate: @unchecked Sendable {
  // Unchecked because the connection is used only inside the monitor.
  private let monitor = ThreadMonitor()
  private let connection: Connection

  /// - Parameter onOpen: runs on the connection before it is lent (a tokenizer, migrations).
  public init(
    path: String, mode: Connection.Mode, onOpen: (Connection) throws -> Void = { _ in }
  ) throws {
    connection = try Connection(path: path, mode: mode)
    try onOpen(connection)
  }

  /// Lends the connection for the time of `body`, which opens its own transactions
  /// (`Connection.immediate`).
  ///
  /// Neither the connection nor anything tied to it may leave `body`; entering the gate again from
  /// within is a bug and traps.
  public func write<T>(_ body: (Connection) throws -> T) throws -> T {
    monitor.enter()
    defer { monitor.leave() }
    return try body(connection)
  }
}
