import Foundation
import Testing

@Suite struct `A doctor` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
  }

  private func findings(_ more: String...) throws -> [String: (level: String, cure: String?)] {
    let outcome = try Program.run(
      ["doctor", "--json", "--data", "node"] + more, in: desk.path)
    return Dictionary(
      try outcome.json().map { line in
        (
          line["subject"] as? String ?? "",
          (line["level"] as? String ?? "", line["cure"] as? String)
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  @Test func `finds a new node without a backup, and a well kept one in order`() throws {
    #expect(try findings()["sikkerhedskopi"]?.level == "advarsel")
    #expect(try findings()["sikkerhedskopi"]?.cure?.contains("--keep") == true)
    #expect(try desk.viden("doctor", "--data", "node").code == 1)
    try desk.ok("backup", "--folder", "kopier", "--keep", "7/5/12", "--quiet", "--data", "node")
    #expect(try findings()["sikkerhedskopi"]?.level == "i orden")
    #expect(try findings()["rettigheder"]?.level == "i orden")
    #expect(try desk.viden("doctor", "--data", "node").code == 0)
    #expect(try desk.status()["last_backup"] is String)
  }

  @Test func `names each thing that is wrong, and what helps`() throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: "\(desk.path)/node")
    #expect(try findings()["rettigheder"]?.level == "fejl")
    #expect(try findings()["rettigheder"]?.cure?.contains("chmod 700") == true)
    try desk.ok(
      "peer", "add", "hub", "--url", "http://127.0.0.1:1", "--ticket",
      try ticket(), "--data", "node")
    #expect(try findings()["part hub"]?.cure?.contains("viden sync hub") == true)
    _ = try desk.viden("sync", "--data", "node")
    #expect(try findings()["part hub"]?.level == "advarsel")
    try desk.write("viden.conf", "[serve]\nlisten = 0.0.0.0:8400\n")
    #expect(try findings("--config", "viden.conf")["proxy"]?.level == "advarsel")
    try desk.write("viden.conf", "[serve]\nlistn = 0.0.0.0:8400\n")
    let broken = try desk.viden("doctor", "--config", "viden.conf", "--data", "node")
    #expect(broken.code != 0)
  }

  @Test func `says that there is no node, and touches nothing`() throws {
    let outcome = try desk.viden("doctor", "--data", "ingen")
    #expect(outcome.code == 1)
    #expect(outcome.out.contains("viden init"))
    #expect(!FileManager.default.fileExists(atPath: desk.path + "/ingen"))
  }

  private func ticket() throws -> String {
    try desk.node("hub")
    try desk.ok("peer", "add", "soroe", "--ticket-out", "billet", "--data", "hub")
    return "billet"
  }
}
