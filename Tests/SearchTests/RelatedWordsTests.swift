import SQLite
import Search
import Testing

/// What people mean by other words than the article has. Each base is small, so that a test shows
/// which words of it make the difference.
struct RelatedWordsTests {
  private func check(
    _ query: String, finds expected: [Int64], in titles: [String],
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let found = try Fixture(titles: titles).search(query)
    #expect(found == expected, "\(query)", sourceLocation: location)
  }

  @Test func `a part finds the compound, after the word itself`() throws {
    let titles = ["Byggetilladelse", "Tilladelse", "Bygge og anlæg", "Hundetegn"]
    try check("tilladelse ", finds: [2, 1], in: titles)
    try check("bygge ", finds: [3, 1], in: titles)
    try check(
      "behandling ", finds: [3, 1], in: ["Klagebehandlingssted", "Klage", "Behandling", "Sted"])
  }

  @Test func `a word in many articles comes before a rarer one that is made of it`() throws {
    let fixture = try Fixture()
    let passports = (1...6).map { SearchDocument(rowID: $0, title: "Søg om pas", body: "Nyt pas") }
    let care = SearchDocument(
      rowID: 7, title: "Daginstitution", body: "Pasning, pasning og atter pasning")
    let others = (8...20).map { SearchDocument(rowID: $0, title: "Hundetegn") }
    for document in passports + [care] + others { try fixture.insert(document) }
    #expect(try fixture.search("pas") == [1, 2, 3, 4, 5, 6, 7])
  }

  @Test func `words that only hold a sentence together do not decide`() throws {
    let others = [
      "Jeg søger fuldmagt", "Min far", "Hvad betyder navnet", "Affald", "Rotter", "Vej",
    ]
    try check("jeg er flyttet ", finds: [7, 1], in: others + ["Flytning, når du er flyttet"])
    try check("hvad koster mit pas ", finds: [7, 3], in: others + ["Pas"])
    // Where nothing else is asked for, they are what is asked for.
    try check("jeg ", finds: [1], in: others)
  }

  @Test func `chance letters are no part`() throws {
    try check("ko ", finds: [2], in: ["Kommune", "Ko", "Mune"])
    try check("rap ", finds: [2], in: ["Terapi", "Rap", "Te"])
  }

  @Test func `a compound finds its parts where they stand apart`() throws {
    let titles = ["Forny dit pas", "Fornyelse af kørekort", "Hundetegn"]
    #expect(try Fixture(titles: titles).search("pasfornyelse ").prefix(2).contains(1))
  }

  @Test func `two words find the one they are elsewhere`() throws {
    let titles = ["Buskort til unge", "Hundetegn", "Sagsbehandling"]
    #expect(try Fixture(titles: titles).search("bus kort").first == 1)
    #expect(try Fixture(titles: titles).search("sag behandling").first == 3)
  }

  @Test func `a vowel may change in the plural`() throws {
    try check("barn ", finds: [1], in: ["Børn og unge", "Hundetegn"])
    try check("mænd ", finds: [1], in: ["Mand søges", "Hundetegn"])
    try check("bøger ", finds: [1], in: ["Lån en bog", "Hundetegn"])
  }

  @Test func `the noun of a verb is found by the verb, and the other way round`() throws {
    try check("flytte ", finds: [1], in: ["Flytning til udlandet", "Hundetegn"])
    try check("flytning ", finds: [1], in: ["Når du flytter", "Hundetegn"])
  }

  @Test(arguments: [
    "kørkort", "kørrekort", "kørekrot", "krøekort", "korekort", "kørekoort", "kørekøt",
  ])
  func `a slip of the finger is forgiven`(query: String) throws {
    try check(query, finds: [1], in: ["Kørekort", "Hundetegn", "Buskort"])
  }

  @Test func `a word that is there is not corrected`() throws {
    let fixture = try Fixture(titles: ["Skat", "Skab"])
    let answer = try SearchIndex.answer("skat ", in: .public, limit: 9, on: fixture.connection)
    #expect(answer.hits.first?.rowID == 1)
    #expect(answer.suggestion == nil)
    #expect(answer.outcome == .found)
  }

