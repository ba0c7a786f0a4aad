internal import Glibc

/// A mutex and a condition for operating system threads: the one place that blocks.
@safe
final class ThreadMonitor: @unchecked Sendable {
  // Unchecked because pthread's own objects are made for being shared; they stay where they were
  // allocated until the last owner is gone.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  init() {
    unsafe mutex = .allocate(capacity: 1)
    unsafe condition = .allocate(capacity: 1)
    var attributes = pthread_mutexattr_t()
    unsafe pthread_mutexattr_init(&attributes)
    // Entering twice is a bug that would hang; this kind of mutex tells instead.
    unsafe pthread_mutexattr_settype(&attributes, Int32(PTHREAD_MUTEX_ERRORCHECK))
    unsafe precondition(pthread_mutex_init(mutex, &attributes) == 0)
    unsafe precondition(pthread_cond_init(condition, nil) == 0)
    unsafe pthread_mutexattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  func enter() {
    unsafe precondition(pthread_mutex_lock(mutex) == 0, "a thread must not enter twice")
  }

  func leave() {
    unsafe precondition(pthread_mutex_unlock(mutex) == 0, "only who entered can leave")
  }

  /// Sleeps until somebody signals; call it between `enter` and `leave`, in a loop.
  func wait() {
    unsafe precondition(pthread_cond_wait(condition, mutex) == 0)
  }

  func signal() {
    unsafe precondition(pthread_cond_signal(condition) == 0)
  }
}
