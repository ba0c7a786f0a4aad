import Foundation
import Glibc

/// Files as people hand them to us, read whole and bounded, and files that we hand back.
enum TextFile {
  static let bytesMax = 8 << 20

  /// Reads a file.
  ///
  /// - Throws: `TextFileError` that names the file and what is wrong with it.
  static func read(_ path: String) throws(TextFileError) -> [UInt8] {
    // Without waiting: the other end of a named pipe may never come.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(path: path, reason: lastSystemError) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(path: path, reason: "det er ikke en almindelig fil")
    }
    guard status.st_size <= bytesMax else {
      throw .tooLarge(path: path, bytes: Int(status.st_size))
    }
    return try bytes(of: descriptor, sizeHint: Int(status.st_size), path: path)
  }

  static func standardInput() throws(TextFileError) -> [UInt8] {
    try bytes(of: STDIN_FILENO, sizeHint: 64 << 10, path: "standard ind")
  }

  /// Writes a file whole, or leaves the old one: a new file beside it takes its name.
  static func write(_ bytes: [UInt8], to path: String) throws(TextFileError) {
    let temporary = path + ".ny"
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: temporary))
    } catch {
      _ = unsafe unlink(temporary)  // the half-written file, if there is one
      throw .unwritable(path: path, reason: error.localizedDescription)
    }
    guard unsafe rename(temporary, path) == 0 else {
      throw .unwritable(path: path, reason: lastSystemError)
    }
  }

  private static func bytes(
    of descriptor: Int32, sizeHint: Int, path: String
  ) throws(TextFileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: max(4096, min(sizeHint + 1, bytesMax)))
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      guard count >= 0 else { throw .unreadable(path: path, reason: lastSystemError) }
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= bytesMax else { throw .tooLarge(path: path, bytes: bytes.count) }
    }
  }

  private static var lastSystemError: String { unsafe String(cString: strerror(errno)) }
}

/// What is wrong with a file.
enum TextFileError: Error, Hashable {
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  case tooLarge(path: String, bytes: Int)
  case invalid(path: String, problem: String)
  case noFiles(folder: String)
}
