internal import SQLite

/// Names one state of an index: which index, and how many writes it has seen.
struct IndexMoment: Hashable, Sendable {
  /// Random: tells this index from one that was here before.
  let epoch: Int64

  var generation: Int64

  init(epoch: Int64, generation: Int64) {
    self.epoch = epoch
    self.generation = generation
  }

  /// The state that the connection sees.
  init?(of scope: SearchScope, on connection: Connection) throws {
    let found = try connection.first(
      "SELECT epoch, generation FROM index_state WHERE scope = ?", [.text(scope.rawValue)]
    ) { ($0.integer(0), $0.integer(1)) }
    guard let found else { return nil }
    self.init(epoch: found.0, generation: found.1)
  }
}
