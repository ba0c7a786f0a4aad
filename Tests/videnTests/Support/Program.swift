import Foundation
import Glibc
import Testing

/// The built `viden`, run as a person or cron would run it.
enum Program {
  /// How a run ended.
  struct Outcome {
    var code: Int32
    var out: String
    var err: String

    /// Standard output as lines of JSON objects.
    func json() throws -> [[String: Any]] {
      try out.split(separator: "\n").map { line in
        try #require(
          try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
      }
    }
  }

  static let secondsMax = 60.0

  /// Beside the test program, which the same build has put there.
  static let url: URL = {
    let places =
      [
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath(), Bundle.main.bundleURL,
        URL(fileURLWithPath: CommandLine.arguments[0]),
      ].map { $0.deletingLastPathComponent() } + [Package.folder.appending(path: ".build/debug")]
    for place in places {
      let program = place.appending(path: "viden")
      if FileManager.default.isExecutableFile(atPath: program.path) { return program }
    }
    fatalError("viden is in none of \(places.map(\.path))")
  }()

  /// What a cron job has for an environment.
  static func environment(home: String, adding more: [String: String] = [:]) -> [String: String] {
    var environment = ["HOME": home, "PATH": "/usr/bin:/bin", "VIDEN_AUTHOR": "MKJ, Sorø"]
    environment["LD_LIBRARY_PATH"] = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
    return environment.merging(more) { _, new in new }
  }

  /// Runs a program to its end; one that does not end is killed, and the test fails.
  static func run(
    _ words: [String], of program: URL = url, in folder: String, input: String = "",
    environment more: [String: String] = [:]
  ) throws -> Outcome {
    // Files, not pipes: nobody has to read while the program runs.
    let name = UUID().uuidString
    let paths = ["in", "out", "err"].map { "\(folder)/.\(name).\($0)" }
    defer { for path in paths { _ = unsafe unlink(path) } }
    try Data(input.utf8).write(to: URL(fileURLWithPath: paths[0]))
    for path in paths.dropFirst() { try Data().write(to: URL(fileURLWithPath: path)) }
    let process = Process()
    process.executableURL = program
    process.arguments = words
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = environment(home: folder, adding: more)
    process.standardInput = FileHandle(forReadingAtPath: paths[0])
    process.standardOutput = FileHandle(forWritingAtPath: paths[1])
    process.standardError = FileHandle(forWritingAtPath: paths[2])
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + secondsMax) == .timedOut {
      Issue.record("viden \(words.joined(separator: " ")) did not end")
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
    }
    return Outcome(
      code: process.terminationReason == .exit ? process.terminationStatus : -1,
      out: try text(paths[1]), err: try text(paths[2]))
  }

  private static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }
}

/// Where the package lies.
enum Package {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
}
