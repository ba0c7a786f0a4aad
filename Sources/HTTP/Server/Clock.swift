// What time it is, and how long things may take.

internal import Glibc

/// The two clocks: one that only ever goes forward for timeouts, one of the wall for dates.
enum Clock {
  static func milliseconds() -> Int { microseconds() / 1_000 }

  static func microseconds() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
  }

  static func secondsSince1970() -> Int {
    time(nil)
  }
}

extension Duration {
  /// At least one, so that the shortest timeout is still one, and never so many that a time of day
  /// added to it would overflow.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    let (whole, overflowed) = Int(seconds).multipliedReportingOverflow(by: 1_000)
    let most = Int.max / 4
    guard !overflowed, whole < most else { return seconds < 0 ? 1 : most }
    return max(1, whole + Int(attoseconds / 1_000_000_000_000_000))
  }
}
