internal import CSQLite

/// One connection to one database file.
///
/// A connection belongs to one thread at a time and is deliberately not `Sendable`: `ReaderPool`
/// and `WriterGate` lend connections to threads, a simulation simply owns one.
///
/// ```swift
/// let connection = try Connection(path: "viden.sqlite", mode: .create)
/// try connection.immediate {
///   try connection.execute("INSERT INTO article (title) VALUES (?)", ["Pas"])
/// }
/// let titles = try connection.query("SELECT title FROM article") { $0.text(0) }
/// ```
@safe
public final class Connection {
  public enum Mode: Hashable, Sendable {
    /// Reads and writes; the file is made when it is missing.
    case create

    /// Reads and writes a file that is there.
    case readWrite

    /// Reads only, by the operating system's word and by SQLite's (`query_only`).
    case readOnly
  }

  /// Ends a running statement from another thread.
  public let interrupter: Interrupter

  /// The file, as it was named when the connection was opened.
  public let path: String

  /// What stands between SQLite and the disk; copies are opened through the same.
  let vfs: String?

  let handle: OpaquePointer
  var companions: [ObjectIdentifier: AnyObject] = [:]
  private var cache = StatementCache()

  /// How often a transaction was taken back. What was read in one is void then.
  public internal(set) var rollbacks = 0

  /// Opens the file and makes the connection safe: see `Connection+Settings.swift`.
  ///
  /// - Parameter vfs: the name of what stands between SQLite and the disk
  ///   (https://sqlite.org/vfs.html); `nil` for the operating system's own.
  public init(path: String, mode: Mode, vfs: String? = nil) throws(SQLiteError) {
    let handle = unsafe try Connection.open(path, mode: mode, vfs: vfs)
    unsafe self.handle = handle
    self.path = path
    self.vfs = vfs
    unsafe self.interrupter = Interrupter(handle)
    // From here on deinit closes the handle, also when settling fails.
    try settle(mode)
  }

  deinit {
    interrupter.disarm()
    cache.removeAll()
    unsafe sqlite3_close_v2(handle)
  }

  private static func open(
    _ path: String, mode: Mode, vfs: String?
  ) throws(SQLiteError) -> OpaquePointer {
    let access =
      switch mode {
      case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      case .readWrite: SQLITE_OPEN_READWRITE
      case .readOnly: SQLITE_OPEN_READONLY
      }
    var handle: OpaquePointer?
    // One thread at a time is our own promise, so SQLite need not lock at every call.
    let code = unsafe sqlite3_open_v2(
      path, &handle, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, vfs)
    guard let handle = unsafe handle else {
      throw SQLiteError(code: SQLITE_NOMEM, message: "out of memory", sql: "open \(path)")
    }
    guard code == SQLITE_OK else {
      let error = unsafe SQLiteError(of: handle, sql: "open \(path)")
      unsafe sqlite3_close_v2(handle)
      throw error
    }
    return unsafe handle
  }

  /// Lends SQLite's own handle, for what has no Swift form here (registering a tokenizer).
  @unsafe
  public func withHandle<T>(_ body: (OpaquePointer) throws -> T) rethrows -> T {
    try unsafe body(handle)
  }
}

@available(*, unavailable)
extension Connection: Sendable {}

// MARK: Statements

extension Connection {
  /// Runs one statement to its end and ignores its rows.
  public func execute(_ sql: String, _ arguments: [SQLiteValue] = []) throws(SQLiteError) {
    let statement = try take(sql)
    defer { cache.put(statement) }
    unsafe try statement.bind(arguments, on: handle)
    while try isOnRow(statement) {}
  }

  /// Runs several statements, one after the other; they take no arguments and are not cached.
  public func script(_ sql: String) throws(SQLiteError) {
    guard unsafe sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
      throw failure(sql)
    }
  }

  /// Runs one statement and lends its rows one by one, for as long as `body` says true.
  public func forEach(
    _ sql: String, _ arguments: [SQLiteValue] = [], _ body: (borrowing Row) throws -> Bool
  ) throws {
    let statement = try take(sql)
    defer { cache.put(statement) }
    unsafe try statement.bind(arguments, on: handle)
    while try isOnRow(statement) {
      guard try statement.withRow(body) else { return }
    }
  }

  /// What `row` makes of every row.
  @inlinable
  public func query<T>(
    _ sql: String, _ arguments: [SQLiteValue] = [], _ row: (borrowing Row) throws -> T
  ) throws -> [T] {
    var all: [T] = []
    try forEach(sql, arguments) {
      all.append(try row($0))
      return true
    }
    return all
  }

  /// What `row` makes of the first row, or nil when there is none.
  @inlinable
  public func first<T>(
    _ sql: String, _ arguments: [SQLiteValue] = [], _ row: (borrowing Row) throws -> T
  ) throws -> T? {
    var first: T?
    try forEach(sql, arguments) {
      first = try row($0)
      return false
    }
    return first
  }

  /// Gives the page cache 64 MiB: with SQLite's 2 MiB a transaction of many megabytes would write
  /// changed pages out early, look them up in the log and write them again, and whoever reads the
  /// whole of a database would read most pages more than once.
  public func makeRoomForBulk() throws(SQLiteError) {
    try script("PRAGMA cache_size = -65536")
  }

  /// Gives the page cache so many KiB instead of SQLite's 2 MiB: for connections of which a process has
  /// several, each reading a little here and there. The system's cache holds the same pages once.
  public func boundPageCache(kibibytes: Int) throws(SQLiteError) {
    try script("PRAGMA cache_size = -\(kibibytes)")
  }

  public var lastInsertedRowID: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

  /// How many rows the last INSERT, UPDATE or DELETE touched.
  public var changedRows: Int { unsafe Int(sqlite3_changes64(handle)) }

  /// Ends the running statement: it fails with an error that `isInterrupted`.
  public func interrupt() {
    unsafe sqlite3_interrupt(handle)
  }

  /// A number that changes when another connection has committed (PRAGMA data_version).
  public var dataVersion: Int64 {
    get throws(SQLiteError) { try integer("PRAGMA data_version") }
  }

  private func take(_ sql: String) throws(SQLiteError) -> Statement {
    if let resting = cache.take(sql) { return resting }
    return unsafe try Statement(sql, on: handle)
  }

  private func isOnRow(_ statement: Statement) throws(SQLiteError) -> Bool {
    switch statement.step() {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw failure(statement.sql)
    }
  }

  /// The first column of the first row, as PRAGMAs answer; 0 when there is no row.
  func integer(_ sql: String) throws(SQLiteError) -> Int64 {
    let statement = try take(sql)
    defer { cache.put(statement) }
    unsafe try statement.bind([], on: handle)
    guard try isOnRow(statement) else { return 0 }
    return statement.withRow { $0.integer(0) }
  }

  /// The error SQLite has noted last on this connection.
  func failure(_ sql: String) -> SQLiteError {
    unsafe SQLiteError(of: handle, sql: sql)
  }
}

extension SQLiteError {
  /// The error SQLite has noted last on this connection.
  init(of database: OpaquePointer, sql: String) {
    let message = unsafe sqlite3_errmsg(database).map { unsafe String(cString: $0) }
    self.init(
      code: unsafe sqlite3_extended_errcode(database), message: message ?? "unknown", sql: sql)
  }
}
