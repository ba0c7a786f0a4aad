internal import CSQLite

/// What SQLite refused to do, with the statement it was asked to do it by.
///
/// `code` is the extended result code (https://sqlite.org/rescode.html); decisions are made on the
/// questions below, which look at its primary part.
public struct SQLiteError: Error, Hashable, Sendable {
  /// The extended result code.
  public let code: Int32

  /// SQLite's own English sentence.
  public let message: String

  /// The statement, or what was done where there is none; never its arguments, which may be
  /// personal.
  public let sql: String

  public init(code: Int32, message: String, sql: String) {
    self.code = code
    self.message = message
    self.sql = sql
  }
}

extension SQLiteError {
  /// The low byte: the kind of failure without its detail.
  public var primaryCode: Int32 { code & 0xff }

  /// Another connection holds the lock we need; trying again later may help.
  public var isBusy: Bool { primaryCode == SQLITE_BUSY || primaryCode == SQLITE_LOCKED }

  /// The disk is full (or the database has reached its largest size). Nothing was written.
  public var isFull: Bool { primaryCode == SQLITE_FULL }

  /// The file is damaged.
  public var isCorrupt: Bool { primaryCode == SQLITE_CORRUPT }

  /// The file is something else than a database.
  public var isNotADatabase: Bool { primaryCode == SQLITE_NOTADB }

  /// A write to a connection, file or folder that allows none.
  public var isReadOnly: Bool { primaryCode == SQLITE_READONLY }

  /// The file is missing, or its folder does not let us in.
  public var isCantOpen: Bool { primaryCode == SQLITE_CANTOPEN }

  /// A rule of the schema (unique, not null, check, foreign key) was broken.
  public var isConstraint: Bool { primaryCode == SQLITE_CONSTRAINT }

  /// `Connection.interrupt()` or an `Interrupter` ended the statement.
  public var isInterrupted: Bool { primaryCode == SQLITE_INTERRUPT }
}

extension SQLiteError: CustomStringConvertible {
  public var description: String { "SQLite error \(code): \(message) (\(sql))" }
}
