import Testing

@testable import Knowledge

/// The municipalities' own figures, typed in and read back.
@Suite struct `A report` {
  let soroe: Municipality
  let january: ClosedRange<CivilDate>
  let february: ClosedRange<CivilDate>

  init() throws {
    soroe = try #require(Municipality(code: "0340"))
    january = try Self.days("2011-01-03", "2011-01-30")
    february = try Self.days("2011-01-31", "2011-02-27")
  }

  static func days(_ first: String, _ last: String) throws -> ClosedRange<CivilDate> {
    try #require(CivilDate(iso: first))...(try #require(CivilDate(iso: last)))
  }

  private func tally(
    _ channel: Channel, _ count: Int, _ outcome: ContactKey.Outcome = .closedAtOnce,
    type: ContactKey.ContactType = .information, isInternal: Bool = false,
    _ change: (inout ContactTally) -> Void = { _ in }
  ) -> ContactTally {
    var tally = ContactTally(
      municipality: soroe, channel: channel, direction: .inbound, isInternal: isInternal,
      type: type, outcome: outcome, origin: .counted)
    tally.count = count
    change(&tally)
    return tally
  }

  /// Solrød's prices of 2010: chat has none.
  private func prices() throws -> PriceList {
    PriceList(
      own: try [
        ("personlig", "100"), ("telefon", "50"), ("brev", "120"), ("e-mail", "120"), ("chat", ""),
        ("selvbetjening-telefon", "5"), ("selvbetjening", "5"),
      ].map { try ChannelPrice(fields: [$0.0, $0.1, "2010-01-01", "Solrød 2010"]) })
  }

  @Test func `of a thousand contacts moved from the counter to the web says 95.000 kr.`() throws {
    let report = Report.savings(
      [tally(.webSelfService, 1_000)], days: february, baseline: [tally(.personal, 1_000)],
      baselineDays: january, prices: try prices())
    #expect(report.figures[0].value == .ore(9_500_000))
    #expect(report.figures[0].value.danish == "95.000 kr.")
    #expect(report.figures[0].definition.contains("gange kanalens pris"))
    #expect(report.assumptions.contains("Personlig: Solrød 2010, fra 01-01-2010."))
  }

