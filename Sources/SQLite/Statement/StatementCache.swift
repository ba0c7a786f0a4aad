/// Prepared statements at rest, by their text.
///
/// A statement in use is not in the cache: who runs the same text again while its rows are still
/// being read gets a second statement, and the two never disturb each other.
struct StatementCache {
  /// More texts than all of our code has; what is beyond comes from SQL put together at run time.
  static let capacity = 256

  private struct Entry {
    let statement: Statement
    var lastUse: UInt64
  }

  private var entries: [String: Entry] = [:]
  private var clock: UInt64 = 0

  /// Takes the statement of this text out, if one rests here.
  mutating func take(_ sql: String) -> Statement? {
    entries.removeValue(forKey: sql)?.statement
  }

  /// Lays a statement to rest; the one that was not used for longest makes room.
  mutating func put(_ statement: Statement) {
    statement.rest()
    clock += 1
    if entries.count >= StatementCache.capacity, entries[statement.sql] == nil {
      evictOldest()
    }
    entries[statement.sql] = Entry(statement: statement, lastUse: clock)
  }

  private mutating func evictOldest() {
    guard let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
    entries[oldest.key] = nil
  }

  mutating func removeAll() {
    entries = [:]
  }
}
