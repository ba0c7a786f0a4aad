import Testing

@testable import Knowledge

/// Solrød's own tables of 2010, and what citizens ask of such tables.
@Suite struct `Opening hours` {
  let borgerservice: Code
  let january: CivilDate

  init() throws {
    borgerservice = try #require(Code("borgerservice"))
    january = try #require(CivilDate(iso: "2026-01-01"))
  }

  private func line(_ week: String, from: String = "", to: String = "") throws -> OpeningHours {
    try OpeningHours(fields: ["borgerservice", "personlig", week, from, to])
  }

  private func calendar(
    _ weeks: [OpeningHours], _ exceptions: [[String]] = []
  ) throws -> OpeningCalendar {
    OpeningCalendar(
      of: borgerservice, on: .personal, hours: weeks,
      exceptions: try exceptions.map { try OpeningException(fields: $0) })
  }

  private func moment(_ day: String, _ clock: String) throws -> CivilMoment {
    CivilMoment(
      try #require(CivilDate(iso: day)), try #require(ClockTime(parsing: clock)))
  }

  @Test(arguments: [
    ("ma-on 8-15; to 8-18.30; fr 8-13", "36,5"), ("ma-on 9-15; to 9-18.30; fr 9-13", "31,5"),
    ("ma-ti 9-15; on lukket; to 9-18.30; fr 9-13", "25,5"),
    ("ma-on 9-14; to 9-14 & 16-18.30; fr 9-13", "26,5"),
    ("ma-ti 10-14; on lukket; to 10-17; fr 10-13", "18"),
    ("ma-on 10-14; to 13-17; fr 10-13", "19"),
  ])
  func `add up to the hours a week that Solrød printed`(week: String, hours: String) throws {
    let calendar = try calendar([line(week)])
    #expect(DanishNumber.hundredths(calendar.weeklyMinutes(on: january) * 100 / 60) == hours)
  }

  @Test(arguments: [
    "ma-on 8-15; to 8-18.30; fr 8-13", "mandag 08:00-12:00, 13:00-15:00", "1-5 8-16;6 10-12", "",
  ])
  func `are kept in one spelling that is read again`(week: String) throws {
    let line = try line(week, from: "1.1.2026")
    #expect(try OpeningHours(fields: line.fields) == line)
    #expect(OpeningHours(line.value) == line)
  }

  @Test(arguments: [
    "ma 8", "ma 15-8", "ma 8-12 11-13", "ma 8-12; ma 13-15", "xx 8-12", "on-ma 8-12", "ma 8-25",
    "ma 8.60-9", "0 8-9", "ma 8-12 12-13", "ma ٨-٩",
  ])
  func `that make no sense are refused`(week: String) {
    #expect(throws: ReferenceProblem.self) { try line(week) }
  }

  @Test func `say in Danish when it opens`() throws {
    let calendar = try calendar([line("ma-on 10-14; to 10-14 16-18.30; fr 10-13")])
    func words(_ day: String, _ clock: String) throws -> String {
      calendar.words(at: try moment(day, clock))
    }
    // 2026-11-19 is a Thursday.
    #expect(try words("2026-11-19", "10") == "åbent til kl. 14")
    #expect(try words("2026-11-19", "14") == "lukket – åbner i dag kl. 16")
    #expect(try words("2026-11-19", "18.30") == "lukket – åbner i morgen kl. 10")
    #expect(try words("2026-11-20", "13") == "lukket – åbner mandag kl. 10")
    #expect(try words("2026-12-23", "20") == "lukket – åbner mandag kl. 10")
    #expect(try words("2026-12-30", "20") == "lukket – åbner mandag kl. 10")
    #expect(try words("2026-11-22", "0") == "lukket – åbner i morgen kl. 10")
  }

  @Test func `are closed on holidays unless an exception says otherwise`() throws {
    let calendar = try calendar(
      [line("ma-fr 10-14")],
      [
        ["borgerservice", "", "2026-12-24", "", "9-11", "Juleaften til kl. 11"],
        ["borgerservice", "personlig", "2026-12-28", "2026-12-30", "lukket", "Flytning"],
      ])
    #expect(calendar.isOpen(at: try moment("2026-12-24", "10.59")))
    #expect(!calendar.isOpen(at: try moment("2026-12-24", "11")))
    #expect(!calendar.isOpen(at: try moment("2026-12-25", "10.30")))
    #expect(calendar.reason(on: try #require(CivilDate(iso: "2026-12-25"))) == "juledag")
    #expect(calendar.reason(on: try #require(CivilDate(iso: "2026-12-29"))) == "Flytning")
    let next = calendar.nextOpening(after: try moment("2026-12-24", "11"))
    #expect(try next == moment("2027-01-04", "10"))
    #expect(
      calendar.words(at: try moment("2026-12-24", "12")) == "lukket – åbner 4. januar 2027 kl. 10")
  }

  @Test func `of a season lie over the ordinary ones and end by themselves`() throws {
    let calendar = try calendar([
      line("ma-fr 10-14"), line("ma-fr 10-12", from: "2026-07-01", to: "2026-08-09"),
    ])
    func open(_ day: String) throws -> Bool { calendar.isOpen(at: try moment(day, "13")) }
    #expect(try open("2026-06-30"))
    #expect(try !open("2026-07-01"))
    #expect(try !open("2026-08-07"))
    #expect(try open("2026-08-10"))
  }

  @Test func `never open where nobody has said so`() throws {
    let calendar = try calendar([])
    #expect(!calendar.isKnown)
    #expect(calendar.nextOpening(after: try moment("2026-01-01", "8")) == nil)
    #expect(calendar.words(at: try moment("9999-12-31", "8")) == "lukket")
  }

  @Test func `at every minute agree with the next opening`() throws {
    let calendar = try calendar([line("ma 0-1; ti 22-24; on 0-2; lø 9-10 11-12")])
    var at = try moment("2026-11-16", "0")
    let end = try moment("2026-11-23", "0")
    while at < end {
      let next = try #require(calendar.nextOpening(after: at))
      #expect(at < next && calendar.isOpen(at: next))
      // Just before it opens it is closed, or it is the next day's first minute.
      if !calendar.isOpen(at: at), at.day == next.day {
        let before = try #require(ClockTime(minutes: next.time.minutes - 1))
        #expect(!calendar.isOpen(at: CivilMoment(next.day, before)))
      }
      let minutes = at.time.minutes + 7
      let day = minutes < 1_440 ? at.day : try #require(at.day.adding(days: 1))
      at = CivilMoment(day, try #require(ClockTime(minutes: minutes % 1_440)))
    }
  }
}
