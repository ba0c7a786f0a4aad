import Foundation
import Testing

/// The files under `tools/systemd`: checked by systemd itself, and by what the program understands.
@Suite struct `Service files` {
  static let folder = Package.folder.appending(path: "tools/systemd")
  static let analyser = URL(fileURLWithPath: "/usr/bin/systemd-analyze")
  static let units = [
    "viden.service", "viden-sync.service", "viden-sync.timer", "viden-backup.service",
    "viden-backup.timer", "viden-relay.service", "viden-relay.timer",
  ]

  let desk: Desk

  init() throws {
    desk = try Desk()
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
  }

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: `Service files`.analyser.path),
      "systemd is not installed; tools/needs test installs it"))
  func `are what systemd takes`() throws {
    for name in Self.units {
      // verify(1) wants the program to be there, and nothing else of it.
      try desk.write(
        name, try text(name).replacing("/usr/local/bin/viden", with: Program.url.path))
    }
    let outcome = try Program.run(
      ["verify", "--man=no"] + Self.units.map { "\(desk.path)/\($0)" }, of: Self.analyser,
      in: desk.path)
    #expect(outcome.code == 0)
    #expect(!outcome.err.contains("viden"), "\(outcome.err)")
    try desk.write("broken.service", "[Service]\nExecStart=/findes/ikke\nTypo=1\n")
    let broken = try Program.run(
      ["verify", "--man=no", "\(desk.path)/broken.service"], of: Self.analyser, in: desk.path)
    #expect(broken.err.contains("broken.service"))
  }

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: `Service files`.analyser.path),
      "systemd is not installed; tools/needs test installs it"))
  func `start what they start at a time that systemd understands`() throws {
    for (name, lines) in [
      ("viden-sync.timer", ["Persistent=true", "RandomizedDelaySec=240"]),
      ("viden-backup.timer", ["Persistent=true", "RandomizedDelaySec=1800"]),
      ("viden-relay.timer", ["Persistent=true", "RandomizedDelaySec=300"]),
    ] {
      try expectTimer(name, has: lines)
    }
  }

  private func expectTimer(_ name: String, has lines: [String]) throws {
    let timer = try text(name)
    let when = try #require(
      timer.split(separator: "\n").first { $0.hasPrefix("OnCalendar=") }?.dropFirst(11))
    let outcome = try Program.run(
      ["calendar", String(when)], of: Self.analyser, in: desk.path)
    #expect(outcome.code == 0, "\(outcome.err)")
    for line in lines {
      #expect(timer.split(separator: "\n").contains { $0 == line }, "\(line)")
    }
  }

  @Test(arguments: [
    ("viden.service", 1), ("viden-sync.service", 1), ("viden-backup.service", 1),
    ("viden-relay.service", 1), ("crontab", 2),
  ])
  func `call the program with options that it has`(name: String, count: Int) throws {
    let lines = try text(name).split(separator: "\n").filter { line in
      !line.hasPrefix("#") && line.contains("/usr/local/bin/viden ")
    }
    #expect(lines.count == count)
    for line in lines { try expectCall(String(line)) }
  }

  private func expectCall(_ line: String) throws {
    let call = try #require(line.split(separator: "/usr/local/bin/viden ").last)
    // What systemd puts in from the file beside the unit.
    let words = call.split(separator: " ").map(String.init).filter { $0 != "$RELAY_OPTIONS" }
      .map { $0 == "${RELAY_PLACE}" ? desk.path : $0 }
    let help = try desk.ok(words[0], "--help")
    let options = words.filter { $0.hasPrefix("--") }
    #expect(options.count >= 2)
    for option in options { #expect(help.contains("  \(option) "), "\(option)") }
    // The program reads them as they stand: it gets as far as looking for the node.
    let index = try #require(words.firstIndex(of: "--data"))
    var tried = words
    tried[index + 1] = "\(desk.path)/ingen"
    if let jitter = tried.firstIndex(of: "--jitter") { tried[jitter + 1] = "0" }
    let outcome = try Program.run(tried, in: desk.path)
    #expect(outcome.code == 66, "\(outcome.err)")
  }
}
