import Foundation
import SQLite
import Testing

/// What is wrong outside the program: each gives one line that says what, where and what to do,
/// the exit code that belongs to it, and a replica as it was.
@Suite struct `Bad input` {
  let desk: Desk

  init() throws {
    desk = try Desk()
  }

  static let reading = [
    ["status"], ["check"], ["rebuild"], ["search", "pas"], ["conflicts"], ["peer", "list"],
    ["article", "show", "x"], ["article", "new", "--title", "T"], ["export", "ud"], ["sync"],
    ["serve", "--listen", "127.0.0.1:0"],
  ]

  @Test(arguments: `Bad input`.reading)
  func `without a node in the folder names the folder and init`(words: [String]) throws {
    let outcome = try Program.run(words + ["--data", "ingen"], in: desk.path)
    #expect(outcome.code == 66)
    #expect(
      outcome.err
        == "viden: der er ingen node i ingen; opret en med viden init, eller vælg mappen med --data\n"
    )
    #expect(!FileManager.default.fileExists(atPath: desk.path + "/ingen"))
  }

  @Test(arguments: `Bad input`.reading)
  func `in place of the database is told apart from a database`(words: [String]) throws {
    try desk.write("node/replica.sqlite", String(repeating: "Det er ikke en database. ", count: 99))
    let before = try desk.bytes("node/replica.sqlite")
    let outcome = try Program.run(words + ["--data", "node"], in: desk.path)
    #expect(outcome.code == 65)
    #expect(outcome.err.contains("node/replica.sqlite er ikke en database"))
    #expect(outcome.err.count { $0.isNewline } == 1)
    #expect(try desk.bytes("node/replica.sqlite") == before)
  }

  @Test(arguments: `Bad input`.reading)
  func `of another program's database says so`(words: [String]) throws {
    try foreignDatabase(at: "node/replica.sqlite")
    let before = try desk.bytes("node/replica.sqlite")
    let outcome = try Program.run(words + ["--data", "node"], in: desk.path)
    #expect(outcome.code == 65)
    #expect(outcome.err.contains("hører til et andet program"))
    #expect(outcome.err.count { $0.isNewline } == 1)
    #expect(try desk.bytes("node/replica.sqlite") == before)
    #expect(try desk.viden("init", "--municipality", "0340", "--data", "node").code == 73)
  }

  func foreignDatabase(at path: String) throws {
    try FileManager.default.createDirectory(
      atPath: desk.path + "/node", withIntermediateDirectories: true)
    let connection = try Connection(path: "\(desk.path)/\(path)", mode: .create)
    try connection.script("PRAGMA journal_mode = DELETE")
    try connection.script("CREATE TABLE bog(titel TEXT); INSERT INTO bog VALUES ('Fremmed')")
  }

  @Test func `of a municipality's code suggests the right one`() throws {
    try desk.refused(64, ["»Soro«", "0340 Sorø"], "init", "--municipality", "Soro", "--data", "n")
    try desk.refused(64, ["»0341«"], "init", "--municipality", "0341", "--data", "n")
    try desk.refused(
      64, ["»340«", "0340 Sorø"], "init", "--municipality", "340", "--data", "n")
    #expect(!FileManager.default.fileExists(atPath: desk.path + "/n"))
  }

  @Test func `of a second init leaves the node as it is`() throws {
    try desk.node()
    let before = try desk.standing()
    try desk.refused(
      73, ["allerede en node i node"], "init", "--municipality", "0330", "--data", "node")
    #expect(try desk.standing() == before)
  }

  @Test func `of init's options makes no node`() throws {
    try desk.refused(
      64, ["--ticket mangler"], "init", "--municipality", "0340", "--hub", "http://h", "--data", "n"
    )
    try desk.refused(
      64, ["--hub mangler"], "init", "--municipality", "0340", "--ticket",
      try ticket(), "--data", "n")
    try desk.refused(
      64, ["--url", "»hub:8400«", "http://"], "init", "--municipality", "0340", "--hub", "hub:8400",
      "--ticket", try ticket(), "--data", "n")
    try desk.refused(
      64, ["--name", "en linje"], "init", "--municipality", "0340", "--name", "en\nto", "--data",
      "n")
    try desk.refused(
      78, ["ingen.billet"], "init", "--municipality", "0340", "--hub", "http://h", "--ticket",
      "ingen.billet", "--data", "n")
    try desk.write("falsk.billet", "<html>Log ind</html>\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: desk.path + "/falsk.billet")
    try desk.refused(
      78, ["falsk.billet", "ikke en billet"], "init", "--municipality", "0340", "--hub", "http://h",
      "--ticket", "falsk.billet", "--data", "n")
    #expect(!FileManager.default.fileExists(atPath: desk.path + "/n"))
  }

  /// A sound ticket.
  func ticket() throws -> String {
    let path = "hub.billet"
    let digits = String(repeating: "a1", count: 32)
    try desk.write(
      path, "faellesviden-billet 1\nnavn: Hub\nnode: 00000000000000ff\nnoegle: \(digits)\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: "\(desk.path)/\(path)")
    return path
  }

  @Test func `of a ticket that others can read is refused with what to do`() throws {
    try desk.node()
    let path = try ticket()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: "\(desk.path)/\(path)")
    try desk.refused(
      78, [path, "chmod 600"], "peer", "add", "hub", "--ticket", path, "--data", "node")
    #expect(try desk.ok("peer", "list", "--data", "node") == "")
  }

  @Test func `of a peer that is there, or cannot be, changes nothing`() throws {
    try desk.node()
    try desk.ok("peer", "add", "bus", "--ticket-out", "bus.billet", "--data", "node")
    let before = try desk.ok("peer", "list", "--data", "node")
    let key = try desk.bytes("node/keys/bus.key")
    let written = try desk.bytes("bus.billet")
    try desk.refused(
      73, ["»bus«", "et andet navn"], "peer", "add", "bus", "--ticket-out", "bus.billet", "--data",
      "node")
    try desk.refused(
      73, ["»bus«"], "peer", "add", "bus", "--ticket", try ticket(), "--data", "node")
    try desk.refused(
      73, ["findes/ikke.billet"], "peer", "add", "ny", "--ticket-out", "findes/ikke.billet",
      "--data", "node")
    try desk.refused(
      64, ["NAVN", "»../ny«"], "peer", "add", "../ny", "--ticket-out", "ny.billet", "--data", "node"
    )
    #expect(try desk.ok("peer", "list", "--data", "node") == before)
    #expect(try desk.bytes("node/keys/bus.key") == key)
    #expect(try desk.bytes("bus.billet") == written)
  }

  @Test func `of a bundle that is none, cut or a stranger's names the file`() throws {
    for node in ["soroe", "bus", "fremmed"] { try desk.node(node) }
    try desk.ok("peer", "add", "bus", "--ticket-out", "bus.billet", "--data", "soroe")
    try desk.ok("peer", "add", "soroe", "--ticket", "bus.billet", "--data", "bus")
    try desk.ok("peer", "add", "x", "--ticket-out", "x.billet", "--data", "fremmed")
    try desk.ok("article", "new", "--title", "Pas", "--data", "soroe")
    try desk.ok("bundle", "write", "stik.fv", "--data", "soroe")
    let before = try desk.standing("bus")
    try desk.write("tekst.fv", "ikke et bundt")
    try desk.refused(76, ["tekst.fv"], "bundle", "read", "tekst.fv", "--data", "bus")
    try desk.write("kort.fv", bytes: Array(try desk.bytes("stik.fv").dropLast(40)))
    try desk.refused(65, ["kort.fv"], "bundle", "read", "kort.fv", "--data", "bus")
    try desk.refused(66, ["væk.fv"], "bundle", "read", "væk.fv", "--data", "bus")
    #expect(try desk.standing("bus") == before)
    try desk.refused(77, ["stik.fv", "fremmed"], "bundle", "read", "stik.fv", "--data", "fremmed")
    #expect(try desk.ok("bundle", "read", "stik.fv", "--data", "bus").hasPrefix("3 nye ændringer"))
    #expect(
      try desk.status("bus")["digest"] as? String == desk.status("soroe")["digest"] as? String)
  }

  @Test func `of a damaged change is one line, and check finds it`() throws {
    try desk.node()
    let id = try desk.ok("article", "new", "--title", "Pas", "--data", "node")
    do {
      let connection = try Connection(path: desk.path + "/node/replica.sqlite", mode: .readWrite)
      try connection.execute("UPDATE change SET payload = x'ff'")
    }
    try desk.refused(74, ["beskadiget", "viden check"], "article", "log", id, "--data", "node")
    let check = try desk.viden("check", "--data", "node")
    #expect(check.code == 1)
    #expect(check.err.contains("hent en sikkerhedskopi"))
  }
}
