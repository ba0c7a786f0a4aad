internal import CSQLite

/// Copies of a database in use, and the question whether a database is sound.
extension Connection {
  private static let pagesPerStep: Int32 = 1_024

  /// Copies the database into a file of its own while others read and write on, then reads the
  /// copy back. It is a single file with no write-ahead log beside it.
  ///
  /// The snapshot is that of `copy(to:)`, and so is what becomes of a file already at `path`.
  public func backup(to path: String) throws(SQLiteError) {
    try self.copy(to: path)
    let copy = try Connection(path: path, mode: .readWrite, vfs: vfs)
    try copy.makeRoomForBulk()
    try copy.script("PRAGMA journal_mode = DELETE")
    let faults = try copy.integrityFaults()
    guard faults.isEmpty else {
      throw SQLiteError(
        code: SQLITE_CORRUPT, message: faults.joined(separator: "; "), sql: "backup to \(path)")
    }
  }

  /// Copies the database as `backup(to:)` does and leaves it to the caller to read the copy back.
  ///
  /// What is copied is one snapshot: commits made meanwhile are not in it, and they do not make
  /// the copy begin anew, as they would without the snapshot. A file already at `path` is
  /// overwritten.
  public func copy(to path: String) throws(SQLiteError) {
    let copy = unsafe try Connection.openForBackup(path, vfs: vfs)
    defer { unsafe sqlite3_close_v2(copy) }
    let isOurs = !isInTransaction
    if isOurs { try execute("BEGIN DEFERRED") }
    defer { if isOurs { try? execute("COMMIT") } }  // It only read: there is nothing to lose.
    _ = try integer("PRAGMA schema_version")
    unsafe try copyPages(to: copy, path)
  }

  private func copyPages(to copy: OpaquePointer, _ path: String) throws(SQLiteError) {
    guard let backup = unsafe sqlite3_backup_init(copy, "main", handle, "main") else {
      throw unsafe SQLiteError(of: copy, sql: "backup to \(path)")
    }
    var code = SQLITE_OK
    while code == SQLITE_OK {
      code = unsafe sqlite3_backup_step(backup, Connection.pagesPerStep)
    }
    unsafe sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE else { throw unsafe SQLiteError(of: copy, sql: "backup to \(path)") }
  }

  private static func openForBackup(
    _ path: String, vfs: String?
  ) throws(SQLiteError) -> OpaquePointer {
    var copy: OpaquePointer?
    let code = unsafe sqlite3_open_v2(
      path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE, vfs)
    guard code == SQLITE_OK, let copy = unsafe copy else {
      unsafe sqlite3_close_v2(copy)
      throw SQLiteError(code: code, message: "cannot open the copy", sql: "backup to \(path)")
    }
    unsafe sqlite3_busy_timeout(copy, Connection.busyTimeoutMilliseconds)
    return unsafe copy
  }

  /// What SQLite finds wrong with the database; empty when it is sound.
  public func integrityCheck() throws -> [String] {
    try integrityFaults()
  }

  private func integrityFaults() throws(SQLiteError) -> [String] {
    do {
      return try query("PRAGMA integrity_check") { $0.text(0) }.filter { $0 != "ok" }
    } catch let error as SQLiteError {
      throw error
    } catch {
      // The closure above throws nothing, so only SQLite's own errors come here.
      throw SQLiteError(code: SQLITE_INTERNAL, message: "\(error)", sql: "PRAGMA integrity_check")
    }
  }
}
