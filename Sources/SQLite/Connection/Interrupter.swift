internal import CSQLite
internal import Synchronization

/// Ends the running statement of a connection from another thread: a newer keystroke has made the
/// answer worthless, or a deadline has passed.
///
/// Outlives its connection safely: after that it does nothing.
@safe
public final class Interrupter: Sendable {
  /// The handle as a number, so that the mutex may own it; nil once the connection is closed.
  private let handle: Mutex<UInt?>

  init(_ handle: OpaquePointer) {
    self.handle = Mutex(UInt(bitPattern: handle))
  }

  /// The running statement, if any, fails with an error that `isInterrupted`.
  public func interrupt() {
    handle.withLock { handle in
      guard let handle, let pointer = unsafe OpaquePointer(bitPattern: handle) else { return }
      unsafe sqlite3_interrupt(pointer)
    }
  }

  func disarm() {
    handle.withLock { $0 = nil }
  }
}
