import Foundation
import Glibc

/// Files as people hand them to us, read whole and bounded, and files that we hand back.
enum TextFile {
  static let bytesMax = 8 << 20

  /// Reads a file.
  ///
  /// - Throws: `TextFileError` that names the file and what is wrong with it.
  static func read(
    _ path: String, bytesMax: Int = TextFile.bytesMax
  ) throws(TextFileError) -> [UInt8] {
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
    return try bytes(
      of: descriptor, sizeHint: Int(status.st_size), path: path, bytesMax: bytesMax)
  }

  static func standardInput() throws(TextFileError) -> [UInt8] {
    try bytes(of: STDIN_FILENO, sizeHint: 64 << 10, path: "standard ind", bytesMax: bytesMax)
  }

  /// Writes a file whole, or leaves the old one: a new file beside it takes its name.
  static func write(_ bytes: [UInt8], to path: String) throws(TextFileError) {
    let temporary = path + ".ny"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .unwritable(path: path, reason: lastSystemError) }
    let isWritten = Console.write(bytes, to: descriptor)
    let reason = lastSystemError
    guard close(descriptor) == 0, isWritten else {
      _ = unsafe unlink(temporary)  // the half-written file
      throw .unwritable(path: path, reason: reason)
    }
    guard unsafe rename(temporary, path) == 0 else {
      throw .unwritable(path: path, reason: lastSystemError)
    }
  }

  private static func bytes(
    of descriptor: Int32, sizeHint: Int, path: String, bytesMax: Int
  ) throws(TextFileError) -> [UInt8] {
    var bytes: [UInt8] = []
    // One byte more than the file should have, so that a single read sees its end.
    var wanted = sizeHint + 1
    while true {
      var failed = false
      let chunk = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        let got = unsafe Glibc.read(descriptor, buffer.baseAddress, wanted)
        failed = got < 0
        count = max(0, got)
      }
      guard !failed else { throw .unreadable(path: path, reason: lastSystemError) }
      guard !chunk.isEmpty else { return bytes }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      guard bytes.count <= bytesMax else { throw .tooLarge(path: path, bytes: bytes.count) }
      if bytes.count == sizeHint { wanted = 1 } else { wanted = 64 << 10 }
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
