import Foundation
import Testing

@Suite struct `A backup` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
    try desk.ok("article", "new", "--title", "Pas", "--body", "Mød op.", "--data", "node")
  }

  @Test func `is taken while the node serves, and restores to the same and a fresh name`() throws {
    let serving = try Serving("node", at: desk)
    let before = try desk.status()
    let said = try desk.ok("backup", "kopi.sqlite", "--data", "node")
    #expect(said.contains("læst igennem og i orden"))
    #expect(said.contains("\(before["digest"] ?? "")".prefix(16)))
    serving.stop()
    let mode = try FileManager.default.attributesOfItem(atPath: desk.path + "/kopi.sqlite")
    #expect(mode[.posixPermissions] as? Int == 0o600)
    let files = try FileManager.default.contentsOfDirectory(atPath: desk.path)
    #expect(files.filter { $0.hasPrefix("kopi") } == ["kopi.sqlite"])

    try desk.ok("article", "new", "--title", "Efter", "--body", "Senere.", "--data", "node")
    try desk.ok("restore", "kopi.sqlite", "--data", "anden")
    let restored = try desk.status("anden")
    #expect("\(restored["digest"] ?? 0)" == "\(before["digest"] ?? 1)")
    #expect("\(restored["state_digest"] ?? 0)" == "\(before["state_digest"] ?? 1)")
    #expect("\(restored["replica"] ?? 0)" != "\(before["replica"] ?? 0)")
    #expect(try desk.ok("check", "--data", "anden") == "Alt stemmer.")
    #expect(try desk.ok("search", "mød", "--data", "anden").contains("Pas"))
  }

  @Test func `is never put over a base by mistake, and the old one is kept`() throws {
    try desk.ok("backup", "kopi.sqlite", "--data", "node")
    try desk.ok("article", "new", "--title", "Efter", "--body", "Senere.", "--data", "node")
    let later = try desk.standing()
    try desk.refused(73, ["allerede en node"], "restore", "kopi.sqlite", "--data", "node")
    #expect(try desk.standing() == later)
    let serving = try Serving("node", at: desk)
    try desk.refused(
      75, ["en anden viden"], "restore", "kopi.sqlite", "--replace", "--data", "node")
    serving.stop()
    try desk.ok("restore", "kopi.sqlite", "--replace", "--data", "node")
    #expect(try desk.status()["changes"] as? Int == 3)
    // What was there can be had back the same way.
    try desk.ok("restore", "node/replica.sqlite.old", "--data", "igen")
    #expect(try desk.standing("igen")[1] == later[1])
  }

  @Test func `that is damaged, foreign or missing is refused before anything is touched`() throws {
    try desk.ok("backup", "kopi.sqlite", "--data", "node")
    var bytes = try desk.bytes("kopi.sqlite")
    try desk.write("kort.sqlite", bytes: Array(bytes.prefix(bytes.count / 2)))
    for place in stride(from: 9_000, to: bytes.count, by: 16) { bytes[place] ^= 0xff }
    try desk.write("skadet.sqlite", bytes: bytes)
    try desk.write("fremmed.sqlite", "ikke en database, bare en tekst")
    for file in ["kort.sqlite", "skadet.sqlite", "fremmed.sqlite", "findes.ikke"] {
      let outcome = try desk.viden("restore", file, "--data", "ny")
      #expect([65, 66, 74].contains(outcome.code), "\(file): \(outcome.code) \(outcome.err)")
      #expect(outcome.err.hasPrefix("viden: ") && outcome.err.count { $0.isNewline } == 1)
      #expect(!FileManager.default.fileExists(atPath: desk.path + "/ny/replica.sqlite"))
      #expect(!FileManager.default.fileExists(atPath: desk.path + "/ny/replica.sqlite.part"))
    }
  }

  @Test func `that cannot be written leaves the one before`() throws {
    try desk.ok("backup", "kopi.sqlite", "--data", "node")
    let before = try desk.bytes("kopi.sqlite")
    try desk.refused(73, ["kan ikke skrive"], "backup", "nej/kopi.sqlite", "--data", "node")
    try desk.refused(66, ["ingen node"], "backup", "kopi.sqlite", "--data", "nej")
    #expect(try desk.bytes("kopi.sqlite") == before)
  }

  @Test func `has no key and no account in it`() throws {
    try desk.ok(
      "account", "add", "mkj", "--data", "node", input: "tre små grise\n")
    try desk.ok("peer", "add", "hub", "--ticket-out", "billet", "--data", "node")
    try desk.ok("backup", "kopi.sqlite", "--data", "node")
    let key = String(decoding: try desk.bytes("node/keys/hub.key"), as: UTF8.self)
      .trimmingCharacters(in: .newlines)
    let copy = Data(try desk.bytes("kopi.sqlite"))
    #expect(copy.range(of: Data(key.utf8)) == nil)
    #expect(copy.range(of: Data("$y$".utf8)) == nil)
  }
}

@Suite struct `Secrets` {
  @Test func `that others can read keep a node from serving`() throws {
    let desk = try Desk()
    try desk.node()
    try desk.ok("peer", "add", "hub", "--ticket-out", "billet", "--data", "node")
    let key = desk.path + "/node/keys/hub.key"
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
    try desk.refused(
      78, ["hub.key", "chmod 600"], "serve", "--data", "node", "--listen", "127.0.0.1:0")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: desk.path + "/node/keys")
    try desk.refused(
      78, ["keys", "chmod 700"], "serve", "--data", "node", "--listen", "127.0.0.1:0")
  }
}
