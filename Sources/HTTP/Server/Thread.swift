// pthread_create(3), for a Swift closure.

internal import Glibc

/// A thread of the system that runs one closure.
struct Thread: Sendable {
  private let handle: pthread_t

  init(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
    var handle = pthread_t()
    let boxed = unsafe Unmanaged.passRetained(Body(body))
    let result = unsafe pthread_create(
      &handle, nil,
      { pointer in
        guard let pointer = unsafe pointer else { return nil }
        unsafe Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run()
        return nil
      }, boxed.toOpaque())
    guard result == 0 else {
      unsafe boxed.release()
      throw SystemError("pthread_create", code: result)
    }
    self.handle = handle
  }

  func join() { pthread_join(handle, nil) }

  func detach() { pthread_detach(handle) }

  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
      self.run = run
    }
  }
}
