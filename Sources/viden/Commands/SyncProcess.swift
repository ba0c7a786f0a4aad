import Foundation
import Glibc
import ReplicaStore

/// The process that talks with the net: bounded from outside, because what it is built on can hang
/// and crash (`HTTPTransport`). An answer that breaks off inside its head ends it in a trap of
/// URLSession's own, for one; nothing but the attempt is lost by that.
enum SyncProcess {
  private static let memoryBytesMax: UInt = 2 << 30

  /// Written beforehand, since nothing can be put together in a signal handler; never freed.
  private nonisolated(unsafe) static var deadlineLine: UnsafeMutablePointer<CChar>?
  private nonisolated(unsafe) static var crashLine: UnsafeMutablePointer<CChar>?

  /// The kernel ends the process after so many seconds, whatever it is doing then, and gives it no
  /// more memory than it can sensibly need. However it ends, it says so in a line.
  static func limit(seconds: Int, peer: String, option: String = " (--deadline)") {
    unsafe deadlineLine = strdup(
      "viden: \(peer): tiden er gået\(option); det, der er hentet, er gemt. Prøv igen senere\n")
    unsafe crashLine = strdup(
      "viden: \(peer): synkroniseringen gik ned; det, der er hentet, er gemt. Prøv igen senere\n")
    signal(SIGALRM) { _ in unsafe SyncProcess.end(SyncProcess.deadlineLine, .tryLater) }
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGSEGV] {
      signal(number) { _ in unsafe SyncProcess.end(SyncProcess.crashLine, .ownFault) }
    }
    alarm(UInt32(clamping: seconds))
    var limit = rlimit(rlim_cur: memoryBytesMax, rlim_max: memoryBytesMax)
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
  }

  /// In a signal handler: nothing but calls that signal-safety(7) lists.
  private static func end(_ line: UnsafeMutablePointer<CChar>?, _ code: ExitCode) {
    if let line = unsafe line { _ = unsafe write(STDERR_FILENO, line, strlen(line)) }
    _exit(code.rawValue)
  }

  /// Syncs with several peers, each in a process of its own: a peer that ends its process keeps no
  /// other peer waiting.
  ///
  /// - Returns: the code of the first that went wrong.
  static func eachAlone(
    _ names: [String], of folder: DataFolder, _ arguments: Arguments, seconds: Int
  ) throws -> ExitCode {
    let switches =
      ["--json", "--quiet", "--offline-ok"].filter(arguments.has)
      + (arguments.value("--max-batch").map { ["--max-batch", $0] } ?? [])
    let start = ContinuousClock.now
    var first = ExitCode.ok
    for name in names {
      let left = seconds - Int((ContinuousClock.now - start).components.seconds)
      let code = try run(
        ["sync", name, "--data", folder.path, "--deadline", "\(max(1, left))"] + switches)
      if first == .ok { first = code }
    }
    return first
  }

  private static func run(_ words: [String]) throws -> ExitCode {
    let process = Process()
    process.executableURL = itself
    process.arguments = words
    try process.run()
    process.waitUntilExit()
    guard process.terminationReason == .exit else { return .ownFault }
    return ExitCode(rawValue: process.terminationStatus) ?? .ownFault
  }

  /// This program, for starting it again.
  static var itself: URL { URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath() }
}
