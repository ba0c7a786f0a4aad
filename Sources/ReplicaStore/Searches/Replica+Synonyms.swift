import Knowledge
import SQLite
import Search

/// Synonyms, from the reference records to the search index, in the same transaction.
extension Replica {
  static let synonymStep = Migrations.Step.code { connection in
    try SearchIndex.createSynonymTable(on: connection)
    try Replica(connection).refreshSynonyms()
  }

  /// Gives search the synonyms of all owners together: they are about the language, not about a
  /// place, and all replicas with the same changes must find the same.
  func refreshSynonyms() throws {
    try SearchIndex.replaceSynonyms(synonymGroups(), on: connection)
  }

  /// Whether search has other synonyms than the records say.
  func synonymsAreStale() throws -> Bool {
    try Set(SearchIndex.synonyms(on: connection)) != Set(synonymGroups())
  }

  private func synonymGroups() throws -> [[String]] {
    try referenceOwners().flatMap { owner in
      try reference(of: owner).lines(SynonymGroup.self).map(\.words)
    }
  }
}