  @Test func `other words that were taken for meant are told`() throws {
    let fixture = try Fixture(titles: ["Kørekort til bil", "Hundetegn"])
    func answer(_ query: String) throws -> SearchAnswer {
      try SearchIndex.answer(query, in: .public, limit: 9, on: fixture.connection)
    }
    #expect(try answer("kørkort til bil").suggestion == "kørekort til bil")
    #expect(try answer("kørkort til bil").outcome == .weak)
    #expect(try answer("koerekort").suggestion == nil)
    #expect(try answer("xyzzyq").outcome == .nothing)
    #expect(try answer("hundesygetegn").outcome == .weak)
    #expect(try answer("kørekortets").outcome == .found)
  }

  @Test func `what is of the place comes first among equals, and what is read more`() throws {
    let fixture = try Fixture(titles: ["Affald i Slagelse", "Affald i Solrød", "Affald og fugle"])
    func order(_ standings: [Int64: ArticleStanding]) throws -> [Int64] {
      try SearchIndex.answer("affald", in: .public, limit: 9, on: fixture.connection) {
        standings[$0] ?? ArticleStanding()
      }.hits.map(\.rowID)
    }
    #expect(try order([2: ArticleStanding(isLocal: true)]).first == 2)
    #expect(try order([3: ArticleStanding(opened: 900)]).first == 3)
    let both: [Int64: ArticleStanding] = [
      2: ArticleStanding(isLocal: true), 3: ArticleStanding(opened: 900),
    ]
    #expect(try order(both).prefix(2) == [2, 3])
  }

  @Test func `a hyphen that leaves its end to the next word is understood`() throws {
    let titles = ["Børneydelse", "Ungeydelse", "Ydelse", "Børn", "Unge"]
    let found = try Fixture(titles: titles).search("børne- og ungeydelse")
    #expect(found.prefix(2).sorted() == [1, 2])
  }

  @Test func `who has none of our letters may mean them, but only then`() throws {
    let titles = ["Indsætte penge", "Indsatte i fængsel"]
    try check("indsatte ", finds: [2, 1], in: titles)
    try check("indsatte på ", finds: [2], in: titles)
  }

  @Test func `a compound that no article has is found by its parts, slips and all`() throws {
    let titles = ["Vederlag til rådet", "Bekendtgørelse om vederlag", "Hundetegn"]
    for query in ["vederlagsbekendtgørelse", "vederlagsbekendtgorelse", "vederlagsbekendtgørrelse"]
    {
      #expect(try Fixture(titles: titles).search(query).first == 2, "\(query)")
    }
  }

  @Test func `a compound still being typed is completed in its last part`() throws {
    let titles = ["Gade med gennembrud", "Gade", "Hundetegn"]
    #expect(try Fixture(titles: titles).search("gadegenn").first == 1)
  }

  @Test func `another number is not a slip`() throws {
    try check("2201", finds: [], in: ["Postnummer 2200"])
    try check("27.24.01 ", finds: [], in: ["27.24.00"])
  }

  @Test func `nothing at all is found by nothing alike`() throws {
    try check("xyzzyq", finds: [], in: ["Kørekort", "Hundetegn"])
  }

  @Test func `words that are gone suggest nothing`() throws {
    let fixture = try Fixture(titles: ["Kørekort", "Hundetegn"])
    try fixture.remove(1)
    #expect(try fixture.search("kørkort") == [])
    #expect(try fixture.search("kør") == [])
  }

  @Test func `a word first written in a transaction that failed is learnt again`() throws {
    struct Regret: Error {}
    let fixture = try Fixture(titles: ["Hundetegn"])
    #expect(throws: Regret.self) {
      try fixture.connection.immediate {
        try fixture.insert(SearchDocument(rowID: 2, title: "Kørekort"))
        throw Regret()
      }
    }
    try fixture.insert(SearchDocument(rowID: 2, title: "Kørekort"))
    #expect(try fixture.search("kørkort") == [2])
  }

  @Test(arguments: [
    ("tilladelse ", "[Byggetilladelse] til garage"),
    ("byggetiladelse", "[Byggetilladelse] til garage"),
    ("garagebygge", "[Byggetilladelse] til [garage]"), ("xyzzyq ", "Byggetilladelse til garage"),
  ])
  func `what the search took for a word is marked`(query: String, shown: String) throws {
    let text = "Byggetilladelse til garage"
    let fixture = try Fixture(titles: [text, "Tilladelse", "Bygge", "Garage"])
    let answer = try SearchIndex.answer(query, in: .public, limit: 1, on: fixture.connection)
    let pieces = Snippet(of: text, by: answer.highlighter).pieces
    #expect(pieces.map { $0.isMatch ? "[\($0.text)]" : $0.text }.joined() == shown)
  }
}
