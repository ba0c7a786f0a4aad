import Glibc

/// Files that lie beside the package and are too large, or not ours, to be in it.
enum SharedData {
  static func path(_ name: String) -> String {
    let package = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return package.dropLast().joined(separator: "/") + "/shared/data/" + name
  }

  static func exists(_ name: String) -> Bool {
    unsafe access(path(name), R_OK) == 0
  }

  static func lines(_ name: String) -> [String] {
    guard let file = unsafe fopen(path(name), "r") else { return [] }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { break }
      bytes += chunk.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
