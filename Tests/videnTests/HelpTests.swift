import Foundation
import Testing

@Suite struct `Help` {
  let desk: Desk

  init() throws {
    desk = try Desk()
  }

  static let commands = [
    "init", "serve", "sync", "peer invite", "peer join", "peer add", "peer set", "peer rotate",
    "peer remove", "peer list", "peer revoke", "peer retire",
    "grant list", "grant add", "grant end", "grant enforce", "grant base", "article new",
    "article edit",
    "article show", "article log", "article diff", "article approve", "article withdraw",
    "article advise", "article checklist",
    "conflicts", "conflicts resolve", "search", "import", "export", "export site", "export history",
    "export zip",
    "account add", "account list", "account password", "account role", "account disable",
    "account key", "bundle write", "bundle read", "bundle inspect", "relay",
    "quarantine list", "quarantine show", "quarantine release", "quarantine drop", "redact",
    "status", "check", "doctor", "rebuild", "backup", "backup verify", "restore",
    "config check", "config show", "config example", "completion", "reference list",
    "reference import", "reference remove", "kle import", "kle show", "contact add", "contact undo",
    "contact import",
    "contact export", "contact seal", "report", "synonym list", "synonym add", "synonym remove",
  ]

  func words(_ command: String) -> [String] { command.split(separator: " ").map(String.init) }

  /// Beside this file; `VIDEN_RECORD=1 swift test --filter videnTests` writes it anew.
  static let snapshot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Snapshots/help.txt")

  @Test func `of every command is what people were promised`() throws {
    var text = ""
    for command in [""] + Help.commands {
      let outcome = try Program.run(words(command) + ["--help"], in: desk.path)
      #expect(outcome.code == 0, "\(command)")
      #expect(outcome.err == "", "\(command)")
      text += "$ viden \(command.isEmpty ? "" : command + " ")--help\n\(outcome.out)\n"
    }
    if ProcessInfo.processInfo.environment["VIDEN_RECORD"] != nil {
      try Data(text.utf8).write(to: Help.snapshot)
    }
    #expect(text == String(decoding: try Data(contentsOf: Help.snapshot), as: UTF8.self))
  }

  @Test func `names every command in its overview, and no other`() throws {
    let overview = try desk.ok("--help")
    let names = overview.split(separator: "\n").filter { $0.hasPrefix("  ") }
      .map { $0.dropFirst(2).prefix(while: { $0 != "–" }) }
      .compactMap { line in
        Help.commands.filter { line.hasPrefix($0 + " ") }.max { $0.count < $1.count }
      }
    #expect(names.sorted() == Help.commands.sorted())
    #expect(try desk.ok() == overview)
    #expect(try desk.ok("help") == overview)
  }

  @Test(arguments: [
    "article", "peer", "bundle", "account", "grant", "quarantine", "reference", "contact",
    "synonym",
  ])
  func `of a family lists its commands`(family: String) throws {
    let members = Help.commands.filter { $0.hasPrefix(family + " ") }
    let text = try desk.ok(family, "--help")
    #expect(text.split(separator: "\n").count == members.count)
    for member in members { #expect(text.contains("viden \(member)")) }
    let alone = try desk.viden(family)
    #expect(alone.code == 64)
  }

  @Test func `makes nothing and needs nothing`() throws {
    for command in Help.commands {
      let outcome = try Program.run(words(command) + ["--help", "--data", "ingen"], in: desk.path)
      #expect(outcome.code == 0)
    }
    #expect(!FileManager.default.fileExists(atPath: desk.path + "/ingen"))
    #expect(!FileManager.default.fileExists(atPath: desk.path + "/.local"))
  }

  @Test func `of the release is one line`() throws {
    #expect(try desk.ok("--version").hasPrefix("viden "))
  }
}

@Suite struct `A wrong call` {
  let desk: Desk

  init() throws {
    desk = try Desk()
  }

  @Test func `to no command names the nearest`() throws {
    try desk.refused(64, ["»serv«", "mente du serve?"], "serv")
    try desk.refused(64, ["»aricle show«", "mente du article show?"], "aricle", "show", "x")
    try desk.refused(64, ["»article shw«", "mente du article show?"], "article", "shw", "x")
    try desk.refused(64, ["»serch pas«", "mente du search?"], "serch", "pas")
    try desk.refused(64, ["»hvad«", "viden --help"], "hvad")
  }

  @Test func `with an option that is none names the nearest`() throws {
    try desk.refused(64, ["»--jsn«", "mente du --json?"], "status", "--jsn")
    try desk.refused(64, ["»--listn«", "mente du --listen?"], "serve", "--listn=1")
    try desk.refused(64, ["»-x«"], "search", "-x")
  }

  @Test(arguments: Help.commands)
  func `with an unknown option is refused by every command`(command: String) throws {
    let outcome = try Program.run(
      command.split(separator: " ").map(String.init) + ["--findes-ikke"], in: desk.path)
    #expect(outcome.code == 64)
    #expect(outcome.err.contains("»--findes-ikke« er ikke et tilvalg her"))
  }

  @Test func `with values missing, wrong or too many says which`() throws {
    try desk.refused(64, ["--data skal have en værdi"], "status", "--data")
    try desk.refused(64, ["--data skal have en værdi"], "status", "--data", "")
    try desk.refused(64, ["--json tager ingen værdi"], "status", "--json=ja")
    try desk.refused(64, ["--limit", "1 til 1000", "»0«"], "search", "pas", "--limit", "0")
    try desk.refused(64, ["ARTIKEL mangler"], "article", "show")
    try desk.refused(64, ["»to« er et ord for meget"], "article", "show", "en", "to")
    try desk.refused(64, ["ORD mangler"], "search")
    try desk.refused(64, ["MAPPE mangler"], "import")
    try desk.refused(64, ["--municipality mangler"], "init")
    try desk.refused(64, ["--reason mangler"], "article", "withdraw", "x")
    try desk.refused(64, ["--choose mangler"], "conflicts", "resolve", "x")
    try desk.refused(64, ["--ticket-out eller --ticket mangler"], "peer", "add", "hub")
    try desk.refused(
      64, ["--listen", "»8400x«", "ADRESSE:PORT"], "serve", "--listen", "8400x")
    try desk.refused(64, ["--choose", "»A«"], "conflicts", "resolve", "x", "--choose", "A")
    try desk.refused(64, ["VERSION", "»1«"], "article", "diff", "x", "1")
  }
}
