import Foundation
import Glibc
public import ReplicaStore

/// A relay folder in the file system: a disk, a network share, a folder that some program copies.
public struct RelayFolder: RelayPlace {
  public let address: String

  /// More than this no node writes.
  private static let bytesMax = 2 << 20

  /// - Throws: `RelayError.noFolder` where there is none.
  public init(_ path: String) throws(RelayError) {
    let url = URL(fileURLWithPath: path).standardizedFileURL
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder),
      isFolder.boolValue
    else { throw .noFolder(address: path) }
    address = url.path
  }

  public func names() throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: address)
    } catch {
      throw RelayError.unreadable(file: address, reason: error.localizedDescription)
    }
  }

  public func read(_ name: String) throws -> [UInt8]? {
    // Without waiting and without following: what stands there may be anything.
    let descriptor = unsafe open(path(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno != ENOENT else { return nil }
      throw RelayError.unreadable(file: path(name), reason: RelayFolder.lastSystemError)
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw RelayError.unreadable(file: path(name), reason: "det er ikke en almindelig fil")
    }
    guard status.st_size <= RelayFolder.bytesMax else {
      throw RelayError.tooLarge(file: path(name))
    }
    do {
      return Array(try file.readToEnd() ?? Data())
    } catch {
      throw RelayError.unreadable(file: path(name), reason: error.localizedDescription)
    }
  }

  public func write(_ bytes: [UInt8], as name: String, part: String) throws {
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC
    let descriptor = unsafe open(path(part), flags, 0o664)
    guard descriptor >= 0 else {
      throw RelayError.unwritable(file: path(part), reason: RelayFolder.lastSystemError)
    }
    do {
      let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try file.write(contentsOf: bytes)
      try file.synchronize()
      try file.close()
    } catch {
      _ = unsafe unlink(path(part))  // the half of a file
      throw RelayError.unwritable(file: path(part), reason: error.localizedDescription)
    }
    guard unsafe rename(path(part), path(name)) == 0 else {
      throw RelayError.unwritable(file: path(name), reason: RelayFolder.lastSystemError)
    }
  }

  public func remove(_ name: String) throws {
    guard unsafe unlink(path(name)) != 0, errno != ENOENT else { return }
    throw RelayError.unwritable(file: path(name), reason: RelayFolder.lastSystemError)
  }

  private func path(_ name: String) -> String { address + "/" + name }

  private static var lastSystemError: String { unsafe String(cString: strerror(errno)) }
}
