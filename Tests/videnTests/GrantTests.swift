import Foundation
import Testing

@Suite struct `Rights on the command line` {
  let desk: Desk

  init() throws {
    desk = try Desk()
  }

  /// A hub that founded a base, and Sorø that has joined and synced with it while it runs.
  private func withHub(_ body: () throws -> Void) throws {
    try desk.ok("init", "--data", "hub", "--municipality", "0330", "--name", "Hub")
    try desk.ok("peer", "add", "soroe", "--data", "hub", "--ticket-out", "soroe.billet")
    let hub = try Serving("hub", at: desk)
    try desk.ok(
      "init", "--data", "soroe", "--municipality", "0340", "--hub", "http://127.0.0.1:\(hub.port)",
      "--ticket", "soroe.billet")
    try withExtendedLifetime(hub) { try body() }
  }

  @Test func `the node that founds a base is its first administrator`() throws {
    try desk.node()
    #expect(try desk.ok("grant", "list", "--data", "node").contains("sin første ændring"))
    try desk.ok("article", "new", "--title", "Pas", "--data", "node")
    let list = try desk.ok("grant", "list", "--data", "node")
    #expect(list.contains("alle på Sorø: administrator"))
    #expect(list.contains("åben"))
    let grant = try #require(
      try desk.viden("grant", "list", "--json", "--data", "node").json().first)
    #expect(grant["role"] as? String == "admin")
    #expect(grant["ended"] as? Bool == false)
    #expect(grant["person"] is NSNull)
    let base = try desk.ok("grant", "base", "--data", "node")
    #expect(list.contains(base))
    try desk.refused(73, ["hører allerede"], "grant", "base", "--found", "--data", "node")
    try desk.refused(
      66, ["synkronisér"], "grant", "base", "00c0ffee00c0ffee-1", "--data", "node")
  }

  @Test func `a base that nobody founded is open, and can be founded`() throws {
    try desk.ok("init", "--data", "hub", "--municipality", "0330")
    try desk.ok("peer", "add", "soroe", "--data", "hub", "--ticket-out", "b")
    try desk.ok(
      "init", "--data", "node", "--municipality", "0340", "--hub", "http://127.0.0.1:1",
      "--ticket", "b")
    #expect(try desk.ok("grant", "list", "--data", "node").contains("ingen administrator"))
    try desk.ok("article", "new", "--title", "Pas", "--data", "node")
    try desk.refused(78, ["grant base --found"], "grant", "enforce", "--data", "node")
    try desk.ok("grant", "base", "--found", "--data", "node")
    #expect(try desk.ok("grant", "list", "--data", "node").contains("administrator"))
  }

  @Test func `a change without the role is refused with what is missing and who can give it`()
    throws
  {
    try withHub {
      try desk.ok("article", "new", "--title", "Hubbens", "--data", "hub")
      try desk.ok("sync", "--data", "soroe")
      try desk.ok("article", "new", "--title", "Pas", "--data", "soroe")
      try desk.ok("sync", "--data", "soroe")
      try desk.ok("grant", "enforce", "--data", "hub")
      try desk.ok("sync", "--data", "soroe")
      let before = try desk.standing("soroe")
      try desk.refused(
        77, ["MKJ, Sorø", "redaktør", "Hub"], "article", "new", "--title", "To", "--data", "soroe")
      #expect(try desk.standing("soroe") == before)
      try desk.refused(
        77, ["administrator"], "grant", "add", "--role", "admin", "--node", "Sorø", "--data",
        "soroe")
      let id = try desk.ok(
        "grant", "add", "--role", "redaktør", "--node", "soroe", "--group", "38", "--data", "hub")
      #expect(id.split(separator: "-").count == 2)
      try desk.ok("sync", "--data", "soroe")
      let second = try desk.ok(
        "article", "new", "--title", "To", "--kle", "38.14.04", "--data", "soroe")
      try desk.refused(
        77, ["dette emne"], "article", "new", "--title", "Tre", "--kle", "23.03.04", "--data",
        "soroe")
      try desk.refused(
        77, ["godkender"], "article", "approve", second, "--author", "KKR", "--data", "soroe")
      try desk.ok("sync", "--data", "soroe")
      #expect(try desk.status("hub")["quarantined"] as? Int == 0)
    }
  }

  @Test func `a revoked node is refused, what it wrote late waits, and a person decides`() throws {
    try withHub {
      try desk.ok("article", "new", "--title", "Hubbens", "--data", "hub")
      try desk.ok("sync", "--data", "soroe")
      try desk.ok("article", "new", "--title", "Før", "--data", "soroe")
      try desk.ok("sync", "--data", "soroe")
      #expect(try desk.ok("peer", "revoke", "soroe", "--data", "hub").contains("spærret"))
      try desk.ok("article", "new", "--title", "Efter", "--data", "soroe")
      try desk.ok("article", "new", "--title", "Også efter", "--data", "soroe")
      let refused = try desk.viden("sync", "--data", "soroe")
      #expect(refused.code == 77, "\(refused.err)")
      // Nor on a stick.
      try desk.ok("bundle", "write", "stik", "--data", "soroe")
      let stick = try desk.viden("bundle", "read", "stik", "--data", "hub")
      #expect(stick.code == 77, "\(stick.err)")
      #expect(try desk.status("hub")["articles"] as? Int == 2)
      #expect(try desk.ok("grant", "list", "--data", "hub").contains("Sorø: spærret"))
    }
  }

  @Test func `quarantine is listed, shown, released and dropped`() throws {
    try withHub {
      try desk.ok("article", "new", "--title", "Hubbens", "--data", "hub")
      try desk.ok("sync", "--data", "soroe")
      let grant = try desk.ok(
        "grant", "add", "--role", "editor", "--node", "soroe", "--data", "hub")
      #expect(grant.contains("stadig åben"))
      try desk.ok("grant", "enforce", "--data", "hub")
      try desk.ok("sync", "--data", "soroe")
      let id = try #require(grant.split(separator: "\n").first)
      try desk.ok("grant", "end", "\(id)", "--data", "hub")
      try desk.ok("article", "new", "--title", "Uden net", "--body", "Et.", "--data", "soroe")
      try desk.ok("article", "new", "--title", "Vrøvl", "--data", "soroe")
      try desk.ok("sync", "--data", "soroe")
      #expect(try desk.status("hub")["quarantined"] as? Int == 2)
      #expect(try desk.ok("status", "--data", "hub").contains("2 i karantæne"))
      let items = try desk.viden("quarantine", "list", "--json", "--data", "hub").json()
      #expect(items.map { $0["title"] as? String } == ["Uden net", "Vrøvl"])
      #expect(items.map { $0["reason"] as? String } == ["grant-ended", "grant-ended"])
      #expect(items.map { $0["node"] as? String } == ["Sorø", "Sorø"])
      let ids = items.compactMap { $0["id"] as? String }
      try #require(ids.count == 2)
      let text = try desk.ok("quarantine", "list", "--data", "hub")
      #expect(text.contains("Forfatterens rettighed som redaktør var ophørt."))
      let shown = try desk.ok("quarantine", "show", ids[0], "--data", "hub")
      #expect(shown.contains("{+Et.+}"))
      try desk.refused(
        77, ["administrator"], "quarantine", "release", ids[0], "--data", "soroe")
      try desk.refused(66, ["quarantine list"], "quarantine", "show", "x", "--data", "hub")
      try desk.ok("quarantine", "release", ids[0], "--data", "hub")
      try desk.ok("quarantine", "drop", ids[1], "--data", "hub")
      #expect(try desk.ok("quarantine", "list", "--data", "hub") == "")
      #expect(try desk.ok("quarantine", "list", "--all", "--data", "hub").contains("kasseret"))
      try desk.ok("sync", "--data", "soroe")
      #expect(try desk.standing("hub").dropFirst() == desk.standing("soroe").dropFirst())
      try desk.ok("check", "--data", "hub")
      try desk.ok("rebuild", "--data", "soroe")
      #expect(try desk.standing("hub").dropFirst() == desk.standing("soroe").dropFirst())
    }
  }

  @Test func `odd words are refused with what was expected`() throws {
    try desk.node()
    try desk.refused(
      64, ["redaktør"], "grant", "add", "--role", "konge", "--node", "Sorø", "--data", "node")
    try desk.refused(64, ["--node"], "grant", "add", "--role", "editor", "--data", "node")
    try desk.refused(
      66, ["Ukendt"], "grant", "add", "--role", "editor", "--node", "Ukendt", "--data", "node")
    try desk.refused(
      64, ["to cifre"], "grant", "add", "--role", "editor", "--node", "Sorø", "--group", "3",
      "--data", "node")
    try desk.refused(
      64, ["en dato"], "grant", "add", "--role", "editor", "--node", "Sorø", "--to", "i morgen",
      "--data", "node")
    try desk.refused(66, ["grant list"], "grant", "end", "x", "--data", "node")
    try desk.refused(64, ["16 cifre"], "peer", "revoke", "Sorø", "--stream", "x", "--data", "node")
  }
}
