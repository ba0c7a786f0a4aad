import Foundation
import Testing

/// Two nodes that can reach a file store and not each other.
@Suite struct `Through a relay folder` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    for node in ["hub", "soroe"] { try desk.node(node) }
    try desk.ok("peer", "add", "soroe", "--ticket-out", "soroe.billet", "--data", "hub")
    try desk.ok("peer", "add", "hub", "--ticket", "soroe.billet", "--data", "soroe")
    try desk.ok("article", "new", "--title", "Pas", "--data", "soroe")
    try desk.ok("article", "new", "--title", "Kørekort", "--data", "hub")
    try FileManager.default.createDirectory(
      atPath: desk.path + "/fælles", withIntermediateDirectories: true)
  }

  private func isEqual() throws -> Bool {
    try desk.status("soroe")["digest"] as? String == desk.status("hub")["digest"] as? String
  }

  @Test func `nodes become equal in silence, and know it`() throws {
    for node in ["soroe", "hub", "soroe", "hub", "soroe"] {
      #expect(try desk.ok("relay", "fælles", "--data", node) == "")
    }
    #expect(try isEqual())
    let report = try #require(
      try desk.viden("relay", "fælles", "--json", "--data", "hub").json().first)
    #expect(report["equal"] as? [String] == ["soroe"])
    #expect(report["problems"] as? [String] == [])
  }

  @Test func `a file that is not what its name says is told of, and the rest goes on`() throws {
    for node in ["soroe", "hub"] { try desk.ok("relay", "fælles", "--data", node) }
    let files = try FileManager.default.contentsOfDirectory(atPath: desk.path + "/fælles")
    let bundle = try #require(files.first { $0.hasSuffix(".bundle") })
    let bytes = try desk.bytes("fælles/\(bundle)")
    try desk.write("fælles/\(bundle)", bytes: Array(bytes.dropLast(9)))
    try desk.write("fælles/læs mig.txt", "intet for os")
    try desk.refused(75, ["hub: ", bundle, "ikke hel"], "relay", "fælles", "--data", "soroe")
    for node in ["hub", "soroe", "hub"] { try desk.ok("relay", "fælles", "--data", node) }
    #expect(try isEqual())
    // A node's own card is written anew before anybody looks at it, the other's is not.
    let cards = files.filter { $0.hasSuffix(".card") }
    let outcomes = try cards.flatMap { card in
      try desk.write("fælles/\(card)", "FVRELAYC?")
      return try ["hub", "soroe"].map { try desk.viden("relay", "fælles", "--data", $0) }
    }
    #expect(outcomes.map(\.code).sorted() == [0, 0, 0, 76])
  }

  @Test func `a folder that is not there, or not ours to write in, is a clear error`() throws {
    try desk.refused(66, ["ingen", "findes ikke"], "relay", "ingen", "--data", "hub")
    try desk.refused(64, ["adresse"], "relay", "ftp://x/y", "--data", "hub")
    try desk.refused(64, ["adresse"], "relay", "https://navn:kode@x/y", "--data", "hub")
    try desk.refused(
      64, ["--password-file"], "relay", "https://x/y", "--user", "navn", "--data", "hub")
    try desk.refused(69, ["kan ikke nås"], "relay", "http://127.0.0.1:9/", "--data", "hub")
    try desk.ok("relay", "http://127.0.0.1:9/", "--offline-ok", "--data", "hub")
    try desk.node("ene")
    try desk.refused(78, ["ingen part"], "relay", "fælles", "--data", "ene")
  }
}

/// The same through nginx with its two WebDAV modules, as viden-handbook(7) sets it up.
@Suite(.enabled(if: DAVServer.isPossible)) struct `Through a WebDAV server` {
  let desk: Desk
  let server: DAVServer

  init() throws {
    desk = try Desk()
    server = try DAVServer(at: desk)
    for node in ["hub", "soroe"] { try desk.node(node) }
    try desk.ok("peer", "add", "soroe", "--ticket-out", "soroe.billet", "--data", "hub")
    try desk.ok("peer", "add", "hub", "--ticket", "soroe.billet", "--data", "soroe")
    try desk.ok("article", "new", "--title", "Pas", "--data", "soroe")
    try desk.ok("article", "new", "--title", "Kørekort", "--data", "hub")
    try desk.secret("kode", "hemmelig\n")
  }

  private func relay(_ node: String, _ more: String...) throws -> Program.Outcome {
    try Program.run(
      [
        "relay", server.address, "--user", "node", "--password-file", "kode", "--data", node,
      ] + more, in: desk.path)
  }

  @Test func `nodes become equal, and nothing is left but what they hold`() throws {
    for node in ["soroe", "hub", "soroe", "hub", "soroe", "hub"] {
      let outcome = try relay(node)
      #expect(outcome.code == 0, "\(outcome.err)")
      #expect(outcome.err + outcome.out == "")
    }
    #expect(
      try desk.status("soroe")["digest"] as? String == desk.status("hub")["digest"] as? String)
    let files = try FileManager.default.contentsOfDirectory(atPath: server.files)
    #expect(files.count == 2)
    #expect(files.allSatisfy { $0.hasSuffix(".card") })
  }

  @Test func `a wrong password, a wrong place and a server without WebDAV are told apart`() throws {
    try desk.secret("kode", "forkert\n")
    let wrong = try relay("hub")
    #expect(wrong.code == 77)
    #expect(wrong.err.contains("navnet eller adgangskoden"))
    try desk.refused(
      66, ["findes ikke"], "relay", server.address + "ingen/", "--data", "hub", "--user", "node",
      "--password-file", try desk.secret("kode2", "hemmelig\n"))
    try desk.refused(76, ["PROPFIND", "WebDAV"], "relay", server.plain, "--data", "hub")
    try desk.secret("kode", "hemmelig\n", for: true)
    let open = try relay("hub")
    #expect(open.code == 78)
    #expect(open.err.contains("chmod 600"))
  }

  @Test func `a server that takes nothing, or nothing long, says so, and nothing is lost`() throws {
    let before = try desk.standing("hub")
    try desk.refused(76, ["PUT (405)"], "relay", server.readOnly, "--data", "hub")
    try desk.refused(73, ["ikke plads", "413"], "relay", server.small, "--data", "hub")
    #expect(try desk.standing("hub") == before)
    for node in ["hub", "soroe", "hub", "soroe"] { #expect(try relay(node).code == 0) }
    #expect(
      try desk.status("soroe")["digest"] as? String == desk.status("hub")["digest"] as? String)
  }
}

extension Desk {
  /// A file with something secret in it.
  @discardableResult
  fileprivate func secret(
    _ file: String, _ text: String, for everybody: Bool = false
  ) throws -> String {
    try write(file, text)
    try FileManager.default.setAttributes(
      [.posixPermissions: everybody ? 0o644 : 0o600], ofItemAtPath: path + "/" + file)
    return file
  }
}
