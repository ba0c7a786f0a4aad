// epoll(7), level-triggered, and the event descriptor that wakes it from other threads.

internal import CLinux
internal import Glibc

/// Tells which descriptors are ready.
@safe final class Poller {
  struct Interest: OptionSet {
    let rawValue: UInt32
    static let input = Interest(rawValue: EPOLLIN.rawValue)
    static let output = Interest(rawValue: EPOLLOUT.rawValue)
    /// Reported whether or not it was asked for.
    static let broken = Interest(rawValue: EPOLLERR.rawValue | EPOLLHUP.rawValue)
  }

  private static let eventsMax = 64

  private let descriptor: Int32
  private var events: [epoll_event]
  /// What the last `wait` found, each with the key it was added under.
  private(set) var ready: [(key: UInt64, interest: Interest)] = []

  init() throws(SystemError) {
    descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    unsafe events = Array(repeating: epoll_event(), count: Self.eventsMax)
    guard descriptor >= 0 else { throw SystemError("epoll_create1") }
    ready.reserveCapacity(Self.eventsMax)
  }

  deinit {
    close(descriptor)
  }

  @discardableResult
  func add(_ target: Int32, key: UInt64, interest: Interest) -> Bool {
    control(EPOLL_CTL_ADD, target, key: key, interest: interest)
  }

  func change(_ target: Int32, key: UInt64, interest: Interest) {
    _ = control(EPOLL_CTL_MOD, target, key: key, interest: interest)
  }

  func remove(_ target: Int32) {
    _ = control(EPOLL_CTL_DEL, target, key: 0, interest: [])
  }

  private func control(
    _ operation: Int32, _ target: Int32, key: UInt64, interest: Interest
  ) -> Bool {
    var event = unsafe epoll_event(events: interest.rawValue, data: epoll_data_t(u64: key))
    return unsafe epoll_ctl(descriptor, operation, target, &event) == 0
  }

  /// Waits until something is ready or the time is over; a negative time waits for ever.
  func wait(milliseconds: Int) {
    ready.removeAll(keepingCapacity: true)
    let timeout = Int32(clamping: milliseconds)
    let count = unsafe events.withUnsafeMutableBufferPointer { events in
      unsafe epoll_wait(descriptor, events.baseAddress, Int32(events.count), timeout)
    }
    for index in 0..<max(0, Int(count)) {
      let event = unsafe events[index]
      unsafe ready.append((event.data.u64, Interest(rawValue: event.events)))
    }
  }
}

/// A counter that makes a `Poller` wake up. Ringing it is safe on any thread and in a signal
/// handler.
final class Bell: Sendable {
  let descriptor: Int32

  init() throws(SystemError) {
    descriptor = eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC))
    guard descriptor >= 0 else { throw SystemError("eventfd") }
  }

  deinit {
    close(descriptor)
  }

  func ring() {
    var one: UInt64 = 1
    // Only a full counter refuses, and a full counter wakes just as well.
    _ = unsafe write(descriptor, &one, MemoryLayout<UInt64>.size)
  }

  func silence() {
    var count: UInt64 = 0
    _ = unsafe read(descriptor, &count, MemoryLayout<UInt64>.size)
  }
}
