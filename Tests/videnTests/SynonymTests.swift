import Foundation
import Testing

@Suite struct `Synonyms on the command line` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
  }

  private func run(_ words: [String]) throws -> String {
    let outcome = try Program.run(words, in: desk.path)
    #expect(outcome.code == 0, "\(words): \(outcome.err)")
    return outcome.out.trimmingCharacters(in: .newlines)
  }

  @Test func `are added, listed, used by search, and taken away`() throws {
    try desk.ok(
      "article", "new", "--title", "Affald og genbrug", "--author", "MKJ, Borgerservice", "--data",
      "node")
    #expect(try desk.ok("search", "skrald", "--data", "node").contains("Ingen svar"))
    let words = ["affald", "Skrald", "--owner", "national", "--data", "node"]
    #expect(
      try run(["synonym", "add"] + words) == "Tilføjet: affald, skrald")
    #expect(
      try run(["synonym", "add"] + words) == "De ord var synonymer i forvejen.")
    #expect(try desk.ok("synonym", "list", "--data", "node") == "affald, skrald  [national]")
    #expect(try desk.ok("search", "skrald", "--data", "node").contains("Affald og genbrug"))
    try desk.ok("check", "--data", "node")
    #expect(try run(["synonym", "remove"] + words) == "Fjernet: affald, skrald")
    #expect(try desk.ok("search", "skrald", "--data", "node").contains("Ingen svar"))
    #expect(try desk.ok("synonym", "list", "--data", "node").isEmpty)
  }

  @Test func `of one word are refused, and nothing is written`() throws {
    try desk.refused(64, ["ORD", "2 til 12"], "synonym", "add", "affald", "--data", "node")
    #expect(try desk.ok("synonym", "list", "--data", "node").isEmpty)
  }
}
