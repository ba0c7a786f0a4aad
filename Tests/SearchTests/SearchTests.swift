import Chance
import SQLite
import Search
import Testing

struct SearchTests {
  /// The one check: a query against titles, by number from 1.
  private func check(
    _ query: String, finds expected: [Int64], in titles: [String],
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let found = try Fixture(titles: titles).search(query)
    #expect(found == expected, "\(query)", sourceLocation: location)
  }

  @Test func `inflected words find each other`() throws {
    try check("skolernes", finds: [1], in: ["Skolen på hjørnet", "Biblioteket"])
    try check("ansøgninger", finds: [2], in: ["Pas", "Ansøgning om pladsen"])
  }

  @Test func `får is not far, but faar is får`() throws {
    let titles = ["Får på marken", "Far og barsel"]
    try check("får", finds: [1], in: titles)
    try check("far", finds: [2], in: titles)
    try check("faar", finds: [1], in: titles)
  }

  @Test func `who lacks the keys for æ, ø and å finds all the same`() throws {
    let titles = ["Kørekort", "Ægteskab og vielse", "Århus Kommune", "Året der gik"]
    try check("koerekort", finds: [1], in: titles)
    try check("AEGTESKAB", finds: [2], in: titles)
    try check("Aarhus", finds: [3], in: titles)
    try check("aaret", finds: [4], in: titles)
  }

  @Test func `every keystroke on the way to a word finds it`() throws {
    let fixture = try Fixture(titles: ["Byggetilladelse til carport", "Hundetegn"])
    let word = "byggetilladelse"
    for count in 1...word.count {
      #expect(try fixture.search(String(word.prefix(count))) == [1], "\(word.prefix(count))")
    }
  }

  @Test func `who has more of the words comes first, and who has some is found`() throws {
    let titles = ["Tilskud til briller", "Briller", "Tilskud til høreapparat og briller", "Pas"]
    let found = try Fixture(titles: titles).search("briller tilskud")
    #expect(Set(found) == [1, 2, 3])
    #expect(found.first == 1)
    #expect(found.last == 2)
  }

  @Test func `a title says more than a body`() throws {
    let fixture = try Fixture()
    try fixture.insert(SearchDocument(rowID: 1, title: "Rejser", body: "Husk pas til rejsen."))
    try fixture.insert(SearchDocument(rowID: 2, title: "Pas", body: "Bestil tid til rejsen."))
    #expect(try fixture.search("pas") == [2, 1])
  }

  @Test func `a word with a hyphen is also the word without it`() throws {
    let titles = ["E-mail til kommunen", "PVC-affald", "Mail", "Email"]
    #expect(try Fixture(titles: titles).search("email").prefix(2).sorted() == [1, 4])
    #expect(try Fixture(titles: titles).search("e-mail").prefix(2).sorted() == [1, 4])
    try check("pvcaffald", finds: [2], in: titles)
    try check("pvc-affald", finds: [2], in: titles)
    try check("pvc affald", finds: [2], in: titles)
  }

  @Test func `numbers are found in the forms people give them`() throws {
    let titles = [
      "27.24.00 Pas", "Ring 70 20 30 40", "Gebyr 1.250 kr.", "Loven § 12 og § 13", "12 dage",
    ]
    try check("27.24.00", finds: [1], in: titles)
    try check("27.24", finds: [1], in: titles)
    try check("27.24.0", finds: [1], in: titles)
    try check("70203040", finds: [2], in: titles)
    try check("70 20 30 40", finds: [2], in: titles)
    try check("7020 3040", finds: [2], in: titles)
    try check("bus 7020 3040", finds: [2], in: titles)
    try check("1250", finds: [3], in: titles)
    try check("§ 12 ", finds: [4, 5], in: titles)
    try check("§12 ", finds: [4, 5], in: titles)
  }

  @Test func `equal articles come in a fixed order`() throws {
    try check("pas", finds: [1, 2, 3], in: ["Pas", "Pas", "Pas"])
    #expect(try Fixture(titles: ["Pas", "Pas", "Pas"]).search("pas", limit: 2).count == 2)
  }

  @Test(arguments: ["", " ", "\0", "\"", "*", "🚌", "-", "§", "\u{2}"])
  func `a query without a letter finds nothing`(query: String) throws {
    try check(query, finds: [], in: ["Pas"])
  }

  @Test(arguments: [
    "pas OR", "NEAR(pas", "title:pas", "pas AND NOT", "\"pas", "pas*", "^pas", "pas\" OR \"x",
    "-pas", "{pas}", "pas + ", "(pas", "pas\0", "pas'; DROP TABLE search_public; --",
  ])
  func `signs of the query language mean nothing`(query: String) throws {
    #expect(try Fixture(titles: ["Pas"]).search(query) == [1])
  }

  @Test func `no query is an error`() throws {
    let fixture = try Fixture(titles: ["Byggetilladelse § 12", "27.24.00 E-mail", "Får og ør"])
    let pieces = [
      "a", "å", "ø", "AE", "bygge", "tilladelse", " ", "  ", "-", ".", "\"", "*", "(", ")", ":",
      "NEAR(", " OR ", " AND ", " NOT ", "§ ", "1", "27", "\0", "\u{2}", "\u{3}", "🚌", "東",
      "\u{ad}", "\u{30a}", "\u{a0}", "'", ";", "^", "+", "{", "}", "x\u{fffd}", "٣", "ǆ",
    ]
    var random = SeededRandom(seed: 2_026)
    for _ in 0..<4_000 {
      let query = (0..<random.below(24)).map { _ in pieces[random.below(pieces.count)] }
      _ = try fixture.search(query.joined(), limit: 3)
    }
    #expect(try fixture.search(String(repeating: "ansøg ", count: 20_000)) == [])
    #expect(try fixture.search(String(repeating: "å", count: 100_000)) == [])
    #expect(try fixture.search(String(repeating: "1-", count: 50_000)) == [])
    #expect(try fixture.search("bygge").first == 1)
  }
}
