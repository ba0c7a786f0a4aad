public import ReplicaStore
import SQLite
import Search

/// A running node's replica: four connections that read and one that writes, each lent to a worker
/// thread for the length of one answer.
///
/// ```swift
/// let store = try NodeStore(folder)
/// let titles = try store.read { replica in try replica.publishedTitles(for: .citizen) }
/// try store.write { replica in try replica.create(draft, by: authorship) }
/// ```
///
/// Both calls block, so they belong on the server's workers and never on a task. A replica that was
/// lent must not leave the body.
public final class NodeStore: Sendable {
  public let folder: DataFolder

  private let readers: ReaderPool
  /// One more, for questions that come up in the middle of another answer.
  private let side: ReaderPool
  private let writer: WriterGate

  /// Opens the replica and brings its layout up to date.
  ///
  /// - Throws: `FolderError.noReplica` when there is none; `MigrationError` when the file is not
  ///   ours or from the future; `SQLiteError` when it cannot be used.
  public init(_ folder: DataFolder, readers count: Int = 4) throws {
    guard folder.holdsReplica else { throw FolderError.noReplica(path: folder.path) }
    self.folder = folder
    try folder.identify()
    // The writer goes first: readers take no migration steps and refuse a layout that lacks some.
    writer = try WriterGate(path: folder.database, mode: .readWrite) { connection in
      SearchIndex.register(on: connection)
      try Replica.migrations.migrate(connection)
    }
    readers = try ReaderPool(path: folder.database, count: count) { connection in
      SearchIndex.register(on: connection)
      Replica.rememberSearches(on: connection)
      try connection.boundPageCache(kibibytes: NodeStore.pageCacheKibibytes)
      try Replica.migrations.check(connection)
    }
    side = try ReaderPool(path: folder.database, count: 1) { connection in
      try connection.boundPageCache(kibibytes: NodeStore.pageCacheKibibytes)
    }
  }

  /// Of each reader. What an answer comes back to again and again are the upper pages of a few tables,
  /// which are some dozens.
  private static let pageCacheKibibytes = 512

  /// Reads from one snapshot.
  public func read<T>(_ body: (Replica) throws -> T) throws -> T {
    try readers.read { connection in try body(Replica(connection)) }
  }

  /// Reads something short beside whatever is being read or written. Who waits in `read` for a second
  /// connection while holding the first may wait for somebody who does the same; here nobody holds
  /// one while asking for another, so the body must call nothing of this store.
  func beside<T>(_ body: (Replica) throws -> T) throws -> T {
    try side.read { connection in try body(Replica(connection)) }
  }

  /// Writes: one thread of this process at a time, and each of the replica's writes durable when it
  /// returns.
  public func write<T>(_ body: (Replica) throws -> T) throws -> T {
    try writer.write { connection in try body(Replica(connection)) }
  }
}
