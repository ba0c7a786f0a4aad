import Foundation
import Testing

extension Desk {
  /// The code that `viden peer invite` prints.
  func invite(_ words: String...) throws -> String {
    let outcome = try Program.run(["peer", "invite"] + words, in: path)
    #expect(outcome.code == 0, "\(outcome.err)")
    let line = outcome.out.split(separator: "\n").first { $0.hasPrefix("  ") }
    return try #require(line?.trimmingCharacters(in: .whitespaces))
  }
}

/// `viden peer invite` and `viden peer join` as two people with a telephone use them.
@Suite struct `Pairing two nodes` {
  let desk: Desk
  let hub: Serving
  let url: String

  init() throws {
    desk = try Desk()
    try desk.node("hub", "--name", "Fælles hub")
    try desk.node("soroe")
    hub = try Serving("hub", at: desk)
    url = "http://127.0.0.1:\(hub.port)"
  }

  @Test func `takes a code, and then they are equal`() throws {
    try desk.ok("article", "new", "--title", "Pas", "--data", "soroe")
    let code = try desk.invite("soroe", "--data", "hub")
    let said = try desk.ok("peer", "join", url, code, "--data", "soroe")
    #expect(said.contains("faelles-hub (Fælles hub) er nu en part"))
    #expect(try desk.ok("sync", "--data", "soroe") == "")
    #expect(
      try desk.status("soroe")["digest"] as? String == desk.status("hub")["digest"] as? String)
  }

  @Test func `takes a code in any spelling that a person would try`() throws {
    let code = try desk.invite("soroe", "--scopes", "mirror", "--data", "hub")
    let words = code.lowercased().split(separator: "-").map(String.init)
    let outcome = try Program.run(
      ["peer", "join", url] + words + ["--data", "soroe", "--name", "hub"], in: desk.path)
    #expect(outcome.code == 0, "\(outcome.err)")
    #expect(outcome.out.contains("Der må vi: mirror (hente det, borgere må læse)."))
    #expect(try desk.ok("peer", "list", "--data", "hub").hasSuffix("mirror"))
  }

  @Test func `with a mistyped code says so and asks nobody`() throws {
    let code = try desk.invite("soroe", "--data", "hub")
    let last = code.hasSuffix("7") ? "8" : "7"
    let nobody = "http://127.0.0.1:9"
    try desk.refused(
      64, ["ikke skrevet rigtigt af"], "peer", "join", nobody, String(code.dropLast()) + last,
      "--data", "soroe")
    try desk.refused(
      64, ["28 tegn", "ikke 27"], "peer", "join", nobody, String(code.dropLast()), "--data",
      "soroe")
    try desk.refused(
      64, ["»U«"], "peer", "join", nobody, "U" + code.dropFirst(), "--data", "soroe")
    try desk.refused(64, ["KODE mangler"], "peer", "join", nobody, "--data", "soroe")
    try desk.refused(64, ["URL", "»hub«"], "peer", "join", "hub", code, "--data", "soroe")
    #expect(try desk.ok("peer", "list", "--data", "soroe") == "")
  }

  @Test func `with a used, a foreign or an own code says which`() throws {
    let code = try desk.invite("soroe", "--data", "hub")
    try desk.ok("peer", "join", url, code, "--data", "soroe")
    try desk.node("slagelse")
    try desk.refused(77, ["koden er brugt"], "peer", "join", url, code, "--data", "slagelse")
    try desk.refused(
      64, ["lavet her"], "peer", "join", url, code, "--data", "hub")
    let foreign = try desk.invite("en", "--data", "slagelse")
    try desk.refused(
      77, ["koden kendes ikke"], "peer", "join", url, foreign, "--data", "soroe")
    #expect(try desk.ok("peer", "list", "--data", "slagelse") == "")
  }

  @Test func `with an expired code says so`() throws {
    let code = try desk.invite("soroe", "--valid", "1s", "--data", "hub")
    // Waiting would be a test of the clock: the invitation is made old in the file instead.
    try desk.age("hub", invitationsBy: 7200)
    try desk.refused(77, ["udløbet"], "peer", "join", url, code, "--data", "soroe")
    try desk.refused(
      64, ["--valid", "»1år«"], "peer", "invite", "x", "--valid", "1år", "--data", "hub")
    try desk.refused(
      64, ["--valid", "30d"], "peer", "invite", "x", "--valid", "31d", "--data", "hub")
    try desk.refused(
      64, ["--scopes", "»alt«"], "peer", "invite", "x", "--scopes", "alt", "--data", "hub")
    try desk.refused(64, ["NAVN", "»a b«"], "peer", "invite", "a b", "--data", "hub")
  }

  @Test func `with nobody at the address, a portal or the wrong port says what it got`() throws {
    let code = try desk.invite("soroe", "--data", "hub")
    let gone = try Listener(answer: nil, port: 0).port
    try desk.refused(
      69, ["kan ikke nås"], "peer", "join", "http://127.0.0.1:\(gone)", code, "--data", "soroe")
    let page = "<html>Log ind</html>"
    let portal = try Listener(
      answer: Array("HTTP/1.1 200 OK\r\nContent-Length: \(page.utf8.count)\r\n\r\n\(page)".utf8))
    try desk.refused(
      69, ["ikke fra parten"], "peer", "join", "http://127.0.0.1:\(portal.port)", code, "--data",
      "soroe")
    // Nothing was used up.
    try desk.ok("peer", "join", url, code, "--data", "soroe")
  }

  @Test func `can be undone, moved and given another scope`() throws {
    let code = try desk.invite("soroe", "--data", "hub")
    try desk.ok("peer", "join", url, code, "--name", "hub", "--data", "soroe")
    try desk.ok("peer", "set", "hub", "--url", "http://127.0.0.1:9/", "--data", "soroe")
    #expect(try desk.ok("peer", "list", "--data", "soroe").contains("http://127.0.0.1:9\t"))
    try desk.ok("peer", "set", "soroe", "--scopes", "pull-public,push-own", "--data", "hub")
    #expect(try desk.ok("peer", "list", "--data", "hub").hasSuffix("pull-public,push-own"))
    try desk.refused(66, ["»nord«"], "peer", "set", "nord", "--scopes", "node", "--data", "hub")
    try desk.refused(64, ["--url eller --scopes"], "peer", "set", "soroe", "--data", "hub")
    try desk.refused(66, ["»nord«"], "peer", "rotate", "nord", "--data", "hub")
    try desk.refused(66, ["»nord«"], "peer", "remove", "nord", "--data", "hub")
    try desk.ok("peer", "set", "hub", "--url", url, "--data", "soroe")
    try desk.ok("peer", "remove", "soroe", "--data", "hub")
    #expect(try desk.ok("peer", "list", "--data", "hub") == "")
    try desk.refused(77, ["parten kender ikke vores nøgle"], "sync", "--data", "soroe")
  }

  @Test func `gives a key that can be changed from either side`() throws {
    let code = try desk.invite("soroe", "--data", "hub")
    try desk.ok("peer", "join", url, code, "--name", "hub", "--data", "soroe")
    var keys: Set<String> = []
    for (name, node) in [("hub", "soroe"), ("soroe", "hub")] {
      keys.insert(try desk.ok("peer", "list", "--data", "soroe"))
      try desk.ok("peer", "rotate", name, "--data", node)
      try desk.ok("sync", "--data", "soroe")
    }
    keys.insert(try desk.ok("peer", "list", "--data", "soroe"))
    #expect(keys.count == 3)
    #expect(try desk.ok("sync", "--data", "soroe") == "")
  }

  /// An implementation that shares no line with ours, written from Protocol/ alone.
  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
  func `is done by the reference too, and it gets everything`() throws {
    try desk.ok("article", "new", "--title", "Pas", "--data", "hub")
    let code = try desk.invite("python", "--data", "hub")
    func python(_ script: String, _ words: [String]) throws -> Program.Outcome {
      try Program.run(
        ["-B", Package.folder.appending(path: "tools/reference/\(script)").path] + words,
        of: URL(fileURLWithPath: "/usr/bin/python3"), in: desk.path)
    }
    let joined = try python("join.py", [url, code.lowercased(), "--key-out", "key.hex"])
    #expect(joined.code == 0, "\(joined.err)")
    let options = joined.out.split(whereSeparator: \.isWhitespace).map(String.init)
    let synced = try python("sync.py", [url + "/sync"] + options)
    #expect(synced.code == 0, "\(synced.err)")
    let digest = try #require(try desk.status("hub")["digest"] as? String)
    #expect(synced.out.contains("digest \(digest)"))
    let again = try python("join.py", [url, code, "--key-out", "to.hex"])
    #expect(again.code == 76)
    #expect(again.err.contains("invitationUsed"))
    #expect(try python("join.py", [url, code + "0", "--key-out", "to.hex"]).code == 64)
  }

  @Test func `prints the code for scripts`() throws {
    let outcome = try desk.viden(
      "peer", "invite", "soroe", "--json", "--scopes", "node", "--data", "hub")
    let line = try #require(try outcome.json().first)
    #expect(line.keys.sorted() == ["code", "expires", "name", "scopes"])
    #expect(line["scopes"] as? String == "node")
    let code = try #require(line["code"] as? String)
    try desk.ok("peer", "join", url, code, "--data", "soroe")
  }
}
