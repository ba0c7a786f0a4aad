internal import CSQLite

/// Transactions as closures: left by return they commit, left by an error they leave no trace.
extension Connection {
  /// Whether a transaction is open.
  public var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

  /// Whether the open transaction has written, or is about to.
  public var isWriting: Bool {
    unsafe sqlite3_txn_state(handle, "main") == SQLITE_TXN_WRITE
  }

  /// Writes in one transaction that takes the write lock at once.
  ///
  /// Waiting for the lock happens before anything is read (a deferred transaction that turns into
  /// a writer fails at once when somebody else has written since). An error in `body` or in the
  /// commit itself rolls back. Transactions do not nest.
  public func immediate<T>(_ body: () throws -> T) throws -> T {
    try execute("BEGIN IMMEDIATE")
    return try finish(body)
  }

  /// Reads several times from one and the same snapshot.
  ///
  /// Inside an open transaction its own snapshot is used.
  public func read<T>(_ body: () throws -> T) throws -> T {
    guard !isInTransaction else { return try body() }
    try execute("BEGIN DEFERRED")
    return try finish(body)
  }

  private func finish<T>(_ body: () throws -> T) throws -> T {
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      rollbacks += 1
      rollBack()
      throw error
    }
  }

  /// Some errors (a full disk, an interrupt) have rolled back already, and a ROLLBACK that fails
  /// leaves nothing better to do: the error that led here is the one to tell.
  private func rollBack() {
    guard isInTransaction else { return }
    try? execute("ROLLBACK")
  }
}
