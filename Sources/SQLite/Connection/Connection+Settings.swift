internal import CSQLite
import Planted

/// What every connection is told before anyone uses it.
///
/// Durability first: with `synchronous=NORMAL` a power cut may take back commits that were already
/// sent to another node, whose numbers we would then use again (a fork). Distrust second: a
/// database file may have been put there by somebody else, so its schema may not call functions
/// with side effects, not write shadow tables, and its pages are checked as they are read.
extension Connection {
  static let busyTimeoutMilliseconds: Int32 = 5_000

  /// What is left of the write-ahead log after a checkpoint, so that one large transaction does
  /// not keep its size on the disk forever.
  private static let journalBytesMax = 64 << 20

  /// FULL, unless a test has planted a mistake.
  private static var durability: String {
    Planted.has(.syncForgotten) ? "OFF" : Planted.has(.syncAtCheckpoints) ? "NORMAL" : "FULL"
  }

  func settle(_ mode: Mode) throws(SQLiteError) {
    unsafe sqlite3_busy_timeout(handle, Connection.busyTimeoutMilliseconds)
    try configure(SQLITE_DBCONFIG_DEFENSIVE, true)
    try configure(SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)
    // "Text" in double quotes is a column or an error, never a string by mistake.
    try configure(SQLITE_DBCONFIG_DQS_DDL, false)
    try configure(SQLITE_DBCONFIG_DQS_DML, false)
    try script(
      """
      PRAGMA cell_size_check = ON;
      PRAGMA foreign_keys = ON;
      PRAGMA synchronous = \(Connection.durability);
      PRAGMA journal_size_limit = \(Connection.journalBytesMax);
      """)
    try script(mode == .readOnly ? "PRAGMA query_only = ON" : "PRAGMA journal_mode = WAL")
    // Opening is lazy: only reading tells whether the file is a database at all.
    _ = try integer("PRAGMA schema_version")
  }

  private func configure(_ option: Int32, _ isOn: Bool) throws(SQLiteError) {
    guard unsafe csqlite_db_config_bool(handle, option, isOn ? 1 : 0) == SQLITE_OK else {
      throw failure("sqlite3_db_config(\(option))")
    }
  }
}
