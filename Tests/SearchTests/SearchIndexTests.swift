import Chance
import SQLite
import Search
import Testing

struct SearchIndexTests {
  let fixture: Fixture
  let document = SearchDocument(
    rowID: 7, title: "Kørekort", shortAnswer: "Bestil tid i Borgerservice.",
    body: "Medbring foto. Se § 12, stk. 2, og ring 70 20 30 40.", keywords: "bil, trafik-prøve")

  init() throws { fixture = try Fixture() }

  @Test func `every field of an article is searched`() throws {
    try fixture.insert(document)
    for word in ["kørekort", "borgerservice", "foto", "trafik"] {
      #expect(try fixture.search(word) == [7], "\(word)")
    }
    #expect(try SearchIndex.integrityCheck(.public, on: fixture.connection) == [])
  }

  @Test func `an article taken out is not found any more, and leaves nothing behind`() throws {
    try fixture.insert(document)
    try fixture.remove(document.rowID)
    for word in ["kørekort", "borgerservice", "foto", "trafik", "§ 12", "70203040"] {
      #expect(try fixture.search(word) == [], "\(word)")
    }
    #expect(try SearchIndex.integrityCheck(.public, on: fixture.connection) == [])
  }

  @Test func `what was saved anew is found by its new words only`() throws {
    try fixture.insert(document)
    #expect(try fixture.search("foto") == [7])
    var changed = document
    changed.title = "Pas"
    changed.body = "Medbring billede."
    try fixture.insert(changed)
    #expect(try fixture.search("foto") == [])
    #expect(try fixture.search("billede") == [7])
    #expect(try fixture.search("borgerservice") == [7])
    #expect(try SearchIndex.integrityCheck(.public, on: fixture.connection) == [])
  }

  @Test func `taking out what is not there is no matter, also as the first thing of all`() throws {
    try fixture.remove(7)
    try fixture.insert(document)
    try fixture.remove(8)
    try fixture.remove(7)
    try fixture.remove(7)
    #expect(try fixture.search("kørekort") == [])
    #expect(try SearchIndex.integrityCheck(.public, on: fixture.connection) == [])
  }

  @Test func `public and staff texts know nothing of each other`() throws {
    try fixture.insert(SearchDocument(rowID: 1, title: "Pas til alle"))
    try fixture.insert(SearchDocument(rowID: 1, title: "Pas med hemmelig rutine"), into: .staff)
    #expect(try fixture.search("hemmelig") == [])
    #expect(try fixture.search("hemmelig", in: .staff) == [1])
    #expect(try fixture.search("alle", in: .staff) == [])
    let before = try SearchIndex.search("pas", in: .public, limit: 1, on: fixture.connection)
    for rowID in 2...50 as ClosedRange<Int64> {
      try fixture.insert(SearchDocument(rowID: rowID, title: "Pas"), into: .staff)
    }
    let after = try SearchIndex.search("pas", in: .public, limit: 1, on: fixture.connection)
    #expect(before == after, "scores must not tell how many staff articles there are")
  }

  @Test func `an index is emptied and filled again`() throws {
    try fixture.insert(document)
    try SearchIndex.clear(.public, on: fixture.connection)
    #expect(try fixture.search("kørekort") == [])
    try fixture.insert(document)
    #expect(try fixture.search("kørekort") == [7])
    #expect(try SearchIndex.integrityCheck(.public, on: fixture.connection) == [])
  }

  @Test func `a transaction rolled back leaves the index as it was`() throws {
    struct Regret: Error {}
    try fixture.insert(document)
    #expect(throws: Regret.self) {
      try fixture.connection.immediate {
        try fixture.remove(document.rowID)
        try fixture.insert(SearchDocument(rowID: 8, title: "Pas"))
        throw Regret()
      }
    }
    #expect(try fixture.search("kørekort") == [7])
    #expect(try fixture.search("pas") == [])
  }

  @Test func `any row number will do`() throws {
    for rowID in [Int64.min, -1, 0, 1 << 40, .max] {
      try fixture.insert(SearchDocument(rowID: rowID, title: "Pas"))
    }
    #expect(try fixture.search("pas") == [.min, -1, 0, 1 << 40, .max])
  }

  @Test func `any text can be indexed and taken out`() throws {
    var random = SeededRandom(seed: 5)
    let pieces = ["å", "-", ".", " ", "12", "§ ", "\0", "\u{30a}", "東京", "🚌", "ord", "\u{ad}", "٣"]
    var documents: [SearchDocument] = []
    for rowID in 1...300 as ClosedRange<Int64> {
      let text = (0..<random.below(40)).map { _ in pieces[random.below(pieces.count)] }
      documents.append(SearchDocument(rowID: rowID, title: "t", body: text.joined()))
    }
    for document in documents { try fixture.insert(document) }
    #expect(try SearchIndex.integrityCheck(.public, on: fixture.connection) == [])
    for document in documents { try fixture.remove(document.rowID) }
    #expect(try fixture.search("t ord 12 東京") == [])
    #expect(try SearchIndex.integrityCheck(.public, on: fixture.connection) == [])
  }

  @Test func `a search in the middle of writing sees what is written, and nothing of it stays`()
    throws
  {
    struct Regret: Error {}
    try fixture.insert(document)
    #expect(throws: Regret.self) {
      try fixture.connection.immediate {
        try fixture.insert(SearchDocument(rowID: 8, title: "Pas"))
        #expect(try fixture.search("pas") == [8])
        throw Regret()
      }
    }
    try fixture.insert(SearchDocument(rowID: 9, title: "Hundetegn"))
    #expect(try fixture.search("pas") == [])
    #expect(try fixture.search("hundetegn") == [9])
  }
}
