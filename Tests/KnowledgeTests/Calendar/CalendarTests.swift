import Testing

@testable import Knowledge

struct CalendarTests {
  private func date(_ text: String) throws -> CivilDate {
    try #require(CivilDate(iso: text), "\(text)")
  }

  @Test(arguments: [
    ("2026-03-27", "15-04-2026"), ("2026-05-22", "09-06-2026"), ("2026-12-18", "07-01-2027"),
    ("2023-04-28", "15-05-2023"), ("2024-04-19", "03-05-2024"),
  ])
  func `ten working days end when the municipalities say they do`(from: String, end: String) throws
  {
    #expect(try date(from).adding(workingDays: 10)?.danishShort == end)
  }

  @Test func `no working days end at once`() throws {
    #expect(try date("2026-04-03").adding(workingDays: 0)?.danishShort == "03-04-2026")
  }

  @Test(arguments: [
    (1818, "1818-03-22"), (1943, "1943-04-25"), (1954, "1954-04-18"), (2000, "2000-04-23"),
    (2008, "2008-03-23"), (2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"),
    (2038, "2038-04-25"), (2285, "2285-03-22"),
  ])
  func `Easter is where the computus puts it`(year: Int, easter: String) {
    #expect(DanishHolidays.easterSunday(year)?.description == easter)
  }

  @Test func `the holidays of a year are these`() throws {
    var names: [String] = []
    var day = try date("2023-01-01")
    while day.year == 2_023 {
      if let name = DanishHolidays.name(of: day) {
        names.append("\(day.danishShort.prefix(5)) \(name)")
      }
      day = try #require(day.adding(days: 1))
    }
    #expect(
      names == [
        "01-01 nytårsdag", "06-04 skærtorsdag", "07-04 langfredag", "09-04 påskedag",
        "10-04 2. påskedag", "05-05 store bededag", "18-05 Kristi himmelfartsdag",
        "28-05 pinsedag", "29-05 2. pinsedag", "05-06 grundlovsdag", "24-12 juleaftensdag",
        "25-12 juledag", "26-12 2. juledag", "31-12 nytårsaftensdag",
      ])
  }

  @Test func `store bededag is a working day since 2024`() throws {
    #expect(try date("2024-04-26").isWorkingDay)
    #expect(try !date("2023-05-05").isWorkingDay)
    #expect(try !date("2026-11-21").isWorkingDay && !date("2026-11-22").isWorkingDay)
  }

  @Test func `days are counted without a gap`() throws {
    var day = try date("1890-01-01")
    var number = day.daysSince1970
    var weekday = day.weekday.rawValue
    while day.year < 2_110 {
      let next = try #require(day.adding(days: 1))
      number += 1
      weekday = weekday % 7 + 1
      #expect(next.daysSince1970 == number && day < next)
      #expect(next.weekday.rawValue == weekday)
      #expect(CivilDate(year: next.year, month: next.month, day: next.day) == next)
      day = next
    }
    #expect(try date("1970-01-01").daysSince1970 == 0)
    #expect(try date("2026-11-21").weekday == .saturday)
    #expect(try date("2000-02-29").daysSince1970 == 11_016)
  }

  @Test func `the ends of time are ends`() throws {
    let first = try date("0001-01-01")
    let last = try date("9999-12-31")
    #expect(first.weekday == .monday && last.weekday == .friday)
    #expect(first.adding(days: -1) == nil && last.adding(days: 1) == nil)
    #expect(first.adding(days: .max) == nil && last.adding(workingDays: 3) == nil)
    #expect(first.adding(days: last.daysSince1970 - first.daysSince1970) == last)
  }

  @Test(arguments: [
    ("2011-10-24", 2011, 43), ("2011-11-13", 2011, 45), ("2027-01-01", 2026, 53),
    ("2024-12-30", 2025, 1), ("2021-01-03", 2020, 53), ("2026-01-01", 2026, 1),
  ])
  func `a week belongs to the year of its Thursday`(day: String, year: Int, week: Int) throws {
    let found = try date(day).isoWeek
    #expect(found == ISOWeek(year: year, week: week))
    #expect(try (found.monday...found.sunday).contains(date(day)))
    #expect(ISOWeek(parsing: found.description) == found && ISOWeek(parsing: found.danish) == found)
  }

  @Test(arguments: [
    "", "2026-2-3", "2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "26-01-01",
    "2026-01-01 ", "+026-01-01", "2026-01-0٣", "2026-01-01-01",
  ])
  func `what is no day is not read`(text: String) {
    #expect(CivilDate(iso: text) == nil)
  }

  @Test(arguments: ["2011-W54", "2011-W53", "2011", "2011-W00", "uge", "2011-W43-1", "99999-W01"])
  func `what is no week is not read`(text: String) {
    #expect(ISOWeek(parsing: text) == nil)
  }
}
