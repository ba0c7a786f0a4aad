import Foundation
import Glibc

/// What the machine says about a data folder, gathered once; judging it is `Doctor`'s.
struct Surroundings {
  /// Mode bits and owner of a path; `nil` where there is nothing.
  struct Holder: Hashable {
    var mode: UInt32
    var owner: UInt32
  }

  var user: UInt32
  var folder: Holder?
  var database: Holder?
  var keys: Holder?
  var databaseBytes: Int64
  var freeBytes: Int64?
  /// The name of a file system that other machines may write to at the same time.
  var sharedFileSystem: String?
  /// This machine's clock, in milliseconds since 1970.
  var time: Int64

  init(folder path: String, database: String, keys: String, time: Int64) {
    user = geteuid()
    folder = Surroundings.holder(path)
    self.database = Surroundings.holder(database)
    self.keys = Surroundings.holder(keys)
    var status = stat()
    databaseBytes = unsafe stat(database, &status) == 0 ? Int64(status.st_size) : 0
    var disk = statvfs()
    if unsafe statvfs(path, &disk) == 0 {
      freeBytes =
        Int64(clamping: disk.f_bavail).multipliedReportingOverflow(
          by: Int64(clamping: disk.f_frsize)
        ).partialValue
    }
    let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    // Without proc(5) there is nothing to say about it.
    let mounts = try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)
    sharedFileSystem = Surroundings.sharedFileSystem(at: resolved, mounts: mounts ?? "")
    self.time = time
  }

  private static func holder(_ path: String) -> Holder? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return Holder(mode: status.st_mode & 0o7777, owner: status.st_uid)
  }

  /// SQLite's write-ahead log wants shared memory, which file systems of the net do not have. The
  /// one that holds a path is that of the longest mount point above it (proc(5), mounts).
  static func sharedFileSystem(at path: String, mounts: String) -> String? {
    let shared: Set<Substring> = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ncpfs", "afs"]
    var best: (point: Substring, kind: Substring)?
    for line in mounts.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 2 else { continue }
      let point = fields[1]
      let isAbove = point == "/" || path == point || path.hasPrefix(point + "/")
      if isAbove, point.count >= best?.point.count ?? 0 { best = (point, fields[2]) }
    }
    guard let best, shared.contains(best.kind) else { return nil }
    return String(best.kind)
  }
}
