import Foundation
import SQLite
import Testing

@Suite struct `Check and rebuild` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
    try desk.write("ind/pas.md", "---\nid: pas\ntitel: Pas\n---\n\nMød op.\n")
    try desk.write("ind/vej.md", "---\nid: vej\ntitel: Vej\n---\n\nRing.\n")
    try desk.ok("import", "ind", "--approve", "--data", "node")
  }

  func damage(_ sql: String) throws {
    let connection = try Connection(path: desk.path + "/node/replica.sqlite", mode: .readWrite)
    try connection.script(sql)
  }

  @Test func `find nothing wrong in a sound node, and rebuilding changes nothing`() throws {
    #expect(try desk.ok("check", "--data", "node") == "Alt stemmer.")
    let before = try desk.standing()
    let found = try desk.ok("search", "mød", "--json", "--data", "node")
    #expect(try desk.ok("rebuild", "--data", "node") == "2 dokumenter er lavet igen.")
    #expect(try desk.standing() == before)
    #expect(try desk.ok("search", "mød", "--json", "--data", "node") == found)
    #expect(try desk.ok("check", "--data", "node") == "Alt stemmer.")
  }

  @Test func `find a projection that is not what its changes make it, and mend it`() throws {
    let before = try desk.standing()
    try damage("UPDATE state SET state = (SELECT state FROM state ORDER BY document DESC LIMIT 1)")
    let check = try desk.viden("check", "--data", "node")
    #expect(check.code == 1)
    #expect(check.out == "")
    #expect(check.err.contains("kør viden rebuild"))
    try desk.ok("rebuild", "--data", "node")
    #expect(try desk.ok("check", "--data", "node") == "Alt stemmer.")
    #expect(try desk.standing() == before)
  }

  @Test func `find a change whose hash does not fit`() throws {
    try damage("UPDATE change SET chain = randomblob(32) WHERE position = 1")
    let check = try desk.viden("check", "--data", "node")
    #expect(check.code == 1)
    #expect(check.err.contains("hent en sikkerhedskopi"))
  }
}
