internal import SQLite

/// Names one state of an index: which index, and how many writes it has seen.
struct IndexMoment: Hashable {
  let epoch: Int64
  let generation: Int64
}

/// A row of `search_state`.
struct IndexState {
  let moment: IndexMoment
  let documents: Int

  init?(of scope: SearchScope, on connection: Connection) throws {
    let found = try connection.first(
      "SELECT epoch, generation, documents FROM search_state WHERE scope = ?",
      [.text(scope.rawValue)]
    ) { ($0.integer(0), $0.integer(1), $0.integer(2)) }
    guard let found else { return nil }
    moment = IndexMoment(epoch: found.0, generation: found.1)
    documents = Int(found.2)
  }

  /// Whether statistics read earlier are near enough: within a sixteenth of the index.
  func isServed(by vocabulary: Vocabulary) -> Bool {
    let read = vocabulary.moment
    guard read.epoch == moment.epoch, read.generation <= moment.generation else { return false }
    return Int(moment.generation - read.generation) * 16 <= vocabulary.documentCount
  }
}
