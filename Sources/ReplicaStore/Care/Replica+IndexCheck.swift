import CRDT
import Knowledge
import SQLite
import Search

/// Holding the search index against what it points at.
extension Replica {
  /// What is wrong with the index: in itself, or because it has other words than the articles.
  func checkIndex() throws -> [Finding] {
    var findings = try SearchScope.allCases.flatMap { scope in
      try SearchIndex.integrityCheck(scope, on: connection).map(Finding.staleIndex)
    }
    // An index that is damaged has no words to compare.
    guard findings.isEmpty else { return findings }
    findings += try compareIndexes()
    if try synonymsAreStale() { findings.append(.staleIndex("synonyms")) }
    return findings
  }

  /// Of each index the articles that it has other words of, then those that it should not have at
  /// all.
  private func compareIndexes() throws -> [Finding] {
    var comparison = IndexComparison(on: connection)
    var wrong: [SearchScope: [Int64]] = [:]
    for document in try documentRows() {
      for scope in SearchScope.allCases {
        guard let article = try indexed(document, in: scope),
          try !comparison.agrees(on: SearchDocument(article, row: document), in: scope)
        else { continue }
        wrong[scope, default: []].append(document)
      }
    }
    return try SearchScope.allCases.flatMap { scope in
      let rows = wrong[scope] ?? []
      let surplus = try comparison.surplus(in: scope) - rows.count
      return rows.map { Finding.staleIndex("\(scope.rawValue): row \($0)") }
        + (surplus > 0 ? [.staleIndex("\(scope.rawValue): \(surplus) too many")] : [])
    }
  }

  /// What an index should have of a document; `nil` for nothing.
  func indexed(_ document: Int64, in scope: SearchScope) throws -> Article? {
    switch scope {
    case .public: return try publishedForCitizens(document)
    case .staff:
      guard let state = try storedState(ofDocumentRow: document),
        DocumentKind(rawValue: state.kind).isArticle
      else { return nil }
      return Article(state)
    }
  }
}
