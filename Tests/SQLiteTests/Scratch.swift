import Glibc
import SQLite

/// A folder that is gone when the test is over.
final class Scratch {
  let folder: String

  init() throws {
    var template = Array("/tmp/sqlite-tests-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer -> String? in
      guard let start = buffer.baseAddress, let path = unsafe mkdtemp(start) else { return nil }
      return unsafe String(cString: path)
    }
    guard let made else {
      throw SQLiteError(code: errno, message: "mkdtemp failed", sql: "")
    }
    folder = made
  }

  deinit {
    for name in names() {
      unsafe unlink("\(folder)/\(name)")
    }
    unsafe rmdir(folder)
  }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func database() throws -> Connection {
    try Connection(path: path("test.sqlite"), mode: .create)
  }

  /// The files in the folder, sorted.
  func names() -> [String] {
    guard let directory = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    let file = unsafe open(path(name), O_CREAT | O_WRONLY | O_TRUNC, 0o600)
    guard file >= 0 else { throw SQLiteError(code: errno, message: "open failed", sql: name) }
    defer { close(file) }
    _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
  }
}

extension Scratch {
  /// Overwrites part of a file, as a failing disk would.
  func damage(_ name: String, at offset: Int, with byte: UInt8, count: Int) throws {
    let file = unsafe open(path(name), O_WRONLY)
    guard file >= 0 else { throw SQLiteError(code: errno, message: "open failed", sql: name) }
    defer { close(file) }
    let bytes = [UInt8](repeating: byte, count: count)
    _ = unsafe bytes.withUnsafeBytes {
      unsafe pwrite(file, $0.baseAddress, $0.count, off_t(offset))
    }
  }
}
