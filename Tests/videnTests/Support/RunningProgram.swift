import Foundation
import Glibc

/// A program that runs until the value is gone: then it is asked to end, and made to.
final class RunningProgram {
  private let process: Process
  private let ended = DispatchSemaphore(value: 0)

  init(_ path: String, _ words: [String], _ prepare: (Process) -> Void = { _ in }) throws {
    process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = words
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    prepare(process)
    let ended = ended
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
  }

  deinit {
    stop()
  }

  /// SIGTERM; gives the exit code.
  @discardableResult
  func stop() -> Int32 {
    guard process.isRunning else { return process.terminationStatus }
    process.terminate()
    if ended.wait(timeout: .now() + Program.secondsMax) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
      return -1
    }
    return process.terminationReason == .exit ? process.terminationStatus : -1
  }
}
