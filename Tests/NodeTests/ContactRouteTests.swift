import CRDT
import Knowledge
import ReplicaStore
import Testing

@testable import Node

/// Today is 12 March 2026 at these nodes.
@Suite struct `Counting at the desk` {
  let node: TestNode
  let desk: Browser

  init() throws {
    node = try TestNode()
    try node.write("Pas", id: "pas")
    let own = Owner.municipality(try Municipality.withCode("0340"))
    var edit = ReferenceEdit()
    edit.add(try Department(fields: ["borgerservice", "Borgerservice", "", ""]))
    edit.add(try Department(fields: ["byg", "Byggesagskontoret", "", ""]))
    edit.add(
      try ContactEvent(
        fields: ["marked", "Martsmarked", "Torvet", "2026-03-11", "2026-03-12", "3"]))
    let record = edit
    _ = try node.store.write { try $0.edit(referenceOf: own, record, by: kim) }
    desk = Browser(node)
  }

  private func tallies(_ by: Set<ContactDimension> = []) throws -> [ContactTally] {
    let day = try #require(CivilDate(iso: "2026-03-12"))
    return try node.store.read { try $0.contactTallies(ContactQuery(days: day...day, by: by)) }
  }

  private func press(_ outcome: String, _ more: [(String, String)] = []) throws -> Browser.Page {
    let page = try desk.get("/skranke/pas")
    let fields = ["emne", "kommune", "tilbage"].map { ($0, page.hidden($0) ?? "") }
    let chosen = more.contains { $0.0 == "kanal" } ? more : more + [("kanal", "telefon")]
    return try desk.post("/henvendelser", fields + chosen + [("udfald", outcome)])
  }

  @Test func `one key counts the answer just read, and another takes it back`() throws {
    #expect(try press("straksafsluttet").status == 303)
    let page = try desk.follow()
    #expect(page.text.contains("<strong>Talt:</strong> Telefon, afsluttet straks"))
    let counted = try tallies([.topic])
    #expect(counted.map(\.count) == [1])
    #expect(counted[0].about.text.contains("-"))
    let ticket = try #require(page.hidden("talt"))
    try desk.post(
      "/henvendelser/fortryd", [("talt", ticket), ("tilbage", page.hidden("tilbage") ?? "")])
    #expect(try tallies() == [])
    #expect(try !desk.follow().text.contains("Talt:"))
  }

  @Test func `the channel and the department stay as they were chosen`() throws {
    _ = try press(
      "viderestillet",
      [
        ("kanal", "chat"), ("afdeling", "borgerservice"), ("videre-til", "byg"),
      ])
    let tally = try #require(try tallies([.department, .forwardedTo]).first)
    #expect(tally.channel == .chat && tally.outcome == .forwarded)
    #expect(tally.department?.text == "borgerservice" && tally.forwardedTo?.text == "byg")
    let page = try desk.get("/skranke/pas").text
    #expect(page.contains("<option value=\"chat\" selected>"))
    #expect(page.contains("<option value=\"borgerservice\" selected>"))
  }

  @Test func `a caller from elsewhere is counted for both municipalities`() throws {
    let page = try desk.get("/skranke/pas?kommune=0316")
    let fields = ["emne", "kommune", "tilbage"].map { ($0, page.hidden($0) ?? "") }
    try desk.post(
      "/henvendelser", fields + [("kanal", "telefon"), ("udfald", "straksafsluttet")])
    let tally = try #require(try tallies([.municipality, .answering]).first)
    #expect(tally.municipality?.code == "0316" && tally.answering?.code == "0340")
  }

  @Test func `nothing that is on no list is counted, and nobody is led away`() throws {
    #expect(try press("glad").status == 400)
    #expect(try press("straksafsluttet", [("afdeling", "Anna Hansen")]).status == 400)
    #expect(try press("straksafsluttet", [("arrangement", "festival")]).status == 400)
    try desk.get("/skranke/pas")
    for path in ["https://ond.dk", "//ond.dk", "/rediger", "/skranke\r\nX: y", "/bus"] {
      let fields = [("kanal", "telefon"), ("udfald", "straksafsluttet"), ("tilbage", path)]
      #expect(try desk.post("/henvendelser", fields).status == 400, "\(path)")
    }
    #expect(try tallies() == [])
  }

  @Test func `what cannot be counted is told in words, and the channel stays as chosen`() throws {
    let page = try press("glad", [("kanal", "chat"), ("afdeling", "byg")])
    #expect(page.status == 400)
    #expect(page.text.contains("Henvendelsen er ikke talt: "))
    #expect(page.text.contains("»glad«"))
    #expect(page.text.contains("href=\"/skranke/pas?kommune=0340\""))
    let again = try desk.get("/skranke/pas").text
    #expect(again.contains("<option value=\"chat\" selected>"))
    #expect(again.contains("<option value=\"byg\" selected>"))
    #expect(try tallies() == [])
  }

