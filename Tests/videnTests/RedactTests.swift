import Foundation
import Testing

/// `viden redact`, between programs that talk over HTTP.
@Suite struct `Removing words` {
  let desk: Desk

  init() throws {
    desk = try Desk()
  }

  /// Whether some words stand anywhere in a node's folder.
  private func contains(_ words: String, _ node: String) throws -> Bool {
    let folder = "\(desk.path)/\(node)"
    return try FileManager.default.contentsOfDirectory(atPath: folder).contains { name in
      FileManager.default.contents(atPath: "\(folder)/\(name)")?
        .range(of: Data(words.utf8)) != nil
    }
  }

  @Test func `takes them from every node, and a backup does not bring them back`() throws {
    try desk.ok("init", "--data", "hub", "--municipality", "0330", "--name", "Hub")
    try desk.ok("peer", "add", "soroe", "--data", "hub", "--ticket-out", "soroe.billet")
    let hub = try Serving("hub", at: desk)
    try desk.ok(
      "init", "--data", "soroe", "--municipality", "0340", "--hub", "http://127.0.0.1:\(hub.port)",
      "--ticket", "soroe.billet")
    try desk.write(
      "filer/pas.md", "---\nid: pas\ntitel: Pas\n---\nBestilt af 010190-1234 i går.\n\nMød op.\n")
    try desk.ok("import", "filer", "--data", "hub")
    try desk.ok("sync", "--data", "soroe")
    try desk.ok("backup", "soroe.backup", "--data", "soroe")
    #expect(try contains("010190-1234", "soroe"))

    try desk.refused(64, ["--reason"], "redact", "pas", "--text", "010190-1234", "--data", "hub")
    try desk.refused(
      77, ["administrator"], "redact", "pas", "--text", "010190-1234", "--reason", "CPR", "--data",
      "soroe")
    let shown = try desk.ok(
      "redact", "pas", "--text", "010190-1234", "--dry-run", "--data", "hub")
    #expect(shown.contains("1 ændring") && !shown.contains("010190-1234"))
    #expect(try contains("010190-1234", "hub"))
    try desk.ok(
      "redact", "pas", "--text", "010190-1234", "--reason", "CPR-nummer", "--data", "hub")
    #expect(
      try desk.viden("redact", "pas", "--text", "010190-1234", "--reason", "x", "--data", "hub")
        .code == 1)
    #expect(try desk.ok("redact", "--list", "--data", "hub").contains("CPR-nummer"))

    try desk.ok("sync", "--data", "soroe")
    #expect(try !contains("010190-1234", "hub"))
    #expect(try !contains("010190-1234", "soroe"))
    #expect(try desk.ok("article", "show", "pas", "--data", "soroe").contains("Bestilt af ███"))

    try desk.ok("restore", "soroe.backup", "--replace", "--data", "soroe")
    #expect(try contains("010190-1234", "soroe"))
    try desk.ok("sync", "--data", "soroe")
    #expect(try desk.ok("article", "show", "pas", "--data", "soroe").contains("Bestilt af ███"))
    for node in ["hub", "soroe"] { try desk.ok("check", "--data", node) }
    #expect(
      try desk.status("soroe")["state_digest"] as? String
        == desk.status("hub")["state_digest"] as? String)
  }

  @Test func `of one change and one field leaves the others`() throws {
    try desk.node()
    try desk.write(
      "filer/pas.md", "---\nid: pas\ntitel: Hans Hansens pas\n---\nBestilt af Hans Hansen.\n")
    try desk.ok("import", "filer", "--data", "node")
    let log = try desk.viden("article", "log", "pas", "--json", "--data", "node").json()
    let id = try #require(log.first?["id"] as? String)
    try desk.refused(
      64, ["title"], "redact", "--change", id, "--field", "kropped", "--reason", "x", "--data",
      "node")
    try desk.refused(
      66, ["ingen ændring"], "redact", "--change", "00c0ffee00c0ffee-9", "--reason", "x", "--data",
      "node")
    try desk.ok("redact", "--change", id, "--field", "title", "--reason", "navn", "--data", "node")
    let shown = try desk.ok("article", "show", "pas", "--data", "node")
    #expect(shown.contains("████") && shown.contains("Bestilt af Hans Hansen."))
  }
}
