import Foundation
import SQLite
import Testing

extension Desk {
  /// Runs SQL in a node's database: what only days of waiting would bring about.
  func alter(_ node: String, _ sql: String) throws {
    try Connection(path: "\(path)/\(node)/replica.sqlite", mode: .readWrite).script(sql)
  }

  /// The only peer in `viden status --json`.
  func peer(of node: String) throws -> [String: Any] {
    let peers = try #require(try status(node)["peers"] as? [[String: Any]])
    return try #require(peers.first)
  }
}

/// What an operator learns who reads nothing but `viden status`.
@Suite struct `Status` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node("hub", "--name", "Fælles hub")
    try desk.node("soroe")
  }

  private func pair(_ hub: Serving, scopes: String = "full") throws {
    let code = try desk.invite("soroe", "--scopes", scopes, "--data", "hub")
    try desk.ok(
      "peer", "join", "http://127.0.0.1:\(hub.port)", code, "--name", "hub", "--data", "soroe")
  }

  @Test func `of a node alone says how to get company`() throws {
    let text = try desk.ok("status", "--data", "hub")
    #expect(text.contains("Ingen parter"))
    #expect(text.contains("viden peer invite"))
  }

  @Test func `names the invitations that can still be used, and no others`() throws {
    _ = try desk.invite("soroe", "--scopes", "node", "--data", "hub")
    _ = try desk.invite("bus", "--data", "hub")
    #expect(try desk.ok("status", "--data", "hub").contains("Koden til soroe gælder til "))
    let open = try #require(try desk.status("hub")["invitations"] as? [[String: Any]])
    #expect(open.compactMap { $0["name"] as? String } == ["bus", "soroe"])
    #expect(open.last?["scopes"] as? String == "node")
    try desk.age("hub", invitationsBy: 90_000)
    #expect(try (desk.status("hub")["invitations"] as? [Any])?.isEmpty == true)
    #expect(try !desk.ok("status", "--data", "hub").contains("Koden til"))
  }

  @Test func `says what waits, since when, and after a sync that both are equal`() throws {
    let hub = try Serving("hub", at: desk)
    try pair(hub)
    try desk.ok("article", "new", "--title", "Pas", "--data", "soroe")
    try desk.ok("article", "new", "--title", "Vej", "--data", "soroe")
    var text = try desk.ok("status", "--data", "soroe")
    #expect(text.contains("Vi har ikke udvekslet med parten endnu."))
    #expect(text.contains("4 ændringer herfra venter på at blive sendt, den ældste fra "))
    #expect(try desk.peer(of: "soroe")["waiting_since"] is String)
    try desk.ok("sync", "--data", "soroe")
    text = try desk.ok("status", "--data", "soroe")
    #expect(text.contains("Ens: bekræftet "))
    #expect(!text.contains("venter på at blive sendt"))
    #expect(try desk.ok("status", "--data", "hub").contains("Ens: bekræftet "))
    try desk.ok("article", "new", "--title", "Valg", "--data", "hub")
    text = try desk.ok("status", "--data", "hub")
    #expect(text.contains("Ikke ens; det var vi sidst "))
    #expect(text.contains("2 ændringer herfra venter på at blive sendt, den ældste fra "))
    #expect(text.contains("Parten kalder os"))
    #expect(hub.stop() == 0)
  }

  @Test func `does not call equal what was offered and never proved`() throws {
    let hub = try Serving("hub", at: desk)
    try pair(hub, scopes: "pull-public,pull-internal")
    try desk.ok("article", "new", "--title", "Pas", "--data", "soroe")
    #expect(try desk.viden("sync", "--data", "soroe").code == 77)
    #expect(try desk.peer(of: "hub")["equal"] as? Bool == false)
    #expect(try desk.peer(of: "soroe")["equal"] as? Bool == false)
    #expect(
      try desk.ok("status", "--data", "hub").contains(
        "Parten må: pull-public,pull-internal (hente alt)."))
    #expect(try !desk.ok("status", "--data", "soroe").contains("viden check"))
  }

  @Test func `of a public mirror shows equality with a hub of which it holds a part`() throws {
    try desk.ok("article", "new", "--title", "Pas", "--body", "Ring.", "--data", "hub")
    let hub = try Serving("hub", at: desk)
    try pair(hub, scopes: "mirror")
    try desk.ok("sync", "--data", "soroe")
    #expect(try desk.ok("status", "--data", "soroe").contains("Ens: bekræftet "))
    #expect(try desk.viden("article", "new", "--title", "Vej", "--data", "soroe").code == 77)
    #expect(try desk.ok("check", "--data", "soroe") == desk.ok("check", "--data", "hub"))
    #expect(hub.stop() == 0)
  }

  @Test func `says what went wrong, since when, and what to do`() throws {
    let hub = try Serving("hub", at: desk)
    try pair(hub)
    hub.stop()
    #expect(try desk.viden("sync", "--offline-ok", "--data", "soroe").code == 0)
    let text = try desk.ok("status", "--data", "soroe")
    #expect(text.contains("Fejl siden "))
    #expect(text.contains("kan ikke nås (ingen svarer på adressen)"))
    let since = try #require(try desk.peer(of: "soroe")["failing_since"] as? String)
    #expect(try desk.viden("sync", "--offline-ok", "--data", "soroe").code == 0)
    #expect(try desk.peer(of: "soroe")["failing_since"] as? String == since)
    // A link that is down is tried every time.
    #expect(try desk.peer(of: "soroe")["failures"] as? Int == 0)
  }

  @Test func `says by how much a peer's clock is off, and stops when it is right again`() throws {
    let hub = try Serving("hub", at: desk)
    try pair(hub)
    try desk.ok("sync", "--data", "soroe")
    let offset = try #require(try desk.peer(of: "soroe")["clock_offset"] as? Int)
    #expect(abs(offset) < 120)
    #expect(try !desk.ok("status", "--data", "soroe").contains("ur er"))
    try desk.alter("soroe", "UPDATE peer SET clock_offset = 3 * 365 * 86400 + 86400")
    #expect(
      try desk.ok("status", "--data", "soroe").contains(
        "Partens ur er 3 år og 1 dag foran vores."))
    try desk.alter("soroe", "UPDATE peer SET clock_offset = -150")
    #expect(
      try desk.ok("status", "--data", "soroe").contains(
        "Partens ur er 2 minutter og 30 sekunder bagud for vores."))
    try desk.ok("sync", "--data", "soroe")
    #expect(try !desk.ok("status", "--data", "soroe").contains("ur er"))
  }

  @Test func `says what happened to keys and peers`() throws {
    let hub = try Serving("hub", at: desk)
    try pair(hub)
    try desk.ok("peer", "rotate", "hub", "--data", "soroe")
    #expect(try desk.ok("status", "--data", "soroe").contains("Nøglen skiftes, næste gang"))
    try desk.ok("sync", "--data", "soroe")
    let text = try desk.ok("status", "--data", "soroe")
    #expect(text.contains("Nøglen til hub er skiftet."))
    #expect(text.contains("Vi har aftalt nøgle med hub."))
    #expect(!text.contains("Nøglen skiftes"))
    let events = try #require(try desk.status("hub")["events"] as? [[String: Any]])
    #expect(
      events.contains { ($0["text"] as? String)?.hasPrefix("soroe har brugt sin inv") == true })
  }
}

