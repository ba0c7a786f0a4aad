internal import SQLite
internal import Synchronization

/// The latest statistics of every index that is open in this process: read once, used by all its
/// connections.
enum VocabularyShelf {
  private struct Key: Hashable {
    let path: String
    let scope: SearchScope
  }

  private static let shelf = Mutex<[Key: Vocabulary]>([:])

  /// Statistics that fit the index, read anew when those at hand have fallen behind.
  static func vocabulary(
    of scope: SearchScope, for context: SearchContext, on connection: Connection
  ) throws -> Vocabulary? {
    guard let state = try IndexState(of: scope, on: connection) else { return nil }
    if let own = context.vocabularies[scope], state.isServed(by: own) { return own }
    let key = Key(path: connection.path, scope: scope)
    let shared = shelf.withLock { $0[key] }
    if let shared, state.isServed(by: shared) {
      context.vocabularies[scope] = shared
      return shared
    }
    let fresh = try Vocabulary(of: scope, state, on: connection)
    shelf.withLock { $0[key] = fresh }
    context.vocabularies[scope] = fresh
    return fresh
  }
}
