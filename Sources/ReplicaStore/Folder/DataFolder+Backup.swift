public import CRDT
public import Digest
import Glibc
import SQLite
import Search
import SyncProtocol

/// What a backup holds, read from the backup itself.
public struct BackupReport: Hashable, Sendable {
  public var changes: Int
  /// Equal to the digest that `viden status` showed when it was taken.
  public var digest: SHA256Digest
}

/// Why a backup is not used, or not made.
public enum BackupError: Error, Hashable, Sendable {
  /// The copy, or the file to restore from, is not sound; what was there before is untouched.
  case unsound(path: String, what: String)
  case cannotWrite(path: String, reason: String)
  case cannotRead(path: String, reason: String)
}

/// Copies of a replica, and the way back from one.
///
/// A backup is a replica without what is secret: keys of peers and accounts lie in files of their
/// own. The way back is safe whatever its age, because the node takes a fresh replica id (DESIGN §6):
/// numbers it has given away since are never given away again.
extension DataFolder {
  /// Copies the replica into a file of its own while others read and write on. The file gets its
  /// name only after it has been read back and found sound; one of that name is replaced.
  public func backUp(to path: String) throws -> BackupReport {
    let part = path + ".part"
    defer { DataFolder.removeDatabase(part) }
    try DataFolder.make(part)
    // `verify` reads the copy back, the file first. Of a replica that is open nothing is migrated
    // before that, so once is enough.
    try openForReading().copy(to: part)
    let report = try DataFolder.verify(part)
    try DataFolder.settle(part, as: path)
    return report
  }

  /// Puts a backup in the place of the replica. The file is judged before anything is touched; a
  /// replica that was there is kept beside it as `replica.sqlite.old`.
  ///
  /// Nobody else may work in the folder meanwhile.
  ///
  /// - Returns: what the backup held, and the id under which the node now writes.
  public func restore(
    from path: String, replacing: Bool, at time: Int64
  ) throws -> (report: BackupReport, replica: ReplicaID) {
    guard replacing || !holdsReplica else { throw FolderError.alreadyReplica(path: self.path) }
    try create()
    let part = database + ".part"
    defer { DataFolder.removeDatabase(part) }
    let (report, replica) = try DataFolder.prepare(part, from: path, at: time)
    if holdsReplica { try setAside() }
    try DataFolder.settle(part, as: database)
    return (report, replica)
  }

  /// Reads a backup as a restore would, and leaves it as it is.
  public static func verifyBackup(at path: String) throws -> BackupReport {
    guard unsafe access(path, R_OK) == 0 else {
      throw BackupError.cannotRead(path: path, reason: SystemError.last)
    }
    let source = try Connection(path: path, mode: .readOnly)
    try Replica.migrations.identify(source)
    let part = path + ".verify"
    defer { removeDatabase(part) }
    try make(part)
    try source.backup(to: part)
    return try verify(part, as: path)
  }

  /// Makes a sound copy of the backup with a fresh replica id in it.
  private static func prepare(
    _ part: String, from path: String, at time: Int64
  ) throws -> (BackupReport, ReplicaID) {
    guard unsafe access(path, R_OK) == 0 else {
      throw BackupError.cannotRead(path: path, reason: SystemError.last)
    }
    let source = try Connection(path: path, mode: .readOnly)
    try Replica.migrations.identify(source)
    try make(part)
    try source.backup(to: part)
    let report = try verify(part, as: path)
    let connection = try open(part)
    let replica = try Replica(connection).takeFreshReplicaID(
      because: "noden er gendannet fra en sikkerhedskopi", at: time)
    try connection.script("PRAGMA journal_mode = DELETE")
    return (report, replica)
  }

  private static func open(_ path: String) throws -> Connection {
    let connection = try Connection(path: path, mode: .readWrite)
    SearchIndex.register(on: connection)
    try Replica.migrations.migrate(connection)
    return connection
  }

  /// Reads the whole copy: the file, the chains of the streams, and what is derived from them.
  private static func verify(_ part: String, as name: String? = nil) throws -> BackupReport {
    let connection = try open(part)
    try connection.makeRoomForBulk()
    let replica = Replica(connection)
    do {
      if let finding = try replica.check().first {
        throw BackupError.unsound(path: name ?? part, what: "\(finding)")
      }
    } catch let error as ProtocolError {
      throw BackupError.unsound(path: name ?? part, what: "\(error.reason)")
    }
    let report = BackupReport(
      changes: try replica.changeCount(), digest: try replica.vector().digest)
    // One file, with nothing beside it that could be forgotten.
    try connection.script("PRAGMA journal_mode = DELETE")
    return report
  }

  // MARK: Files

  /// The file, empty and for the owner alone, before anything is written to it.
  private static func make(_ path: String) throws(BackupError) {
    removeDatabase(path)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = unsafe Glibc.open(path, flags, 0o600)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: SystemError.last) }
    close(descriptor)
  }

  private static func removeDatabase(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
      _ = unsafe unlink(path + suffix)  // what is not there is as gone as it should be
    }
  }

  /// Gives a file its name, so that a power cut leaves the old one or the new one and nothing else.
  private static func settle(_ part: String, as path: String) throws(BackupError) {
    try sync(part)
    guard unsafe rename(part, path) == 0 else {
      throw .cannotWrite(path: path, reason: SystemError.last)
    }
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    try sync(folder.isEmpty ? "." : folder.joined(separator: "/") + "/")
  }

  private static func sync(_ path: String) throws(BackupError) {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: SystemError.last) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw .cannotWrite(path: path, reason: SystemError.last)
    }
  }

  /// The replica that was here, with whatever its write-ahead log still holds.
  private func setAside() throws(BackupError) {
    let old = database + ".old"
    DataFolder.removeDatabase(old)
    for suffix in ["-wal", "-shm", ""] where unsafe access(database + suffix, F_OK) == 0 {
      guard unsafe rename(database + suffix, old + suffix) == 0 else {
        throw .cannotWrite(path: old + suffix, reason: SystemError.last)
      }
    }
  }
}

extension DataFolder {
  /// Makes sure that nobody but the owner can read the keys of the peers, as ssh does with its own.
  ///
  /// - Throws: `FolderError.badKey` for the first that others can read.
  public func checkSecrets() throws(FolderError) {
    var status = stat()
    guard unsafe stat(keys, &status) == 0 else { return }
    guard status.st_mode & 0o077 == 0 else {
      throw .badKey(path: keys, reason: "andre end ejeren kan se i mappen; kør chmod 700")
    }
    for name in DataFolder.names(in: keys).sorted() where name.hasSuffix(".key") {
      _ = try SecretFile.read(keys + "/" + name)
    }
  }

  /// What is in a folder, in no order.
  public static func names(in folder: String) -> [String] {
    guard let directory = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe bytes.prefix { $0 != 0 }.map { $0 }
      }
      names.append(String(decoding: name, as: UTF8.self))
    }
    return names
  }
}
