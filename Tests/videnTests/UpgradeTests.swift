import Foundation
import SQLite
import Testing

/// A database that a newer release has taken further.
@Suite struct `A base from the future` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
    try desk.ok("article", "new", "--title", "Pas", "--data", "node")
    try Connection(path: desk.path + "/node/replica.sqlite", mode: .readWrite).script(
      "PRAGMA user_version = 900; PRAGMA wal_checkpoint(TRUNCATE)")
  }

  @Test(arguments: [
    ["status"], ["sync"], ["serve", "--listen", "127.0.0.1:0"], ["search", "pas"], ["check"],
    ["article", "new", "--title", "Nyt"], ["backup", "--folder", "kopier"], ["rebuild"],
  ])
  func `is refused in plain words by every command, and left as it is`(words: [String]) throws {
    let before = try desk.bytes("node/replica.sqlite")
    let outcome = try Program.run(words + ["--data", "node"], in: desk.path)
    #expect(outcome.code == 76, "\(outcome.err)")
    #expect(outcome.err.contains("er fra en nyere viden (trin 900"))
    #expect(outcome.err.contains("opdatér viden"))
    #expect(outcome.err.count { $0.isNewline } == 1)
    #expect(outcome.out == "")
    #expect(try desk.bytes("node/replica.sqlite") == before)
  }
}
