/// Prepared statements at rest, by their text.
///
/// A statement in use is not given away: who runs the same text again while its rows are still being
/// read gets a second statement, and the two never disturb each other.
struct StatementCache {
  /// More texts than all of our code has; what is beyond comes from SQL put together at run time.
  static let capacity = 256

  /// Those in use are here too, so that a statement that is used a thousand times is looked up a
  /// thousand times and entered once.
  private var statements: [String: Statement] = [:]
  private var clock: UInt64 = 0

  /// The statement of this text, if one rests here.
  func take(_ sql: String) -> Statement? {
    guard let statement = statements[sql], statement.isResting else { return nil }
    statement.isResting = false
    return statement
  }

  /// Lays a statement to rest; the one that was not used for longest makes room.
  mutating func put(_ statement: Statement) {
    statement.rest()
    clock += 1
    let isNew = statement.lastUse == 0
    statement.lastUse = clock
    statement.isResting = true
    guard isNew, statements[statement.sql] == nil else { return }
    if statements.count >= StatementCache.capacity { evictOldest() }
    statements[statement.sql] = statement
  }

  private mutating func evictOldest() {
    let resting = statements.values.filter(\.isResting)
    guard let oldest = resting.min(by: { $0.lastUse < $1.lastUse }) else { return }
    statements[oldest.sql] = nil
  }

  mutating func removeAll() {
    statements = [:]
  }
}
