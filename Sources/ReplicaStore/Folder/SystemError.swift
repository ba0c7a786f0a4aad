import Glibc

/// The system's own words for an error number.
enum SystemError {
  /// For the call that failed last.
  static var last: String { text(errno) }

  static func text(_ number: Int32) -> String {
    unsafe String(cString: strerror(number))
  }
}
