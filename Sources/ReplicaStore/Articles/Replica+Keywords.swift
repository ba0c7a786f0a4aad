import CRDT
import Knowledge
import SQLite

extension Replica {
  /// How many articles have each keyword.
  ///
  /// - Complexity: reads every article's state.
  public func keywordCounts() throws -> [String: Int] {
    var counts: [String: Int] = [:]
    try connection.forEach(
      "SELECT s.state FROM article JOIN state AS s USING (document)", []
    ) { row in
      for keyword in Article(try DocumentState(decoding: row.blob(0))).keywords {
        counts[keyword, default: 0] += 1
      }
      return true
    }
    return counts
  }
}
