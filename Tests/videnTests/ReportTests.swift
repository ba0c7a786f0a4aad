import Foundation
import Testing

/// The municipalities' own tables typed in on the command line and read back as their reports.
@Suite struct `Reports on the command line` {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
    try put(
      "priser",
      """
      kanal;pris;fra;kilde
      personlig;100;2010-01-01;Solrød 2010
      telefon;50;2010-01-01;Solrød 2010
      brev;120;2010-01-01;Solrød 2010
      e-mail;120;2010-01-01;Solrød 2010
      chat;;2010-01-01;Solrød 2010
      selvbetjening-telefon;5;2010-01-01;Solrød 2010
      selvbetjening;5;2010-01-01;Solrød 2010

      """)
  }

  private func put(_ table: String, _ text: String) throws {
    try desk.ok("reference", "import", table, "-", "--data", "node", input: text)
  }

  private func count(_ words: String...) throws {
    let outcome = try Program.run(["contact", "add", "--data", "node"] + words, in: desk.path)
    #expect(outcome.code == 0, "\(outcome.err)")
  }

  @Test func `reproduce the saving of 95.000 kr. in words, as CSV and as JSON`() throws {
    try count("--channel", "personlig", "--date", "2011-01-10", "--count", "1000")
    try count("--channel", "selvbetjening", "--date", "2011-02-10", "--count", "1000")
    let words = [
      "report", "gevinst", "--from", "2011-02-01", "--to", "2011-02-28", "--baseline-from",
      "2011-01-04", "--baseline-to", "2011-01-31", "--data", "node",
    ]
    func report(_ format: String) throws -> String {
      let outcome = try Program.run(words + ["--format", format], in: desk.path)
      #expect(outcome.code == 0, "\(outcome.err)")
      return outcome.out
    }
    let text = try report("text")
    #expect(text.contains("Gevinst: 95.000 kr."))
    #expect(text.contains("Et minus er et tab."))
    #expect(text.contains("Personlig: Solrød 2010, fra 01-01-2010."))
    #expect(try report("csv").contains("Gevinst;95000;"))
    let json = try JSONSerialization.jsonObject(with: Data(try report("json").utf8))
    let figures = try #require((json as? [String: Any])?["figures"] as? [[String: Any]])
    #expect((figures[0]["value"] as? [String: Any])?["number"] as? Double == 95_000)
  }

  @Test func `follow Sorø's calls and Odense's counting weeks`() throws {
    try put("afdelinger", "kode;navn;fra;til\nbyg;Byggesagskontoret;;\nvisitation;Visitationen;;\n")
    try put(
      "tælleperioder",
      "kode;navn;første uge;sidste uge;afdelinger;emner\nt2011;Tælleuger 2011;2011-W43;2011-W45;;\n"
    )
    func calls(_ number: Int, _ outcome: String) throws {
      try count(
        "--channel", "telefon", "--date", "2011-10-24", "--department", "byg", "--outcome",
        outcome, "--count", "\(number)")
    }
    try calls(69, "straksafsluttet")
    try calls(31, "viderestillet")
    let straks = try desk.ok(
      "report", "straks", "--from", "2011-10-24", "--to", "2011-11-13", "--data", "node")
    #expect(straks.contains("Straksafsluttet: 69 % (69 af 100)"))
    #expect(straks.contains("Viderestillet: 31 % (31 af 100)"))
    let weeks = try desk.ok("report", "tælleperiode", "--code", "t2011", "--data", "node")
    #expect(weeks.contains("Visitationen mangler mandag 24-10-2011, tirsdag 25-10-2011,"))
    #expect(weeks.contains("Dage, der er talt: 3,3 % (1 af 30)"))
    let list = try desk.ok(
      "report", "arbejdsliste", "--from", "2011-10-24", "--to", "2011-11-13", "--data", "node")
    #expect(list.contains("1.550 kr."))
    try desk.refused(
      66, ["t2011"], "report", "tælleperiode", "--code", "t2012", "--data", "node")
    try desk.refused(
      64, ["gevinst"], "report", "overskud", "--from", "2011-01-01", "--data", "node")
  }

  @Test func `sum up an event for whoever comes home from it`() throws {
    try put(
      "arrangementer",
      "kode;navn;sted;fra;til;bemanding\nsmukfest;Smukfest;Skanderborg;2011-08-03;2011-08-07;4\n")
    try count(
      "--channel", "arrangement", "--date", "2011-08-04", "--event", "smukfest", "--outcome",
      "medbetjent", "--count", "12")
    let summary = try desk.ok("report", "arrangement", "--code", "smukfest", "--data", "node")
    #expect(
      summary.contains("Smukfest\nSkanderborg, 03-08-2011 til 07-08-2011, 5 dage, bemanding 4"))
    #expect(summary.contains("Henvendelser i alt: 12"))
    #expect(summary.contains("Medbetjent"))
  }
}
