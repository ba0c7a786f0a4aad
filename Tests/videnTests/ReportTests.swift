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

  /// Sorø 2008 to 2011: 53 to 69 per cent closed at once, forwarded calls down by 74 per cent,
  /// personal contacts by 20 per cent, support calls by 45 per cent.
  @Test func `show Sorø's years as Sorø published them`() throws {
    func year(_ year: Int, _ words: [(String, String, String, Int)]) throws {
      for (channel, outcome, type, number) in words {
        try count(
          "--channel", channel, "--date", "\(year)-05-10", "--outcome", outcome, "--type", type,
          "--count", "\(number)")
      }
    }
    try year(
      2008,
      [
        ("telefon", "straksafsluttet", "information", 530),
        ("telefon", "viderestillet", "information", 350),
        ("telefon", "sag", "transaktion", 120),
        ("personlig", "straksafsluttet", "transaktion", 500),
      ])
    try year(
      2011,
      [
        ("telefon", "straksafsluttet", "information", 393),
        ("telefon", "straksafsluttet", "transaktion", 297),
        ("telefon", "viderestillet", "information", 91),
        ("telefon", "sag", "transaktion", 219),
        ("personlig", "straksafsluttet", "transaktion", 400),
      ])
    func report(_ name: String, _ format: String = "text") throws -> String {
      try desk.ok(
        "report", name, "--from", "2011-01-01", "--to", "2011-12-31", "--baseline-from",
        "2008-01-01", "--baseline-to", "2008-12-31", "--format", format, "--data", "node")
    }
    let outcomes = try report("straks", "csv")
    #expect(outcomes.contains("Straksafsluttet;53;69;\"30,2\""))
    #expect(outcomes.contains("Viderestillet;35;\"9,1\";-74"))
    let channels = try report("kanaler", "csv")
    #expect(channels.contains("Personlig;400;0;0;500;-20"))
    #expect(channels.contains("Spørgsmål (information);484;0;0;880;-45"))
    let text = try report("straks")
    #expect(text.contains("Sammenlignet med 01-01-2008 til 31-12-2008, 366 dage"))
    #expect(text.contains("69 % (690 af 1.000)") && text.contains("-74 %"))
  }

  @Test func `show Solrød's and Syddjurs' targets and hours as they wrote them`() throws {
    try put(
      "mål",
      """
      mål;emne;udgangspunkt;udgangsår;målsat;senest
      selvbetjening;;5;2010;40;2011-12-31
      selvbetjening;23.05.02;5;2010;40;2011-12-31
      straksafsluttet;;53;2008;69;2014-12-31

      """)
    try count(
      "--channel", "selvbetjening", "--date", "2011-05-10", "--type", "transaktion", "--outcome",
      "ukendt", "--topic", "23.05.02", "--count", "40")
    try count(
      "--channel", "personlig", "--date", "2011-05-10", "--type", "transaktion", "--topic",
      "23.05.02", "--count", "60")
    let targets = try desk.ok(
      "report", "mål", "--from", "2011-01-01", "--to", "2011-12-31", "--format", "csv", "--data",
      "node")
    #expect(targets.contains("Selvbetjeningsgrad 23.05.02;5 %;40;40 %;31-12-2011"))
    #expect(targets.contains("Straksafsluttet;53 %;;69 %;31-12-2014"))
  }
}
