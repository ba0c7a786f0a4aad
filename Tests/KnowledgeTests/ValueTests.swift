import Testing

@testable import Knowledge

@Suite struct `A civil date` {
  @Test(arguments: [
    ("2026-03-27", "2026-03-27"), ("27-03-2026", "2026-03-27"), ("7.3.2026", "2026-03-07"),
    ("29/2/2024", "2024-02-29"), ("21. oktober 2011", "2011-10-21"), ("1. Maj 1999", "1999-05-01"),
  ])
  func `is read as people write it`(written: String, iso: String) {
    #expect(CivilDate(parsing: written)?.iso == iso)
  }

  @Test(arguments: [
    "", "2026", "2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "31-04-2026", "27-03-26",
    "2026-3-27", "12. brumaire 2026", "99999999999999999999-1-1", "+1-01-2026", "٢٠٢٦-٠١-٠١", "--",
  ])
  func `refuses what is no day`(written: String) {
    #expect(CivilDate(parsing: written) == nil)
  }

  @Test func `is written the Danish way`() throws {
    let date = try #require(CivilDate(year: 2011, month: 10, day: 1))
    #expect(date.danishLong == "1. oktober 2011")
    #expect(date.danishShort == "01-10-2011")
  }

  @Test func `counts days and months over leap years and the ends of months`() throws {
    let end = try #require(CivilDate(iso: "2024-01-31"))
    #expect(end.adding(months: 1)?.iso == "2024-02-29")
    #expect(end.adding(months: 13)?.iso == "2025-02-28")
    #expect(end.adding(days: 30)?.iso == "2024-03-01")
    #expect(end.adding(days: -31)?.iso == "2023-12-31")
    #expect(end.adding(days: .max) == nil)
    #expect(end.adding(months: .min) == nil)
    #expect(CivilDate(iso: "9999-12-31")?.adding(days: 1) == nil)
  }

  @Test func `walks every day of four hundred years once and in order`() throws {
    var date = try #require(CivilDate(iso: "1800-01-01"))
    var days = 0
    while date.iso != "2200-01-01" {
      let next = try #require(date.adding(days: 1))
      try #require(date < next && CivilDate(iso: next.iso) == next)
      date = next
      days += 1
    }
    // Four hundred Gregorian years are 146,097 days.
    #expect(days == 146_097)
  }
}

@Suite struct `The small values` {
  @Test(arguments: ["38.14.04", "00.00.00"])
  func `of KLE numbers are read`(number: String) {
    #expect(Subject(number)?.number == number)
  }

  @Test(arguments: [
    "", "38.14", "38.14.4", "38-14-04", "38.14.044", "3a.14.04", " 38.14.04", "٣٨.١٤.٠٤",
  ])
  func `of other numbers are refused`(number: String) {
    #expect(Subject(number) == nil)
  }

  @Test func `know which main group and group a subject belongs to`() {
    #expect(Subject("38.14.04")?.mainGroup == "38")
    #expect(Subject("38.14.04")?.group == "38.14")
  }

  @Test func `let staff read everything and citizens only what is for citizens`() {
    #expect(Audience.citizen < .partner && Audience.partner < .staff)
    #expect(Audience.staff.mayRead(.citizen) && Audience.staff.mayRead(.staff))
    #expect(Audience.citizen.mayRead(.citizen))
    #expect(!Audience.citizen.mayRead(.partner) && !Audience.partner.mayRead(.staff))
  }

  @Test(arguments: [
    ("6 months", "6 months"), ("6 måneder", "6 months"), ("1 år", "1 year"), ("90 dage", "90 days"),
  ])
  func `of review intervals are read in two languages`(written: String, stored: String) {
    #expect(ReviewInterval(parsing: written)?.description == stored)
    #expect(ReviewInterval(parsing: stored)?.description == stored)
  }

  @Test func `say when a review is due`() throws {
    let review = try #require(CivilDate(iso: "2026-08-31"))
    #expect(ReviewInterval(6, .months)?.due(after: review)?.iso == "2027-02-28")
    #expect(ReviewInterval(2, .weeks)?.due(after: review)?.iso == "2026-09-14")
    #expect(ReviewInterval(0, .days) == nil)
  }

  @Test func `of links keep label and address`() {
    let link = SelfServiceLink(parsing: " Meld flytning <https://www.borger.dk/flytning?a=1,2> ")
    #expect(link?.label == "Meld flytning")
    #expect(link?.url == "https://www.borger.dk/flytning?a=1,2")
    #expect(link.flatMap { SelfServiceLink(parsing: $0.written) } == link)
    #expect(SelfServiceLink(parsing: "https://a.dk")?.written == "https://a.dk")
  }

  @Test(arguments: [
    "", "borger.dk", "Klik <javascript:alert(1)>", "Klik <JavaScript://x>", "<https://>",
    "Klik <https://a.dk/x y>", "Klik <https://a.dk/\">", "ftp://a.dk", "A <http://æ.dk>",
  ])
  func `of links that lead nowhere or do harm are refused`(written: String) {
    #expect(SelfServiceLink(parsing: written) == nil)
  }
}

@Suite struct `A slug` {
  @Test(arguments: [
    ("Pas til børn & unge", "pas-til-boern-unge"),
    ("Åbningstider på Ærø", "aabningstider-paa-aeroe"),
    ("  Café  –  idé? ", "cafe-ide"),
    ("A\u{30A}ben", "aaben"),
    ("Straße 12", "strasse-12"),
    ("日本", "artikel"), ("", "artikel"), ("---", "artikel"),
  ])
  func `spells a title in letters that every address can hold`(title: String, slug: String) {
    #expect(Slug(title).text == slug)
  }

  @Test func `ends at a whole word`() {
    let slug = Slug(String(repeating: "kommune ", count: 40)).text
    #expect(slug.count <= Slug.lengthMax && slug.hasSuffix("-kommune"))
    #expect(Slug(String(repeating: "x", count: 500)).text.count == Slug.lengthMax)
  }
}

@Suite struct `Danish order` {
  @Test func `ends with æ, ø, å and takes aa for å`() {
    let words = [
      "åben", "Aarhus", "ærø", "øl", "zoo", "Bil", "apotek", "bil", "Ålborg", "café", "cafeteria",
    ]
    #expect(
      DanishOrder.sorted(words) == [
        "apotek", "bil", "Bil", "café", "cafeteria", "zoo", "ærø", "øl", "åben", "Ålborg", "Aarhus",
      ])
  }
}
