import CRDT
import Knowledge
import SQLite
import Search
import Testing

@testable import ReplicaStore

@Suite struct `Synonyms in a replica` {
  let mkj = Authorship(author: "MKJ, Borgerservice", time: 1_790_000_000_000)

  private func add(_ words: String, at node: TestReplica) throws {
    var edit = ReferenceEdit()
    edit.add(try SynonymGroup(fields: [words]))
    try node.replica.edit(referenceOf: .national, edit, by: mkj)
  }

  private func titles(_ query: String, at node: TestReplica) throws -> [String] {
    try node.replica.searchAll(query, limit: 10).found.map(\.title.plainText)
  }

  @Test func `are used by search where they were said, and wherever they travel`() throws {
    let (soroe, bus) = (try TestReplica(), try TestReplica("Bussen", seed: 2))
    try soroe.write("Affald og genbrug", "Sådan sorterer du.")
    try soroe.write("Hundetegn", "Et tegn til hunden.")
    #expect(try titles("skrald", at: soroe).isEmpty)
    try add("affald, Skrald", at: soroe)
    #expect(try titles("skrald", at: soroe) == ["Affald og genbrug"])
    try bus.pull(from: soroe)
    #expect(try titles("skrald", at: bus) == ["Affald og genbrug"])
    #expect(try bus.replica.check().isEmpty)
    var edit = ReferenceEdit()
    edit.remove(try SynonymGroup(fields: ["skrald, affald"]))
    #expect(try bus.replica.edit(referenceOf: .national, edit, by: mkj).removed == 1)
    #expect(try titles("skrald", at: bus).isEmpty)
    #expect(try bus.replica.check().isEmpty)
  }

  @Test func `are the same after a rebuild, and a check sees when they are not`() throws {
    let node = try TestReplica()
    try add("affald, skrald", at: node)
    try add("gift, vielse, ægteskab", at: node)
    let before = try SearchIndex.synonyms(on: node.replica.connection)
    #expect(before == [["affald", "skrald"], ["gift", "vielse", "ægteskab"]])
    try SearchIndex.replaceSynonyms([["kat", "hund"]], on: node.replica.connection)
    #expect(try node.replica.check() == [.staleIndex("synonyms")])
    try node.replica.rebuild()
    #expect(try SearchIndex.synonyms(on: node.replica.connection) == before)
    #expect(try node.replica.check().isEmpty)
  }

  @Test func `of a document that counts no more are forgotten`() throws {
    let node = try TestReplica()
    try SearchIndex.replaceSynonyms([["kat", "hund"]], on: node.replica.connection)
    try node.replica.rebuild()
    #expect(try SearchIndex.synonyms(on: node.replica.connection).isEmpty)
  }
}

@Suite struct `A check of the search index` {
  @Test func `finds an article whose words are not what it says, and one that should not be there`()
    throws
  {
    let node = try TestReplica()
    try node.write("Pas", "Sådan får du et pas.")
    try node.write("Flytning", "Meld flytning.")
    #expect(try node.replica.check().isEmpty)
    let connection = node.replica.connection
    try connection.immediate {
      try SearchIndex.put(
        SearchDocument(rowID: 1, title: "Pas", body: "Noget andet"), into: .staff, on: connection)
      try SearchIndex.put(
        SearchDocument(rowID: 77, title: "Spøgelse"), into: .public, on: connection)
    }
    let findings = try node.replica.check()
    #expect(findings.count == 2)
    #expect(findings.contains(.staleIndex("public: 1 too many")))
    try node.replica.rebuild()
    #expect(try node.replica.check().isEmpty)
  }
}
