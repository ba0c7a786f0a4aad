import Foundation
import Testing

@Suite struct `Reference records on the command line` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
  }

  static let prices = """
    kanal;pris;fra;kilde
    personlig;100;2010-01-01;Solrød 2010
    telefon;50;01-01-2010;Solrød 2010
    chat;;2010-01-01;Solrød 2010

    """

  @Test func `are read from a file, listed as one, and read again for nothing`() throws {
    try desk.write("priser.csv", Self.prices)
    let words = ["reference", "import", "priser", "priser.csv", "--owner", "national"]
    func importAgain() throws -> String {
      try Program.run(words + ["--data", "node"], in: desk.path).out
    }
    #expect(try importAgain() == "3 linjer lagt til, 0 fjernet.\n")
    #expect(try importAgain() == "0 linjer lagt til, 0 fjernet.\n")
    let listed = try desk.ok(
      "reference", "list", "priser", "--owner", "national", "--data", "node")
    #expect(
      listed == """
        kanal;pris;fra;kilde
        chat;;2010-01-01;Solrød 2010
        personlig;100;2010-01-01;Solrød 2010
        telefon;50;2010-01-01;Solrød 2010
        """)
    #expect(try desk.ok("reference", "list", "--data", "node").contains("priser: 0"))
  }

  @Test func `that are replaced lose what the file lacks`() throws {
    try desk.ok("reference", "import", "priser", "-", "--data", "node", input: Self.prices)
    let fewer =
      "kanal;pris;fra;kilde\nbrev;120;2010-01-01;Solrød 2010\nchat;;2010-01-01;Solrød 2010\n"
    #expect(
      try desk.ok("reference", "import", "priser", "-", "--replace", "--data", "node", input: fewer)
        == "1 linjer lagt til, 2 fjernet.")
    #expect(
      try desk.ok("reference", "remove", "priser", "-", "--data", "node", input: fewer)
        == "0 linjer lagt til, 2 fjernet.")
  }

  @Test func `with something wrong name file, row and cell, and leave all as it was`() throws {
    try desk.write(
      "tider.csv", "afdeling;kanal;tider\na;telefon;ma 8-9\nb;fax;ma 8-9\nc;chat;ma 9-8\n")
    try desk.refused(
      65, ["tider.csv", "linje 3: kanal", "linje 4: tider", "Intet er gemt"],
      "reference", "import", "tider", "tider.csv", "--data", "node")
    #expect(try desk.ok("reference", "list", "--data", "node").contains("tider: 0"))
    try desk.refused(
      64, ["afdelinger, telefoner"], "reference", "list", "klokken", "--data", "node")
    try desk.write("latin.csv", bytes: Array("kode;navn\nby;S".utf8) + [0xF8, 0x0A])
    try desk.refused(
      65, ["linje 2", "UTF-8"], "reference", "import", "afdelinger", "latin.csv", "--data", "node")
  }
}
