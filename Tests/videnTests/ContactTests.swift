import Foundation
import Testing

@Suite struct `Contacts on the command line` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
    try desk.write(
      "afdelinger.csv", "kode;navn;fra;til\nborgerservice;Borgerservice;2010-01-01;\n")
    try desk.ok("reference", "import", "afdelinger", "afdelinger.csv", "--data", "node")
  }

  private func exported(_ from: String = "2011-01-01", to: String = "2011-12-31") throws -> [String]
  {
    try desk.ok("contact", "export", "--from", from, "--to", to, "--data", "node")
      .split(separator: "\n").dropFirst().map(String.init)
  }

  @Test func `are counted, undone and exported`() throws {
    for _ in 0..<3 {
      try desk.ok(
        "contact", "add", "--channel", "telefon", "--date", "24-10-2011", "--department",
        "borgerservice", "--topic", "38.14.04", "--data", "node")
    }
    #expect(
      try desk.ok("contact", "undo", "--data", "node")
        == "Fortrudt: telefon, afsluttet straks, 38.14.04, Sorø 24-10-2011.")
    let row =
      "2011-10-24;0340;0340;borgerservice;telefon;ind;;information;straksafsluttet;;38.14.04;;talt;2"
    #expect(try exported() == [row])
    #expect(try desk.ok("contact", "seal", "--data", "node") == "Klar til at blive delt.")
    #expect(try desk.ok("contact", "seal", "--data", "node") == "Der er intet nyt at dele.")
    #expect(try exported() == [row])
    #expect(try desk.viden("contact", "undo", "--data", "node").code == 1)
    try desk.ok("check", "--data", "node")
  }

  @Test func `are corrected by a negative count with a reason, and never below nought`() throws {
    let words = ["--channel", "brev", "--date", "2011-10-24", "--data", "node"]
    func add(_ more: String...) throws -> Program.Outcome {
      try Program.run(["contact", "add"] + words + more, in: desk.path)
    }
    #expect(try add("--count", "5").code == 0)
    #expect(try add("--count", "-2").code == 64)
    #expect(try add("--count", "-2", "--reason", "talt-to-gange").code == 0)
    let refused = try add("--count", "-4", "--reason", "talt-to-gange")
    #expect(refused.code == 65 && refused.err.contains("der er talt 3"))
    let rows = try exported()
    #expect(rows.count == 2 && rows[0].hasSuffix(";talt;5"))
    #expect(rows.last?.hasSuffix(";talt-to-gange;-2") == true)
  }

  @Test func `are never in the future, on unknown codes or about a person`() throws {
    let add = ["contact", "add", "--data", "node", "--channel"]
    func refused(_ words: String..., saying part: String) throws {
      let outcome = try Program.run(add + words, in: desk.path)
      #expect(outcome.code == 65 && outcome.err.contains(part), "\(outcome.err)")
    }
    try refused("telefon", "--date", "31-12-2199", saying: "ikke kommet")
    try refused("fax", saying: "kanal")
    try refused("telefon", "--department", "byg", saying: "ingen afdeling »byg«")
    try refused("telefon", "--department", "Anna Hansen", saying: "afdeling")
    try refused(
      "telefon", "--department", "borgerservice", "--date", "2009-12-31", saying: "fandtes ikke")
    try refused("telefon", "--event", "festival", saying: "intet arrangement")
    try refused("telefon", "--topic", "010203-1234", saying: "emne")
    #expect(try exported("2000-01-01", to: "2026-01-01") == [])
  }

  @Test func `from another system come by a mapping, first as a preview`() throws {
    try desk.write(
      "web.csv", "Dag,Side,\"Antal besøg\"\n24-10-2011,Pas,1.250\n25-10-2011,Flytning,80\n")
    try desk.write(
      "web.txt",
      """
      # Webstatistik
      dato = Dag
      antal = Antal besøg
      emne = Side
      emne : Pas = 23.05.04
      emne : Flytning = 23.05.02
      kanal := web-besøg
      """)
    let words = ["contact", "import", "web.csv", "--map", "web.txt", "--source", "webstatistik"]
    let preview = try Program.run(words + ["--preview", "--data", "node"], in: desk.path)
    #expect(preview.out.contains("1.330 henvendelser") && preview.out.contains("Intet er talt."))
    #expect(try exported() == [])
    let outcome = try Program.run(words + ["--data", "node"], in: desk.path)
    #expect(outcome.out == "1.330 henvendelser talt fra 2 linjer.\n")
    #expect(
      try exported() == [
        "2011-10-24;0340;0340;;web-besøg;ind;;information;ukendt;;23.05.04;;webstatistik;1250",
        "2011-10-25;0340;0340;;web-besøg;ind;;information;ukendt;;23.05.02;;webstatistik;80",
      ])
  }

  @Test func `from a file with something wrong name every row, and none is counted`() throws {
    try desk.write(
      "tal.csv",
      "dato;kanal;antal\n24-10-2011;telefon;3\n32-10-2011;telefon;3\n24-10-2011;fax;3\n"
        + "24-10-2011;brev;-3\n24-10-2011;brev;1.5\n24-10-2199;brev;1\n")
    try desk.refused(
      65, ["linje 3: dato", "linje 4: kanal", "linje 5: antal", "linje 6: antal", "linje 7:"],
      "contact", "import", "tal.csv", "--data", "node")
    try desk.write("map.txt", "dato = Dag\nantal gange = x\n")
    try desk.refused(
      65, ["map.txt", "linje 2"], "contact", "import", "tal.csv", "--map", "map.txt", "--data",
      "node")
    try desk.write("map.txt", "dato = Dag\n")
    try desk.refused(
      65, ["kolonnen »dag«"], "contact", "import", "tal.csv", "--map", "map.txt", "--data", "node")
    #expect(try exported() == [])
  }

  @Test func `that were exported come back in another node as they were`() throws {
    try desk.ok(
      "contact", "add", "--channel", "telefon", "--date", "2011-10-24", "--outcome",
      "viderestillet", "--forwarded-to", "borgerservice", "--count", "7", "--data", "node")
    let csv = try desk.ok(
      "contact", "export", "--from", "2011-01-01", "--to", "2011-12-31", "--data", "node")
    try desk.node("anden")
    try desk.ok("reference", "import", "afdelinger", "afdelinger.csv", "--data", "anden")
    try desk.ok("contact", "import", "-", "--data", "anden", input: csv)
    #expect(
      try desk.ok(
        "contact", "export", "--from", "2011-01-01", "--to", "2011-12-31", "--data", "anden") == csv
    )
  }
}