  @Test func `a form from another page counts nothing`() throws {
    let stranger = Browser(node)
    let fields = [
      ("kanal", "telefon"), ("udfald", "straksafsluttet"), ("tilbage", "/skranke"),
      ("token", "x"),
    ]
    _ = try stranger.post("/henvendelser", fields)
    #expect(try tallies() == [])
  }

  @Test func `a counting period says so on the desk`() throws {
    var edit = ReferenceEdit()
    edit.add(
      try CountingPeriod(fields: ["uge11", "Tælleuger", "2026-W11", "2026-W12", "", ""]))
    let record = edit
    _ = try node.store.write { try $0.edit(referenceOf: .national, record, by: kim) }
    let text = try desk.get("/skranke/pas").text
    #expect(text.contains("Tælleuger: tæl alle henvendelser til og med 22. marts 2026."))
  }

  @Test func `the bus has big keys, a total and a summary`() throws {
    #expect(try desk.get("/bus").text.contains("<a href=\"/bus/marked\">Martsmarked</a>"))
    for _ in 0..<3 {
      let page = try desk.get("/bus/marked")
      let fields = ["arrangement", "kanal", "kommune", "tilbage"].map {
        ($0, page.hidden($0) ?? "")
      }
      try desk.post("/henvendelser", fields + [("udfald", "medbetjent")])
    }
    let page = try desk.follow().text
    #expect(page.contains("<strong>3</strong> i dag"))
    #expect(page.contains("Medbetjent</button>") && page.contains("Fortryd"))
    #expect(page.contains("1 slags henvendelse venter"))
    let summary = try desk.get("/rapporter/arrangement?kode=marked").text
    #expect(summary.contains("Martsmarked") && summary.contains("bemanding 3"))
    #expect(try desk.get("/bus/festival").status == 404)
  }

  @Test func `every report is a page, a spreadsheet and an answer for programs`() throws {
    _ = try press("straksafsluttet")
    let list = try desk.get("/rapporter").text
    for name in ReportRequest.Name.allCases {
      #expect(list.contains(name.danishName.replacing("&", with: "&amp;")))
      let path = "/rapporter/" + (name.rawValue.addingPercentEncoding ?? "")
      let page = try desk.get(path)
      #expect(page.status == 200 && page.text.contains("<h1>"), "\(path)")
      #expect(
        try desk.get(path + "?format=csv").header("Content-Type") == "text/csv; charset=utf-8")
      #expect(try desk.get(path + "?format=json").text.hasPrefix("{\"name\":"))
    }
    let straks = try desk.get("/rapporter/straks").text
    #expect(straks.contains("100 % (1 af 1)"))
    #expect(straks.contains("Straksafsluttede telefonhenvendelser ud af alle"))
    #expect(try desk.get("/rapporter/overskud").status == 404)
    #expect(try desk.get("/rapporter/straks?fra=x&til=9999-99-99").status == 200)
  }

  @Test func `tables are shown, added to and taken from, and a wrong row changes nothing`() throws {
    let path = "/stamdata/0340/tider"
    #expect(try desk.get("/stamdata").text.contains(path))
    try desk.get(path)
    try desk.post(path, [("linjer", "borgerservice;personlig;ma-on 8-15; to 8-18.30;;\n")])
    #expect(desk.page.status == 422 && desk.page.text.contains("linje 1"))
    let row = "borgerservice\tpersonlig\tma-on 8-15; to 8-18.30; fr 8-13\t\t"
    try desk.post(path, [("linjer", row)])
    let page = try desk.follow()
    #expect(
      page.text.contains("Borgerservice, personlig: 36,5 timer om ugen, åbent til kl. 18.30."))
    let removed = try #require(page.hidden("fjern"))
    try desk.post(path, [("fjern", removed)])
    #expect(try desk.follow().text.contains("Der er ingen linjer her endnu."))
    #expect(try desk.get("/stamdata/0340/klokken").status == 404)
    #expect(try desk.get("/stamdata/9999/tider").status == 404)
  }

  @Test func `citizens count nothing and see no report`() throws {
    let citizen = Browser(node, from: "10.0.0.7")
    for path in [
      "/rapporter", "/rapporter/straks", "/bus", "/bus/marked", "/skranke/pas", "/stamdata",
    ] {
      #expect(try citizen.get(path).status == 403, "\(path)")
    }
    #expect(try citizen.post("/henvendelser", [("udfald", "straksafsluttet")]).status == 403)
  }
}

extension String {
  /// For paths with æ, ø and å (RFC 3986 §2.1).
  fileprivate var addingPercentEncoding: String? {
    let bytes: [String] = utf8.map { byte in
      byte < 0x80
        ? String(Unicode.Scalar(byte)) : "%" + String(byte, radix: 16, uppercase: true)
    }
    return bytes.joined()
  }
}
