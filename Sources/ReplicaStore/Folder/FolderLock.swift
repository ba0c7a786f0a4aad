import Glibc

/// A lock on a file that dies with its process (`flock(2)`): held until the value is released.
///
/// The file itself stays, empty and without meaning: a file left behind by a crash never blocks
/// anybody.
public final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock at once or says who cannot.
  ///
  /// - Throws: `FolderError.locked` when another process holds it.
  public init(path: String) throws(FolderError) {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .cannotLock(path: path, reason: SystemError.last)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno
      close(descriptor)
      guard reason == EWOULDBLOCK else {
        throw .cannotLock(path: path, reason: SystemError.text(reason))
      }
      throw .locked(path: path)
    }
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }
}
