import Foundation
import Testing

/// The JSON that scripts rely on: every key is always there, `null` where there is nothing.
@Suite struct `For scripts` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
  }

  func keys(_ object: Any?) -> [String] {
    ((object as? [String: Any]) ?? [:]).keys.sorted()
  }

  static let peerKeys = [
    "behind", "clock_offset", "equal", "failing_since", "failures", "key_changing", "last_attempt",
    "last_error", "last_success", "name", "next_try", "scopes", "url", "waiting", "waiting_since",
  ]
  static let statusKeys = [
    "articles", "changes", "conflicts", "digest", "events", "invitations", "last_backup",
    "municipality", "name", "peers", "quarantined", "replica", "state_digest",
  ]

  @Test func `status has these keys`() throws {
    try desk.ok("peer", "add", "bus", "--ticket-out", "bus.billet", "--data", "node")
    let status = try desk.status()
    #expect(keys(status) == `For scripts`.statusKeys)
    let peers = try #require(status["peers"] as? [[String: Any]])
    #expect(peers.map(keys) == [`For scripts`.peerKeys])
    #expect(peers[0]["url"] is NSNull)
    #expect(peers[0]["last_success"] is NSNull)
    #expect(peers[0]["equal"] as? Bool == false)
    #expect((status["replica"] as? String)?.count == 16)
    #expect((status["digest"] as? String)?.count == 64)
    #expect((status["state_digest"] as? String)?.count == 64)
  }

  @Test func `search has these keys`() throws {
    try desk.ok("article", "new", "--title", "Pas", "--body", "Husk foto.", "--data", "node")
    let answers = try desk.viden("search", "pas", "--json", "--data", "node").json()
    #expect(answers.map(keys) == [["hits"]])
    let hits = try #require(answers[0]["hits"] as? [[String: Any]])
    #expect(hits.map(keys) == [["external_id", "id", "score", "snippet", "title"]])
    #expect(hits[0]["external_id"] is NSNull)
    #expect(hits[0]["title"] as? String == "Pas")
    #expect(hits[0]["score"] is Double)
    let none = try desk.viden("search", "xyzzy", "--json", "--data", "node")
    #expect(none.out == "{\"hits\":[]}\n")
    #expect(none.code == 0)
  }

  @Test func `article show and log have these keys`() throws {
    let id = try desk.ok("article", "new", "--title", "Pas", "--data", "node")
    let shown = try desk.viden("article", "show", id, "--json", "--data", "node").json()
    #expect(
      shown.map(keys) == [
        [
          "audience", "body", "external_id", "id", "keywords", "lifecycle", "short_answer",
          "subject", "title", "version",
        ]
      ])
    #expect(shown[0]["subject"] is NSNull)
    let log = try desk.viden("article", "log", id, "--json", "--data", "node").json()
    #expect(log.map(keys) == [["author", "changed", "id", "parents", "time"]])
  }

  @Test func `conflicts have these keys, and a choice ends them`() throws {
    let id = try desk.ok(
      "article", "new", "--title", "Pas", "--body", "Det koster 893 kr. hos os.", "--data", "node")
    let version = try #require(
      try desk.viden("article", "show", id, "--json", "--data", "node").json()[0]["version"]
        as? String)
    try desk.ok(
      "article", "edit", id, "--body", "Det koster 905 kr. hos os.", "--author", "KKR", "--data",
      "node")
    try desk.ok(
      "article", "edit", id, "--body", "Det koster 912 kr. hos os.", "--version", version,
      "--author",
      "LHA", "--data", "node")
    let conflicts = try desk.viden("conflicts", "--json", "--data", "node").json()
    #expect(
      conflicts.map(keys) == [
        ["ancestor", "article", "class", "external_id", "id", "merged", "severity", "sides"]
      ])
    let conflict = try #require(conflicts.first)
    #expect(conflict["external_id"] is NSNull)
    #expect(conflict["severity"] as? String == "high")
    #expect(conflict["article"] as? String == id)
    let sides = try #require(conflict["sides"] as? [[String: Any]])
    #expect(sides.map(keys) == Array(repeating: ["author", "replica", "text", "time"], count: 2))
    #expect(Set(sides.compactMap { $0["author"] as? String }) == ["KKR", "LHA"])
    #expect(try desk.ok("conflicts", "--data", "node").contains("905 kr."))
    #expect(try desk.status()["conflicts"] as? Int == 1)

    let name = try #require(conflict["id"] as? String)
    let before = try desk.standing()
    try desk.refused(
      64, ["--choose", "»c«", "a til b"], "conflicts", "resolve", name, "--choose", "c", "--data",
      "node")
    try desk.refused(
      66, ["»0123456789abcdef«", "viden conflicts"], "conflicts", "resolve", "0123456789abcdef",
      "--choose", "a", "--data", "node")
    #expect(try desk.standing() == before)
    let chosen = try #require(sides[1]["text"] as? String)
    try desk.ok("conflicts", "resolve", name, "--choose", "b", "--data", "node")
    #expect(try desk.ok("conflicts", "--json", "--data", "node") == "")
    #expect(try desk.ok("article", "show", id, "--data", "node").contains(chosen))
    try desk.refused(66, [name], "conflicts", "resolve", name, "--choose", "b", "--data", "node")
  }

  @Test func `sync has these keys, whether it went well or not`() throws {
    let names = [
      "bytes_in", "bytes_out", "equal", "error", "peer", "received", "requests", "sent",
    ]
    try desk.node("hub")
    let hub = try Serving("hub", at: desk)
    try desk.pair("node", with: "hub", port: hub.port)
    let good = try desk.viden("sync", "--json", "--data", "node")
    #expect(good.code == 0)
    #expect(good.err == "")
    #expect(try good.json().map(keys) == [names])
    #expect(try good.json()[0]["error"] is NSNull)
    #expect(try good.json()[0]["equal"] as? Bool == true)
    #expect(hub.stop() == 0)
    let gone = try desk.viden("sync", "--json", "--data", "node")
    #expect(gone.code == 69)
    #expect(gone.err == "")
    #expect(try gone.json().map(keys) == [names])
    #expect(try gone.json()[0]["equal"] as? Bool == false)
    #expect(try gone.json()[0]["error"] is String)
  }
}
