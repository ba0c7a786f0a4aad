import Glibc

/// Reads whole files of text.
enum TextFile {
  /// The content of a file; `nil` when it cannot be read or is not UTF-8.
  static func read(_ path: String) -> String? {
    guard let file = unsafe fopen(path, "rb") else { return nil }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe fread(&chunk, 1, chunk.count, file)
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return unsafe ferror(file) == 0 ? String(validating: bytes, as: UTF8.self) : nil
  }
}
