import Foundation
import Testing

/// The Python twin in `tools/reference`, which was written from `Protocol/` alone, against a node
/// that runs: two implementations that share no line must end with one digest.
@Suite struct `The reference in Python` {
  let desk: Desk
  let hub: Serving

  init() throws {
    desk = try Desk()
    try desk.node("hub")
    for number in 1...30 {
      try desk.write(
        "emner/\(number).md", "---\ntitel: Emne \(number)\n---\n\nSvaret på emne \(number).\n")
    }
    try desk.ok("import", "emner", "--author", "Redaktionen", "--data", "hub")
    try desk.ok("peer", "add", "tvilling", "--ticket-out", "tvilling.billet", "--data", "hub")
    hub = try Serving("hub", at: desk)
  }

  private func twin(_ words: String..., ticket: String = "tvilling.billet") throws
    -> Program.Outcome
  {
    let script = Package.folder.appending(path: "tools/reference/sync.py").path
    return try Program.run(
      ["-B", script, "http://127.0.0.1:\(hub.port)/sync", "--ticket", ticket] + words,
      of: URL(fileURLWithPath: "/usr/bin/python3"), in: desk.path)
  }

  private func digest() throws -> String {
    try #require(try desk.status("hub")["digest"] as? String)
  }

  @Test func `takes all, writes, sends, and holds the same as the node`() throws {
    let taken = try twin("--state", "tvilling.fvb")
    #expect(taken.code == 0, "\(taken.err)")
    #expect(taken.out.hasPrefix("32 changes of 1 streams"))
    #expect(taken.out.contains(try digest()))

    let sent = try twin("--state", "tvilling.fvb", "--create", "Kørekort", "Bestil tid først.")
    #expect(sent.code == 0, "\(sent.err)")
    #expect(sent.out.contains(try digest()))
    let id = try #require(sent.out.split(separator: "\n").first?.split(separator: " ").last)
    #expect(try desk.ok("article", "show", String(id), "--data", "hub").contains("Bestil tid"))

    // Meanwhile somebody edits the same article on the node.
    try desk.ok(
      "article", "edit", String(id), "--body", "Bestil tid først. Husk foto.", "--data", "hub")
    let merged = try twin("--state", "tvilling.fvb", "--prepend", String(id), "Nyt: ")
    #expect(merged.code == 0, "\(merged.err)")
    #expect(merged.out.contains(try digest()))
    #expect(
      try desk.ok("article", "show", String(id), "--data", "hub")
        .contains("Nyt: Bestil tid først. Husk foto."))
    #expect(
      try desk.viden("article", "log", String(id), "--json", "--data", "hub").json().count == 3)
    #expect(try desk.viden("check", "--data", "hub").code == 0)

    let quiet = try twin("--state", "tvilling.fvb")
    #expect(quiet.out.contains(" 1 requests, "))
  }

  @Test func `leaves a bundle file that another node reads`() throws {
    #expect(try twin("--state", "tvilling.fvb").code == 0)
    try desk.node("bus")
    try desk.ok("peer", "add", "hub", "--ticket", "tvilling.billet", "--data", "bus")
    try desk.ok("bundle", "read", "tvilling.fvb", "--data", "bus")
    #expect(try desk.status("bus")["digest"] as? String == digest())
  }

  @Test func `with another key is told nothing, and the node stays as it is`() throws {
    let ticket = String(decoding: try desk.bytes("tvilling.billet"), as: UTF8.self)
    let start = try #require(ticket.range(of: "noegle: ")).upperBound
    try desk.write("anden.billet", ticket[..<start] + String(repeating: "0f", count: 32) + "\n")
    let before = try digest()
    let refused = try twin("--create", "Pas", "Nej.", ticket: "anden.billet")
    #expect(refused.code == 76)
    #expect(refused.err.hasPrefix("sync.py: refused: "))
    #expect(try digest() == before)
  }
}
