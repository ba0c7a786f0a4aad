import Glibc
public import SQLite
import Search

/// A node's data folder: the replica's database, the keys of its peers, and the locks that say who
/// is at work in it.
///
/// ```
/// replica.sqlite      the replica (beside it SQLite's own -wal and -shm)
/// access.sqlite       who may log in here; no part of the replica or of its backups
/// keys/NAME.key       one file for each peer, readable by the owner alone
/// serve.lock          held by `viden serve` while it runs
/// sync.lock           held by `viden sync` while it runs
/// ```
///
/// A lock belongs to the process that holds it and dies with it (`flock(2)`), so no crash leaves
/// one behind.
public struct DataFolder: Hashable, Sendable {
  /// Where it is.
  public let path: String

  public init(path: String) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// The replica's database file.
  public var database: String { path + "/replica.sqlite" }

  /// The file of the accounts.
  public var accounts: String { path + "/access.sqlite" }

  /// The folder of the peers' keys.
  public var keys: String { path + "/keys" }

  /// Whether there is a database here.
  public var holdsReplica: Bool { unsafe access(database, F_OK) == 0 }

  /// Makes the folder and its `keys`, for the owner alone, and the folders above it where they are
  /// missing.
  public func create() throws(FolderError) {
    for above in foldersAbove { _ = unsafe mkdir(above, 0o755) }  // the next step says what failed
    for folder in [path, keys] where unsafe mkdir(folder, 0o700) != 0 && errno != EEXIST {
      throw .cannotCreate(path: folder, reason: SystemError.last)
    }
  }

  /// `/var`, `/var/lib` for `/var/lib/viden`.
  private var foldersAbove: [String] {
    let parts = path.split(separator: "/")
    let root = path.hasPrefix("/") ? "/" : ""
    return parts.indices.dropFirst().map { root + parts[..<$0].joined(separator: "/") }
  }

  /// Opens the replica for writing.
  ///
  /// - Throws: `FolderError.noReplica` when there is none; `SQLiteError` when the file cannot be
  ///   used; `MigrationError` when it is not ours or from the future.
  public func openForWriting() throws -> Connection {
    try identify()
    let connection = try open(mode: .readWrite)
    try Replica.migrations.migrate(connection)
    return connection
  }

  /// Makes sure that the database is ours before anything opens it that writes: a journal mode
  /// would be set in somebody else's file too.
  public func identify() throws {
    try Replica.migrations.identify(open(mode: .readOnly))
  }

  /// Opens the replica for reading; never changes a byte of it.
  public func openForReading() throws -> Connection {
    let connection = try open(mode: .readOnly)
    try Replica.migrations.check(connection)
    return connection
  }

  /// Makes the database of a new replica.
  ///
  /// - Throws: `FolderError.alreadyReplica` when there is one; it is left as it is.
  public func createReplica() throws -> Connection {
    guard !holdsReplica else { throw FolderError.alreadyReplica(path: path) }
    try create()
    let connection = try Connection(path: database, mode: .create)
    SearchIndex.register(on: connection)
    try Replica.migrations.migrate(connection)
    return connection
  }

  private func open(mode: Connection.Mode) throws -> Connection {
    guard holdsReplica else { throw FolderError.noReplica(path: path) }
    let connection = try Connection(path: database, mode: mode)
    SearchIndex.register(on: connection)
    return connection
  }
}

/// What can be wrong with a data folder.
public enum FolderError: Error, Hashable, Sendable {
  case noReplica(path: String)
  case alreadyReplica(path: String)
  case cannotCreate(path: String, reason: String)
  case locked(path: String)
  case cannotLock(path: String, reason: String)
  case badKey(path: String, reason: String)
}
