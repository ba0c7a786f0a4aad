import Foundation
import Glibc
import Testing

/// `viden serve` while it runs.
final class Serving {
  let port: Int
  private let process = Process()
  private let ended = DispatchSemaphore(value: 0)

  /// Waits until the node says that it is ready.
  init(_ node: String, _ more: String..., at desk: Desk) throws {
    let output = Pipe()
    process.executableURL = Program.url
    process.arguments = ["serve", "--data", node, "--listen", "127.0.0.1:0"] + more
    process.currentDirectoryURL = URL(fileURLWithPath: desk.path)
    process.environment = Program.environment(home: desk.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    let ended = ended
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    var line = ""
    while !line.hasSuffix("\n") {
      var entry = pollfd(
        fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&entry, 1, Int32(Program.secondsMax * 1000)) > 0 else { break }
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { break }
      line += String(decoding: data, as: UTF8.self)
    }
    let prefix = "klar på http://127.0.0.1:"
    port = Int(line.dropFirst(prefix.count).prefix { $0.isNumber }) ?? 0
    guard line.hasPrefix(prefix), port > 0 else {
      process.terminate()
      throw NotReady(line: line)
    }
  }

  struct NotReady: Error {
    let line: String
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
