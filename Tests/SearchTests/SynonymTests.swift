import SQLite
import Search
import Testing

/// What editors have said to mean the same.
struct SynonymTests {
  private func fixture(_ titles: [String], _ synonyms: [[String]]) throws -> Fixture {
    let fixture = try Fixture(titles: titles)
    try SearchIndex.createSynonymTable(on: fixture.connection)
    try SearchIndex.replaceSynonyms(synonyms, on: fixture.connection)
    return fixture
  }

  @Test func `another word finds what has the one, in any form, and says so in no suggestion`()
    throws
  {
    let fixture = try fixture(
      ["Affald og genbrug", "Hundetegn", "Vielse"], [["affald", "skrald"], ["gift", "vielse"]])
    #expect(try fixture.search("skrald") == [1])
    #expect(try fixture.search("skraldet ") == [1])
    #expect(try fixture.search("gift") == [3])
    let answer = try SearchIndex.answer(
      "skrald", in: .public, limit: 10, on: fixture.connection)
    #expect(answer.suggestion == nil)
    #expect(answer.outcome == .found)
  }

  @Test func `the word that was typed comes before its synonym`() throws {
    let fixture = try fixture(
      ["Affald", "Skrald", "Hundetegn"], [["affald", "skrald"]])
    #expect(try fixture.search("skrald ") == [2, 1])
    #expect(try fixture.search("affald ") == [1, 2])
  }

  @Test func `several words may mean one, and one several`() throws {
    let fixture = try fixture(
      ["Køreplan for bussen", "Offentlig transport", "Hundetegn", "Transport af affald"],
      [["bus", "offentlig transport"]])
    #expect(try fixture.search("offentlig transport ").prefix(2) == [2, 1])
    #expect(try fixture.search("bus ").prefix(2) == [1, 2])
  }

  @Test func `what is said anew holds from the next search, and what is taken away is gone`() throws
  {
    let fixture = try fixture(["Affald", "Hundetegn"], [])
    #expect(try fixture.search("kattegrus ").isEmpty)
    try SearchIndex.replaceSynonyms([["affald", "kattegrus"]], on: fixture.connection)
    #expect(try fixture.search("kattegrus ") == [1])
    try SearchIndex.replaceSynonyms([], on: fixture.connection)
    #expect(try fixture.search("kattegrus ").isEmpty)
    #expect(try SearchIndex.synonyms(on: fixture.connection).isEmpty)
  }

  @Test func `synonyms without a letter mean nothing`() throws {
    let fixture = try fixture(["Affald", "Hundetegn"], [["affald", "!?"], ["…", "–"]])
    #expect(try fixture.search("affald ") == [1])
    #expect(try fixture.search("!?").isEmpty)
  }
}
