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

  /// Lends a file piece by piece, to whoever needs no more than a piece at a time.
  ///
  /// - Parameter body: gets what gives the next bytes; none is the end.
  static func reading<T>(
    _ path: String, _ body: (@escaping () throws -> [UInt8]) throws -> T
  ) throws -> T {
    let descriptor =
      path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw TextFileError.unreadable(path: path, reason: lastSystemError)
    }
    defer { if path != "-" { close(descriptor) } }
    var total = 0
    return try body {
      var failed = false
      let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
        let got = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        failed = got < 0
        count = max(0, got)
      }
      guard !failed else { throw TextFileError.unreadable(path: path, reason: lastSystemError) }
      total += chunk.count
      guard total <= piecesBytesMax else { throw TextFileError.tooLarge(path: path, bytes: total) }
      return chunk
    }
  }

  /// Of a file that is read piece by piece.
  static let piecesBytesMax = 64 << 20

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

  /// Writes a file piece by piece, whole or not at all; to standard output as the pieces come.
  static func writing<T>(
    _ path: String, _ body: (@escaping ([UInt8]) throws -> Void) throws -> T
  ) throws -> T {
    let temporary = path + ".ny"
    let isStandard = path == "-"
    let descriptor =
      isStandard
      ? STDOUT_FILENO
      : unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw TextFileError.unwritable(path: path, reason: lastSystemError)
    }
    let outcome = Result {
      try body { bytes in
        guard Console.write(bytes, to: descriptor) else {
          throw TextFileError.unwritable(path: path, reason: lastSystemError)
        }
      }
    }
    guard !isStandard else { return try outcome.get() }
    let isClosed = close(descriptor) == 0
    guard case .success(let result) = outcome, isClosed,
      unsafe rename(temporary, path) == 0
    else {
      let reason = lastSystemError
      _ = unsafe unlink(temporary)  // the half-written file
      _ = try outcome.get()
      throw TextFileError.unwritable(path: path, reason: reason)
    }
    return result
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
