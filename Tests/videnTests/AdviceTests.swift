import Foundation
import Testing

@Suite struct `Advice on the command line` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
  }

  @Test func `is given on a file and on an article, with the line`() throws {
    try desk.write(
      "pas.md",
      "---\nid: pas\ntitel: Pas\nkort_svar: Bestil tid.\n---\n\nDu skal bestille tid.\n\n[Læs mere](https://a.dk)\n"
    )
    let ofFile = try desk.viden("article", "advise", "pas.md", "--data", "node")
    #expect(ofFile.code == 1)
    #expect(
      ofFile.out
        == "brødtekst, linje 3: Linket “Læs mere” siger ikke, hvor det fører hen. Skriv for eksempel: Bestil tid til pas.\n"
    )
    try desk.write("ind/pas.md", String(decoding: desk.bytes("pas.md"), as: UTF8.self))
    try desk.ok("import", "ind", "--data", "node")
    let ofArticle = try desk.viden("article", "advise", "pas", "--data", "node")
    #expect(ofArticle.code == 1 && ofArticle.out == ofFile.out)
    try desk.ok("article", "edit", "pas", "--body", "Du skal bestille tid.", "--data", "node")
    #expect(try desk.ok("article", "advise", "pas", "--data", "node") == "Ingen råd.")
  }

  @Test func `says how hard a text is`() throws {
    let sentence =
      "Kommunalbestyrelsens sagsbehandlingstidsfrister administreres efter forvaltningslovens bestemmelser. "
    try desk.write("svær.md", "# Svær\n\n" + String(repeating: sentence, count: 6))
    let outcome = try desk.viden("article", "advise", "svær.md", "--data", "node")
    #expect(outcome.out.hasPrefix("Læsbarhed: LIX "))
    #expect(outcome.out.contains("svær at læse"))
  }

  @Test func `is not given on what is not there`() throws {
    try desk.refused(66, ["ingenting"], "article", "advise", "ingenting", "--data", "node")
    try desk.write("tom.md", "uden titel\n")
    try desk.refused(65, ["tom.md"], "article", "advise", "tom.md", "--data", "node")
  }

  @Test func `and what the municipality lacks is listed`() throws {
    try desk.write(
      "ind/pas.md", "---\nid: pas\ntitel: Pas\n---\n\nSe åbningstiderne i din kommune.\n")
    try desk.write("ind/b.md", "---\nid: b\ntitel: Andet\n---\n\nGør det på nettet.\n")
    try desk.ok("import", "ind", "--approve", "--data", "node")
    #expect(
      try desk.ok("article", "checklist", "--data", "node")
        == "Lokale tillæg i Sorø: 0 af 1 gælder.\nmangler  pas  Pas  (nævner åbningstider; siger, at det er forskelligt i kommunerne)"
    )
    #expect(
      try desk.ok(
        "article", "checklist", "--missing", "--municipality", "Slagelse", "--data", "node"
      )
      .hasPrefix("Lokale tillæg i Slagelse: 0 af 1"))
    try desk.ok("article", "checklist", "--not-needed", "pas", "--data", "node")
    #expect(
      try desk.ok("article", "checklist", "--data", "node").contains("behøves ikke pas  Pas"))
    #expect(
      try desk.ok("article", "checklist", "--missing", "--data", "node")
        == "Lokale tillæg i Sorø: 0 af 1 gælder.")
    try desk.ok("article", "checklist", "--needed", "pas", "--data", "node")
    #expect(try desk.ok("article", "checklist", "--data", "node").contains("\nmangler  pas"))
    try desk.refused(
      66, ["findes-ikke"], "article", "checklist", "--not-needed", "findes-ikke", "--data", "node")
    try desk.refused(
      64, ["--municipality"], "article", "checklist", "--municipality", "national", "--data", "node"
    )
  }
}
