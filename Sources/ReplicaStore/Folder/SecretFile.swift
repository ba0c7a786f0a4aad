import Glibc

/// Small files that nobody but their owner may read.
public enum SecretFile {
  static let bytesMax = 4096

  /// Reads the whole file.
  ///
  /// - Throws: `FolderError.badKey` when it is missing, a link, or readable by others.
  public static func read(_ path: String) throws(FolderError) -> String {
    let descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .badKey(path: path, reason: SystemError.last)
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & 0o077 == 0 else {
      throw .badKey(path: path, reason: "andre end ejeren kan læse den; kør chmod 600")
    }
    var bytes = [UInt8](repeating: 0, count: bytesMax)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
    }
    guard count > 0, let text = String(validating: bytes.prefix(count), as: UTF8.self) else {
      throw .badKey(path: path, reason: "filen er tom eller ikke tekst")
    }
    return text
  }

  /// Writes the file anew, readable by the owner alone from its first byte.
  public static func write(_ text: String, to path: String) throws(FolderError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0, fchmod(descriptor, 0o600) == 0 else {
      throw .cannotCreate(path: path, reason: SystemError.last)
    }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    let written = unsafe bytes.withUnsafeBytes {
      unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
    }
    guard written == bytes.count, fsync(descriptor) == 0 else {
      throw .cannotCreate(path: path, reason: SystemError.last)
    }
  }
}

extension SecretFile {
  /// Puts a file in the place of another in one step: after a crash one of the two is there, whole.
  static func replace(_ path: String, with text: String) throws(FolderError) {
    let fresh = path + ".ny"
    try write(text, to: fresh)
    try move(fresh, to: path)
  }

  /// Gives a file another name, on the disk before it returns.
  static func move(_ path: String, to target: String) throws(FolderError) {
    guard unsafe rename(path, target) == 0 else {
      throw .cannotCreate(path: target, reason: SystemError.last)
    }
    let folder = target.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    let descriptor = unsafe open(folder.isEmpty ? "/" : folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }  // renamed, only not yet certainly on the disk
    fsync(descriptor)
    close(descriptor)
  }
}
