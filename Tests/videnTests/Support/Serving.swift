import Foundation
import Glibc
import Testing

/// `viden serve` while it runs.
final class Serving {
  let port: Int
  private let program: RunningProgram

  /// Waits until the node says that it is ready.
  init(_ node: String, _ more: String..., at desk: Desk) throws {
    let output = Pipe()
    program = try RunningProgram(
      Program.url.path, ["serve", "--data", node, "--listen", "127.0.0.1:0"] + more
    ) { process in
      process.currentDirectoryURL = URL(fileURLWithPath: desk.path)
      process.environment = Program.environment(home: desk.path)
      process.standardOutput = output
    }
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
    guard line.hasPrefix(prefix), port > 0 else { throw NotReady(line: line) }
  }

  struct NotReady: Error {
    let line: String
  }

  /// SIGTERM; gives the exit code.
  @discardableResult
  func stop() -> Int32 { program.stop() }
}