  @Test func `of savings lists what has no price, and keeps a minus`() throws {
    let report = Report.savings(
      [tally(.chat, 300), tally(.phone, 200), tally(.socialMedia, 4)], days: february,
      baseline: [tally(.chat, 100), tally(.phone, 100)], baselineDays: january,
      prices: try prices())
    #expect(report.figures[0].value.danish == "-5.000 kr.")
    #expect(
      report.assumptions.contains("Uden pris og derfor ikke med i summen: Chat, Socialt medie."))
    let chat = report.tables[0].rows.first { $0[0] == .text("Chat") }
    #expect(chat?[3...] == [.none, .none])
  }

  @Test func `of savings scales the baseline to as many days, and leaves internal calls out`()
    throws
  {
    let fortnight = try Self.days("2011-01-31", "2011-02-13")
    let report = Report.savings(
      [tally(.phone, 30), tally(.phone, 99, isInternal: true)], days: fortnight,
      baseline: [tally(.phone, 81)], baselineDays: january, prices: try prices())
    // 81 in 28 days are 40,5 in 14.
    #expect(report.tables[0].rows[0][1] == .hundredths(4_050))
    #expect(report.figures[0].value == .ore(52_500))
  }

  @Test func `of outcomes is n of m, as Sorø reckoned`() throws {
    let byg = try #require(Code("byg"))
    let monday = january.lowerBound
    func calls(
      _ count: Int, _ outcome: ContactKey.Outcome, _ type: ContactKey.ContactType = .information
    ) -> ContactTally {
      tally(.phone, count, outcome, type: type) {
        $0.department = byg
        $0.day = monday
      }
    }
    let report = Report.outcomes(
      [
        calls(69, .closedAtOnce), calls(20, .forwarded), calls(11, .caseOpened),
        calls(10, .closedAtOnce, .wrongAuthority), calls(7, .givenUp),
        tally(.personal, 500), tally(.phone, 40, .closedAtOnce, isInternal: true),
      ], days: january, names: { _ in "Byggesagskontoret" })
    #expect(report.figures.map(\.value) == [.share(69, of: 100), .share(20, of: 110)])
    #expect(report.figures[0].value.danish == "69 % (69 af 100)")
    #expect(report.figures[1].value.danish == "18,2 % (20 af 110)")
    #expect(report.tables[0].rows.last?[0] == .text("Byggesagskontoret"))
    #expect(
      report.tables[1].rows == [[.text("uge 1, 2011"), .share(69, of: 100), .share(20, of: 110)]])
    #expect(report.figures.allSatisfy { $0.definition.count > 60 })
  }

  @Test func `of self-service is the share of the transactions on a subject`() throws {
    let moving = try #require(Subject("23.05.02"))
    let report = Report.selfService(
      [
        tally(.webSelfService, 40, .unknown, type: .transaction) {
          $0.about = .subject(moving)
          $0.origin = .selfServiceStatistics
        },
        tally(.personal, 60, .closedAtOnce, type: .transaction) { $0.about = .subject(moving) },
        tally(.phone, 900) { $0.about = .subject(moving) },
      ], days: january)
    #expect(report.tables[0].rows == [[.text("23.05.02"), .share(40, of: 100), .count(40)]])
    let target = try Target(fields: ["selvbetjening", "23.05.02", "5", "2010", "40", "2011-12-31"])
    let targets = Report.targets(
      [target], [tally(.personal, 60, type: .transaction) { $0.about = .subject(moving) }],
      days: january)
    #expect(targets.tables[0].rows[0][2] == .share(0, of: 60))
  }

  @Test func `of Odense's counting weeks names the day that a department misses`() throws {
    let period = try CountingPeriod(
      fields: ["uge43", "Tælleuger 2011", "2011-W43", "2011-W45", "visitationen byg", "27.36.04"])
    #expect(period.days.lowerBound.danishShort == "24-10-2011")
    #expect(period.workingDays.count == 15)
    let (visitation, byg) = (try #require(Code("visitationen")), try #require(Code("byg")))
    let tallies = period.workingDays.flatMap { day in
      [visitation, byg].compactMap { department -> ContactTally? in
        guard department == byg || day.weekday != .thursday || day.isoWeek.week != 43 else {
          return nil
        }
        return tally(.phone, 10) {
          $0.day = day
          $0.department = department
        }
      }
    }
    let names = [(visitation, name: "Visitationen"), (byg, name: "Byggesagskontoret")]
    var days: [Code: Set<CivilDate>] = [:]
    for tally in tallies {
      days[try #require(tally.department), default: []].insert(try #require(tally.day))
    }
    let report = Report.period(
      period, tallies, daysCounted: days, counted: [], departments: names,
      today: try #require(CivilDate(iso: "2011-12-01")))
    #expect(report.assumptions.contains("Visitationen mangler torsdag 27-10-2011."))
    #expect(report.assumptions.contains("Ingen har talt emnet 27.36.04 endnu."))
    #expect(report.figures[1].value == .share(29, of: 30))
    #expect(report.figures[0].value == .count(290))
    let early = Report.period(
      period, tallies, daysCounted: days, counted: Set(period.subjects), departments: names,
      today: try #require(CivilDate(iso: "2011-10-26")))
    #expect(!early.assumptions.contains { $0.contains("mangler") })
  }

  @Test func `for the editors ranks what could not be answered by what it cost`() throws {
    let (pas, flytning) = (try #require(Subject("23.05.04")), try #require(Subject("23.05.02")))
    let report = Report.workList(
      [
        tally(.phone, 30, .forwarded) { $0.about = .subject(pas) },
        tally(.personal, 20, .writtenUp) { $0.about = .subject(flytning) },
        tally(.chat, 99, .forwarded) { $0.about = .nothing },
        tally(.phone, 500) { $0.about = .subject(pas) },
      ], days: january, prices: try prices(), names: \.text)
    #expect(
      report.tables[0].rows.map { $0[0] } == [
        .text("23.05.02"), .text("23.05.04"), .text("Intet emne"),
      ])
    #expect(report.tables[0].rows.map { $0[4] } == [.ore(200_000), .ore(150_000), .none])
    #expect(report.assumptions.contains("Uden pris: Chat."))
  }

  @Test func `of many municipalities gives nobody away`() throws {
    let period = try CountingPeriod(fields: ["p", "Prøve", "2011-W43", "2011-W45", "", ""])
    func member(
      _ code: String, _ counts: [Channel: Int], days: Int = 15, people: Int? = 20_000,
      consents: Bool = true
    ) throws -> Report.Participant {
      let place = try #require(Municipality(code: code))
      return Report.Participant(
        place, tallies: counts.map { channel, count in tally(channel, count) }, inhabitants: people,
        hasConsented: consents, counted: (days, 15))
    }
    let report = Report.comparison(
      period,
      [
        try member("0340", [.phone: 100, .letter: 3]),
        try member("0316", [.phone: 60, .letter: 10]),
        try member("0330", [.phone: 50], days: 11), try member("0320", [.phone: 1], people: nil),
        try member("0306", [.phone: 9], consents: false),
        try member("0326", [.phone: 40, .chat: 5]),
      ])
    let rows = report.tables[0].rows
    #expect(rows.map { $0[0] } == [.text("Holbæk"), .text("Kalundborg"), .text("Sorø")])
    #expect(report.tables[0].columns == ["Kommune", "Telefon", "Brev", "Chat", "I alt"])
    #expect(rows[0][1...] == [.hundredths(300), .hundredths(50), .hundredths(0), .hundredths(350)])
    // Sorø's three letters are hidden, and so is every sum that they could be reckoned from.
    #expect(rows[2][2...] == [.suppressed, .hundredths(0), .suppressed])
    #expect(report.figures[1].value == .suppressed)
    #expect(report.assumptions.contains("Slagelse er ikke med: talt på 11 af 15 dage."))
    #expect(report.assumptions.contains("Faxe er ikke med: indbyggertallet mangler."))
    #expect(!report.text.contains("Odsherred"))
  }

  @Test func `is the same in a terminal and in a spreadsheet`() throws {
    let report = Report.savings(
      [tally(.webSelfService, 1_000)], days: february, baseline: [tally(.personal, 1_000)],
      baselineDays: january, prices: try prices())
    #expect(report.text.contains("Gevinst: 95.000 kr.\n  For hver kanal:"))
    #expect(report.text.contains("1.000      0  100 kr.  100.000 kr."))
    #expect(report.csv.contains("\"Gevinst\"") == false)
    #expect(report.csv.contains("\nPersonlig;1000;0;100;100000\n"))
    #expect(report.csv.contains("Gevinst;95000;"))
  }

  @Test(arguments: [
    (1, 3, 3_330), (2, 3, 6_670), (1, 1, 10_000), (0, 9, 0), (-1, 3, -3_330), (1, 8, 1_250),
  ])
  func `rounds a share to one decimal`(part: Int, whole: Int, expected: Int) {
    #expect(Report.Cell.tenths(part, of: whole) == expected)
  }
}
