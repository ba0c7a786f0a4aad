import Foundation
import Glibc
import ReplicaStore

/// The process that talks with the net: bounded from outside, because what it is built on can hang
/// and crash (`HTTPTransport`).
///
/// An answer that breaks off inside its head ends in a trap of URLSession's own
/// (swift-corelibs-foundation, NativeProtocol: "Transfer completed, but there's no response"). That
/// is a link like any other that broke, and people must be told as much. So the process starts
/// itself anew, in place, to write down what happened and to say it.
enum SyncProcess {
  private static let memoryBytesMax: UInt = 2 << 30
  private static let trapMark = "VIDEN_SYNC_TRAP"

  /// Prepared beforehand, since nothing can be put together in a signal handler; never freed.
  private nonisolated(unsafe) static var deadlineLine: UnsafeMutablePointer<CChar>?
  private nonisolated(unsafe) static var crashLine: UnsafeMutablePointer<CChar>?
  private nonisolated(unsafe) static var environment:
    UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
  private nonisolated(unsafe) static var isTransferring = false
  private nonisolated(unsafe) static var standardError: Int32 = -1

  /// Whether this process follows one that URLSession ended in the middle of a transfer.
  static var isAfterTrap: Bool { ProcessInfo.processInfo.environment[trapMark] != nil }

  /// The kernel ends the process after so many seconds, whatever it is doing then, and gives it no
  /// more memory than it can sensibly need. However it ends, it says so in a line.
  static func limit(seconds: Int, peer: String, option: String = " (--deadline)") {
    unsafe deadlineLine = strdup(
      "viden: \(peer): tiden er gået\(option); det, der er hentet, er gemt. Prøv igen senere\n")
    unsafe crashLine = strdup(
      "viden: \(peer): synkroniseringen gik ned; det, der er hentet, er gemt. Prøv igen senere\n")
    unsafe environment = isAfterTrap ? nil : markedEnvironment()
    unsafe standardError = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    signal(SIGALRM) { _ in unsafe SyncProcess.end(SyncProcess.deadlineLine, .tryLater) }
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGSEGV] {
      signal(number) { _ in
        SyncProcess.startAnew()
        unsafe SyncProcess.end(SyncProcess.crashLine, .ownFault)
      }
    }
    alarm(UInt32(clamping: seconds))
    var limit = rlimit(rlim_cur: memoryBytesMax, rlim_max: memoryBytesMax)
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
  }

  /// While bytes travel, only URLSession would write to standard error: its last words, which help
  /// nobody who reads them from cron.
  static func transfer(begins: Bool) {
    unsafe isTransferring = begins
    guard unsafe standardError >= 0 else { return }
    if begins {
      let nowhere = unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)
      guard nowhere >= 0 else { return }
      dup2(nowhere, STDERR_FILENO)
      close(nowhere)
    } else {
      unsafe dup2(standardError, STDERR_FILENO)
    }
  }

  /// In a signal handler: nothing but calls that signal-safety(7) lists. Returns if the trap was not
  /// URLSession's, or the program cannot be started.
  private static func startAnew() {
    guard unsafe isTransferring, let environment = unsafe environment else { return }
    unsafe dup2(standardError, STDERR_FILENO)
    var signals = sigset_t()
    unsafe sigfillset(&signals)
    _ = unsafe sigprocmask(SIG_UNBLOCK, &signals, nil)
    _ = unsafe execve("/proc/self/exe", CommandLine.unsafeArgv, environment)
  }

  /// What there is, and the mark.
  private static func markedEnvironment() -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
    let entries = ProcessInfo.processInfo.environment.map { "\($0)=\($1)" } + ["\(trapMark)=1"]
    let copy = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(
      capacity: entries.count + 1)
    for (place, entry) in entries.enumerated() { unsafe copy[place] = unsafe strdup(entry) }
    unsafe copy[entries.count] = nil
    return unsafe copy
  }

  /// In a signal handler, like `startAnew`.
  private static func end(_ line: UnsafeMutablePointer<CChar>?, _ code: ExitCode) {
    if unsafe standardError >= 0 { unsafe dup2(standardError, STDERR_FILENO) }
    if let line = unsafe line { _ = unsafe write(STDERR_FILENO, line, strlen(line)) }
    _exit(code.rawValue)
  }

  /// What every exchange begins with: a process that is bounded, and no other that exchanges beside
  /// it. What readers said yesterday goes along today.
  static func exchange(
    at workplace: Workplace, with peer: String, seconds: Int, _ body: (Replica) throws -> ExitCode
  ) throws -> ExitCode {
    limit(seconds: seconds, peer: peer)
    let replica = Replica(try workplace.folder.openForWriting())
    let lock = try FolderLock(path: workplace.folder.path + "/sync.lock")
    defer { withExtendedLifetime(lock) {} }
    try replica.sealFeedback(before: Moment.day(Workplace.now), at: Workplace.now)
    return try body(replica)
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
