import SQLite
import Search
import Testing

/// Holding the index against the articles.
struct IndexComparisonTests {
  private let documents = [
    SearchDocument(rowID: 1, title: "Pas", body: "Sådan får du et pas", keywords: "rejse"),
    SearchDocument(rowID: 2, title: "Flytning", shortAnswer: "Meld flytning på § 12"),
  ]

  private func standing(
    _ documents: [SearchDocument], in fixture: Fixture
  ) throws -> (agreeing: [Bool], surplus: Int) {
    var comparison = IndexComparison(on: fixture.connection)
    let agreeing = try documents.map { try comparison.agrees(on: $0, in: .public) }
    return (agreeing, try comparison.surplus(in: .public))
  }

  @Test func `what was put in agrees, and a word more or less or elsewhere does not`() throws {
    let fixture = try Fixture()
    for document in documents { try fixture.insert(document) }
    #expect(try standing(documents, in: fixture) == ([true, true], 0))
    var moved = documents
    moved[0].keywords = ""
    moved[0].body += " rejse"
    moved[1].title += " til udlandet"
    #expect(try standing(moved, in: fixture) == ([false, false], 2))
  }

  @Test func `an article that is missing and one that is too many are told apart`() throws {
    let fixture = try Fixture()
    try fixture.insert(documents[0])
    #expect(try standing(documents, in: fixture) == ([true, false], 0))
    try fixture.insert(documents[1])
    #expect(try standing([documents[0]], in: fixture) == ([true], 1))
    try fixture.remove(2)
    #expect(try standing([documents[0]], in: fixture) == ([true], 0))
  }

  @Test func `the same text is held against each index by the numbers of its own words`() throws {
    let fixture = try Fixture()
    // The words come in another order, so each list numbers them otherwise.
    for document in documents { try fixture.insert(document) }
    for document in documents.reversed() { try fixture.insert(document, into: .staff) }
    var comparison = IndexComparison(on: fixture.connection)
    for document in documents {
      for scope in SearchScope.allCases {
        #expect(try comparison.agrees(on: document, in: scope))
      }
    }
    var moved = documents[0]
    moved.body += " igen"
    #expect(try !comparison.agrees(on: moved, in: .staff))
    #expect(try SearchScope.allCases.map(comparison.surplus) == [0, 0])
  }
}
