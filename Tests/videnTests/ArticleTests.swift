import Foundation
import Testing

@Suite struct `An article on the command line` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
  }

  func by(_ author: String, _ words: String...) throws -> String {
    let outcome = try Program.run(words + ["--author", author, "--data", "node"], in: desk.path)
    #expect(outcome.code == 0, "\(outcome.err)")
    return outcome.out.trimmingCharacters(in: .newlines)
  }

  @Test func `is written, read, approved, changed and withdrawn`() throws {
    let id = try by(
      "MKJ", "article", "new", "--title", "Pas", "--short", "Mød op.", "--body", "Bestil tid.",
      "--kle", "23.09.02", "--keyword", "pas", "--keyword", "rejse")
    try desk.refused(
      66, [id, "ikke godkendt"], "article", "show", id, "--published", "--data", "node")
    #expect(try desk.ok("search", "pas", "--public", "--data", "node").contains("Ingen svar"))

    try desk.refused(
      77, ["MKJ", "En anden skal godkende"], "article", "approve", id, "--author", "MKJ", "--data",
      "node")
    try desk.refused(
      77, ["mkj"], "article", "approve", id, "--author", " mkj ", "--data", "node")
    #expect(try by("KKR", "article", "approve", id).hasPrefix("Godkendt med ændring "))
    let published = try desk.ok("article", "show", id, "--published", "--data", "node")
    #expect(published.contains("titel: Pas"))
    #expect(published.contains("status: godkendt"))
    #expect(published.hasSuffix("Bestil tid."))
    #expect(try desk.ok("search", "pas", "--public", "--data", "node").contains("Pas"))

    #expect(
      try by("LHA", "article", "edit", id, "--body", "Bestil tid først.").hasPrefix("Gemt som "))
    #expect(try by("LHA", "article", "edit", id, "--body", "Bestil tid først.") == "Uændret.")
    #expect(
      try desk.ok("article", "show", id, "--published", "--data", "node") == published)
    let diff = try desk.ok("article", "diff", id, "--data", "node")
    #expect(diff.contains("{+"))
    #expect(diff.contains("først"))

    let log = try desk.ok("article", "log", id, "--data", "node")
    for author in ["MKJ", "KKR", "LHA"] { #expect(log.contains(author)) }
    #expect(
      try by("KKR", "article", "withdraw", id, "--reason", "Se borger.dk")
        .hasPrefix("Trukket tilbage med ændring "))
    #expect(try desk.ok("search", "pas", "--public", "--data", "node").contains("Ingen svar"))
    #expect(
      try desk.ok("article", "show", id, "--published", "--data", "node").contains("Se borger.dk"))
    #expect(try desk.ok("check", "--data", "node") == "Alt stemmer.")
  }

  @Test func `may be approved by its author where the node says so`() throws {
    try desk.node("egen", "--own-approval")
    let id = try desk.ok("article", "new", "--title", "Pas", "--data", "egen")
    #expect(try desk.ok("article", "approve", id, "--data", "egen").hasPrefix("Godkendt"))
  }

  @Test func `comes from a file or standard input, and options go before what the file says`()
    throws
  {
    try desk.write("pas.md", "---\nid: pas\ntitel: Fra filen\n---\n\nTekst.\n")
    let id = try by("MKJ", "article", "new", "--file", "pas.md", "--title", "Fra tilvalget")
    let shown = try desk.ok("article", "show", "pas", "--data", "node")
    #expect(shown.contains("titel: Fra tilvalget"))
    #expect(shown.hasSuffix("Tekst."))
    try desk.ok(
      "article", "edit", id, "--file", "-", "--data", "node",
      input: "---\nid: pas\ntitel: Fra standard ind\n---\n\nNy tekst.\n")
    #expect(try desk.ok("article", "show", id, "--data", "node").hasSuffix("Ny tekst."))
  }

  @Test func `edited on an old version is merged with what came meanwhile`() throws {
    let id = try by("MKJ", "article", "new", "--title", "Pas", "--body", "Et.\n\nTo.\n\nTre.")
    let version = try #require(
      try desk.viden("article", "show", id, "--json", "--data", "node").json().first?["version"]
        as? String)
    _ = try by("KKR", "article", "edit", id, "--body", "Et, rettet.\n\nTo.\n\nTre.")
    let said = try by(
      "LHA", "article", "edit", id, "--body", "Et.\n\nTo.\n\nTre, rettet.", "--version", version)
    #expect(said.contains("flettet med 1"))
    #expect(
      try desk.ok("article", "show", id, "--data", "node").hasSuffix(
        "Et, rettet.\n\nTo.\n\nTre, rettet."))
    // Approving the old version lets out the old text.
    _ = try by("NN", "article", "approve", id, "--version", version)
    #expect(
      try desk.ok("article", "show", id, "--published", "--data", "node").hasSuffix(
        "Et.\n\nTo.\n\nTre."))
  }

  @Test func `that is not there, or a version that is not, is named`() throws {
    let before = try desk.standing()
    for words in [["show"], ["log"], ["diff"], ["approve"], ["edit", "--title", "T"]] {
      let outcome = try Program.run(
        ["article", words[0], "findes-ikke"] + words.dropFirst() + ["--data", "node"], in: desk.path
      )
      #expect(outcome.code == 66)
      #expect(
        outcome.err == "viden: der er ingen artikel »findes-ikke« her; viden search finder dem\n")
    }
    let id = try by("MKJ", "article", "new", "--title", "Pas")
    try desk.refused(
      66, ["00c0ffee00c0ffee-17"], "article", "approve", id, "--version", "00c0ffee00c0ffee-17",
      "--author", "KKR", "--data", "node")
    #expect(try desk.standing() != before)
  }

  @Test func `that cannot be one is refused with the field and the cure`() throws {
    let before = try desk.standing()
    try desk.refused(65, ["Titel"], "article", "new", "--body", "Uden titel", "--data", "node")
    try desk.refused(
      65, ["»23.3«", "38.14.04"], "article", "new", "--title", "T", "--kle", "23.3", "--data",
      "node")
    try desk.refused(
      65, ["»alle«", "borger"], "article", "new", "--title", "T", "--audience", "alle", "--data",
      "node")
    try desk.refused(
      65, ["tegn for lang"], "article", "new", "--title", String(repeating: "æ", count: 201),
      "--data", "node")
    try desk.refused(66, ["væk.md"], "article", "new", "--file", "væk.md", "--data", "node")
    try desk.write("fejl.md", "---\ntitel: [\n---\n")
    try desk.refused(
      65, ["fejl.md", "linje 2"], "article", "new", "--file", "fejl.md", "--data", "node")
    #expect(try desk.standing() == before)
  }
}
