internal import CLinux
internal import SQLite
internal import Synchronization

/// The index in memory of every base that is open in this process, shared by all connections to it.
///
/// A connection holds on to what it uses and the shelf does not, so that a base that nobody has
/// open any more leaves nothing behind.
enum IndexShelf {
  /// One index in memory, brought up to date by whoever finds it behind.
  final class Copy: Sendable {
    private let memory: Mutex<IndexMemory?>

    /// What was found out about its words.
    let expansions = ExpansionMemory()

    init() { memory = Mutex(nil) }

    /// The index as the connection sees it, or a little later where another connection has read on.
    func memory(of scope: SearchScope, on connection: Connection) throws -> IndexMemory? {
      guard let moment = try IndexMoment(of: scope, on: connection) else { return nil }
      return try memory.withLock { memory in
        if let memory, memory.moment.epoch == moment.epoch,
          memory.moment.generation >= moment.generation
        {
          return memory
        }
        // Taken out meanwhile, so that it is changed where it stands, and read anew if that fails.
        var current = memory.take() ?? IndexMemory(epoch: moment.epoch)
        if current.moment.epoch != moment.epoch { current = IndexMemory(epoch: moment.epoch) }
        let before = current.articleCount
        try current.catchUp(with: moment, of: scope, on: connection)
        memory = current
        if current.articleCount - before >= Copy.articlesOfMuch { Copy.giveBack() }
        return current
      }
    }

    /// So many at once leave behind megabytes that were needed while they were read.
    private static let articlesOfMuch = 1_000

    /// Gives the system back what the process has freed (malloc_trim(3)): the C library keeps it for a
    /// time of need, and an index is read once.
    private static func giveBack() { _ = malloc_trim(0) }
  }

  private struct Key: Hashable {
    let path: String
    let scope: SearchScope
  }

  private struct Place {
    weak var copy: Copy?
  }

  private static let shelf = Mutex<[Key: Place]>([:])

  /// The copy all connections to a file share; one of its own for a base that has no file.
  static func copy(of scope: SearchScope, on connection: Connection) -> Copy {
    guard !connection.path.isEmpty, connection.path != ":memory:" else { return Copy() }
    return shelf.withLock { shelf in
      let key = Key(path: connection.path, scope: scope)
      if let copy = shelf[key]?.copy { return copy }
      let copy = Copy()
      shelf = shelf.filter { $0.value.copy != nil }
      shelf[key] = Place(copy: copy)
      return copy
    }
  }
}
