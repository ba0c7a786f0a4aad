internal import CSQLite

/// The row a query stands on, lent to a closure: it cannot be kept.
///
/// Columns count from 0. Reading converts as SQLite does (a NULL is 0, "" or no bytes), so ask
/// `isNull` first where that matters. A column that is not there reads as NULL.
@safe
public struct Row: ~Copyable {
  private let statement: OpaquePointer

  init(_ statement: OpaquePointer) {
    unsafe self.statement = statement
  }

  public var columnCount: Int { unsafe Int(sqlite3_data_count(statement)) }

  public func isNull(_ column: Int) -> Bool {
    unsafe sqlite3_column_type(statement, Int32(clamping: column)) == SQLITE_NULL
  }

  public func integer(_ column: Int) -> Int64 {
    unsafe sqlite3_column_int64(statement, Int32(clamping: column))
  }

  public func real(_ column: Int) -> Double {
    unsafe sqlite3_column_double(statement, Int32(clamping: column))
  }

  /// The column as text; bytes that are no UTF-8 become U+FFFD.
  public func text(_ column: Int) -> String {
    // The text must be asked for before its length, which depends on the conversion.
    guard let bytes = unsafe sqlite3_column_text(statement, Int32(clamping: column)) else {
      return ""
    }
    let count = unsafe Int(sqlite3_column_bytes(statement, Int32(clamping: column)))
    return unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  public func blob(_ column: Int) -> [UInt8] {
    unsafe [UInt8](bytes(column))
  }

  /// Lends the bytes of a blob or text where SQLite keeps them, without a copy.
  public func withBytes<T, E: Error>(
    _ column: Int, _ body: (Span<UInt8>) throws(E) -> T
  ) throws(E) -> T {
    try body(unsafe bytes(column).span)
  }

  /// The column in its own storage class.
  public func value(_ column: Int) -> SQLiteValue {
    switch unsafe sqlite3_column_type(statement, Int32(clamping: column)) {
    case SQLITE_INTEGER: .integer(integer(column))
    case SQLITE_FLOAT: .real(real(column))
    case SQLITE_TEXT: .text(text(column))
    case SQLITE_BLOB: .blob(blob(column))
    default: .null
    }
  }

  private func bytes(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    guard let start = unsafe sqlite3_column_blob(statement, Int32(clamping: column)) else {
      return unsafe UnsafeBufferPointer(start: nil, count: 0)
    }
    let count = unsafe Int(sqlite3_column_bytes(statement, Int32(clamping: column)))
    return unsafe UnsafeBufferPointer(
      start: start.assumingMemoryBound(to: UInt8.self), count: count)
  }
}