/// `viden sync` where a peer is at fault itself.
@Suite struct `A peer at fault` {
  let desk: Desk
  let hub: Serving

  init() throws {
    desk = try Desk()
    try desk.node("hub")
    try desk.node("soroe")
    hub = try Serving("hub", at: desk)
    let code = try desk.invite("soroe", "--data", "hub")
    try desk.ok(
      "peer", "join", "http://127.0.0.1:\(hub.port)", code, "--name", "hub", "--data", "soroe")
    try desk.ok("article", "new", "--title", "Pas", "--data", "soroe")
    try desk.ok("peer", "remove", "soroe", "--data", "hub")
  }

  @Test func `is left in peace after two failures, but not by a person, and not with --all`() throws
  {
    for count in 1...2 {
      try desk.refused(77, ["hub: parten kender ikke"], "sync", "--data", "soroe")
      #expect(try desk.peer(of: "soroe")["failures"] as? Int == count)
    }
    let until = try #require(try desk.peer(of: "soroe")["next_try"] as? String)
    try desk.refused(
      75, ["hub: venter til", "2 fejl i træk", "viden sync hub prøver nu"], "sync", "--data",
      "soroe")
    let quiet = try desk.viden("sync", "--quiet", "--data", "soroe")
    #expect(quiet.code == 75)
    #expect(quiet.err == "")
    // Nobody was asked: nothing moved.
    #expect(try desk.peer(of: "soroe")["next_try"] as? String == until)
    #expect(try desk.ok("status", "--data", "soroe").contains("2 gange i træk"))
    try desk.refused(77, ["kender ikke"], "sync", "hub", "--data", "soroe")
    try desk.refused(77, ["kender ikke"], "sync", "--all", "--data", "soroe")
    #expect(try desk.peer(of: "soroe")["failures"] as? Int == 4)
  }

  @Test func `is tried again when its time has come, and forgiven when it is well`() throws {
    for _ in 0..<3 { try desk.refused(77, ["hub"], "sync", "hub", "--data", "soroe") }
    try desk.refused(75, ["hub: venter"], "sync", "--data", "soroe")
    try desk.alter("soroe", "UPDATE peer SET last_attempt = last_attempt - 600000")
    try desk.refused(77, ["kender ikke"], "sync", "--data", "soroe")
    let code = try desk.invite("soroe", "--data", "hub")
    try desk.ok("peer", "join", "http://127.0.0.1:\(hub.port)", code, "--data", "soroe")
    try desk.ok("sync", "--data", "soroe")
    let peer = try desk.peer(of: "soroe")
    #expect(peer["failures"] as? Int == 0)
    #expect(peer["failing_since"] is NSNull)
    #expect(peer["equal"] as? Bool == true)
  }

  @Test func `keeps no other peer waiting`() throws {
    try desk.node("slagelse")
    let other = try Serving("slagelse", at: desk)
    let code = try desk.invite("soroe", "--data", "slagelse")
    try desk.ok(
      "peer", "join", "http://127.0.0.1:\(other.port)", code, "--name", "slagelse", "--data",
      "soroe")
    for _ in 0..<2 { _ = try desk.viden("sync", "hub", "--data", "soroe") }
    let outcome = try desk.viden("sync", "--data", "soroe")
    #expect(outcome.code == 75)
    #expect(outcome.err.contains("hub: venter"))
    let peers = try #require(try desk.status("soroe")["peers"] as? [[String: Any]])
    #expect(peers.map { $0["equal"] as? Bool } == [false, true])
  }

  @Test func `is no reason to take a wrong size or wait`() throws {
    for wrong in ["0", "1x", "257k", "9223372036854775807k", "-1", ""] {
      try desk.refused(
        64, ["--max-batch", "32k"], "sync", "--max-batch", wrong, "--data", "soroe")
    }
    try desk.refused(64, ["--jitter"], "sync", "--jitter", "3601", "--data", "soroe")
    try desk.refused(
      77, ["kender ikke"], "sync", "hub", "--max-batch", "32k", "--jitter", "0", "--data", "soroe")
  }
}
