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
    for scope in SearchScope.allCases { findings += try compare(scope) }
    if try synonymsAreStale() { findings.append(.staleIndex("synonyms")) }
    return findings
  }

  /// Each article that the index has other words of, then those that it should not have at all.
  private func compare(_ scope: SearchScope) throws -> [Finding] {
    var comparison = IndexComparison(of: scope, on: connection)
    var wrong = 0
    var findings: [Finding] = []
    for document in try documentRows() {
      guard let article = try indexed(document, in: scope) else { continue }
      guard try !comparison.agrees(on: SearchDocument(article, row: document)) else { continue }
      wrong += 1
      findings.append(.staleIndex("\(scope.rawValue): row \(document)"))
    }
    let surplus = try comparison.surplus
    if surplus > wrong {
      findings.append(.staleIndex("\(scope.rawValue): \(surplus - wrong) too many"))
    }
    return findings
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
