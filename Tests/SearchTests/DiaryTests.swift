import Search
import Testing

struct DiaryTests {
  @Test(arguments: [
    "010190-1234", "0101901234", "010190 1234", "min datter 01 01 90 1234", "70203040",
    "70 20 30 40", "+45 70203040", "tlf. 7020 3040", "mette@example.dk", "mette(at)example.dk",
    "sag 2026-12345", "cpr:010190-1234", "12.345", "a", "", " ", "?!", "🚌",
    String(repeating: "ord ", count: 40),
  ])
  func `what may be about a person, or says nothing, is no term`(query: String) {
    #expect(SearchTerm(query) == nil)
  }

  @Test(arguments: [
    ("Pas", "pas"), ("  Flytte  til\tudlandet ", "flytte til udlandet"), ("27.24.00", "27.24.00"),
    ("§ 12", "§ 12"), ("byggetilladelse 2026", "byggetilladelse 2026"), ("4180 sorø", "4180 sorø"),
  ])
  func `other queries are counted as they are`(query: String, term: String) {
    #expect(SearchTerm(query)?.text == term)
  }

  @Test func `what is typed on one page is one search`() {
    var diary = SearchDiary()
    for typed in ["f", "fl", "fly", "flyt", "flytn", "flyt", "flytning"] {
      diary.note(typed, typed.count < 4 ? .weak : .found, page: "a")
    }
    diary.note("pas", .found, page: "b")
    diary.note("rejsepas", .nothing, page: "b")
    diary.note("pas", .found, page: nil)
    let counts = diary.takeAll()
    #expect(counts.map(\.term.text) == ["flytning", "pas", "rejsepas"])
    #expect(counts.map(\.times) == [1, 2, 1])
    #expect(counts.map(\.weak) == [0, 0, 0])
    #expect(counts.map(\.nothing) == [0, 0, 1])
    #expect(diary.takeAll() == [])
  }

  @Test func `the beginning of a number that may be about a person is forgotten with it`() {
    var diary = SearchDiary()
    for typed in ["mette", "mette 0101", "mette 01019", "mette 010190"] {
      diary.note(typed, .nothing, page: "a")
    }
    #expect(diary.takeAll() == [])
  }

  @Test func `pages without end do not fill the memory`() {
    var diary = SearchDiary()
    for page in 0..<10_000 { diary.note("pas", .found, page: "side \(page)") }
    #expect(diary.waiting <= 257)
    #expect(diary.takeAll().map(\.times) == [10_000])
  }
}
