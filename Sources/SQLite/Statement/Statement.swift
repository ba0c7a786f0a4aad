internal import CSQLite

/// One prepared statement: the only owner of its `sqlite3_stmt`.
///
/// A statement is bound, stepped and reset by `Connection`, and between uses it rests in the
/// connection's `StatementCache`, reset and with its arguments released.
@safe
final class Statement {
  let sql: String
  private let pointer: OpaquePointer

  /// Whether the cache has it and nobody uses it, and when it was used last. The cache keeps these.
  var isResting = false
  var lastUse: UInt64 = 0

  /// Prepares the one statement that `sql` holds.
  init(_ sql: String, on database: OpaquePointer) throws(SQLiteError) {
    var text = sql
    let (code, prepared, isWhole) = text.withUTF8 { utf8 in
      var prepared: OpaquePointer?
      var tail: UnsafePointer<CChar>?
      let code = unsafe utf8.withMemoryRebound(to: CChar.self) { bytes in
        unsafe sqlite3_prepare_v3(
          database, bytes.baseAddress, Int32(clamping: bytes.count),
          UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, &tail)
      }
      return unsafe (code, prepared, Statement.isBlank(after: tail, in: utf8))
    }
    guard code == SQLITE_OK, let prepared = unsafe prepared else {
      throw code == SQLITE_OK
        ? SQLiteError(code: SQLITE_MISUSE, message: "no statement", sql: sql)
        : unsafe SQLiteError(of: database, sql: sql)
    }
    precondition(isWhole, "several statements belong in script(_:)")
    self.sql = sql
    unsafe self.pointer = prepared
  }

  deinit {
    unsafe sqlite3_finalize(pointer)
  }

  /// Whether only blanks follow what was prepared: a second statement would never run.
  private static func isBlank(
    after tail: UnsafePointer<CChar>?, in utf8: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard let tail = unsafe tail, let start = utf8.baseAddress else { return true }
    let used = unsafe UnsafeRawPointer(tail) - UnsafeRawPointer(start)
    return unsafe utf8.dropFirst(used).allSatisfy { $0 <= UInt8(ascii: " ") }
  }

  /// Lets go of arguments and row, so that the statement holds no lock and no memory while it rests.
  func rest() {
    unsafe sqlite3_reset(pointer)
    unsafe sqlite3_clear_bindings(pointer)
  }

  /// Moves to the next row: `SQLITE_ROW`, `SQLITE_DONE` or an error code.
  func step() -> Int32 {
    unsafe sqlite3_step(pointer)
  }

  /// The row the statement stands on, lent for as long as the statement does not move.
  func withRow<T>(_ body: (borrowing Row) throws -> T) rethrows -> T {
    try body(unsafe Row(pointer))
  }
}

extension Statement {
  /// Binds all arguments, in order. SQLite copies them, once.
  func bind(_ arguments: [SQLiteValue], on database: OpaquePointer) throws(SQLiteError) {
    precondition(
      unsafe arguments.count == Int(sqlite3_bind_parameter_count(pointer)),
      "as many arguments as the statement has places")
    var place: Int32 = 0
    for argument in arguments {
      place += 1
      guard bind(argument, at: place) == SQLITE_OK else {
        throw unsafe SQLiteError(of: database, sql: sql)
      }
    }
  }

  private func bind(_ value: SQLiteValue, at place: Int32) -> Int32 {
    switch value {
    case .null: unsafe sqlite3_bind_null(pointer, place)
    case .integer(let number): unsafe sqlite3_bind_int64(pointer, place, number)
    case .real(let number): unsafe sqlite3_bind_double(pointer, place, number)
    case .text(let text): bind(text, at: place)
    case .blob(let bytes): bind(bytes, at: place)
    }
  }

  private func bind(_ text: String, at place: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { utf8 in
      unsafe utf8.withMemoryRebound(to: CChar.self) { bytes in
        // A null pointer would bind NULL; an empty text is a text.
        guard let start = bytes.baseAddress else {
          return unsafe sqlite3_bind_text(pointer, place, "", 0, nil)
        }
        return unsafe sqlite3_bind_text64(
          pointer, place, start, UInt64(bytes.count), Statement.copying, UInt8(SQLITE_UTF8))
      }
    }
  }

  private func bind(_ bytes: [UInt8], at place: Int32) -> Int32 {
    // A null pointer would bind NULL; an empty blob is a blob.
    guard !bytes.isEmpty else { return unsafe sqlite3_bind_zeroblob(pointer, place, 0) }
    return unsafe bytes.withUnsafeBytes { buffer in
      unsafe sqlite3_bind_blob64(
        pointer, place, buffer.baseAddress, UInt64(buffer.count), Statement.copying)
    }
  }

  /// `SQLITE_TRANSIENT`, a cast that Swift's importer does not see: SQLite makes its own copy.
  private static var copying: sqlite3_destructor_type {
    unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }
}
