public import SQLite

/// Holds both indexes against the articles they should have, word for word.
///
/// ```swift
/// var comparison = IndexComparison(on: connection)
/// for document in documents where try !comparison.agrees(on: document, in: .public) { … }
/// try comparison.surplus(in: .public)   // articles that the index has and should not
/// ```
///
/// All of it must be read in one transaction. What most articles have is the same text in both
/// indexes: a text that comes twice in a row is read once.
public struct IndexComparison {
  private let connection: Connection
  private var analyser = WordAnalyser()

  /// The one the analyser has at hand.
  private var document: SearchDocument?

  /// By scope: whether its words were learned, and how many articles agreed.
  private var isPrepared = SearchScope.allCases.map { _ in false }
  private var agreed = SearchScope.allCases.map { _ in 0 }

  public init(on connection: Connection) {
    self.connection = connection
  }

  /// Whether the index has just these words of the article, each as often and where it stands.
  public mutating func agrees(on document: SearchDocument, in scope: SearchScope) throws -> Bool {
    try prepare(scope)
    if document != self.document {
      analyser.read(document)
      self.document = document
    }
    let connection = connection
    let words = try analyser.words(in: scope) { letters in
      // No word has the number 0, so what the index never met agrees with nothing.
      try connection.first(
        "SELECT id FROM \(scope.table)_word WHERE word = ?", [.blob(letters)]
      ) { UInt32(clamping: $0.integer(0)) } ?? 0
    }
    let held = try connection.first(
      "SELECT words FROM \(scope.table)_document WHERE id = ?", [.integer(document.rowID)]
    ) { $0.blob(0) }
    guard held == words.encoded else { return false }
    agreed[scope.ordinal] += 1
    return true
  }

  /// Reads a scope's list of words as it lies: to look each up by its letters took as long as
  /// reading the articles.
  private mutating func prepare(_ scope: SearchScope) throws {
    guard !isPrepared[scope.ordinal] else { return }
    isPrepared[scope.ordinal] = true
    try connection.forEach("SELECT id, word FROM \(scope.table)_word") { row in
      analyser.learn(row.blob(1), UInt32(clamping: row.integer(0)), in: scope)
      return true
    }
  }

  /// How many articles the index has beside those that it agreed on.
  public func surplus(in scope: SearchScope) throws -> Int {
    let held = try connection.first(
      "SELECT count(*) FROM \(scope.table)_document WHERE words != x''", []
    ) { Int($0.integer(0)) }
    return (held ?? 0) - agreed[scope.ordinal]
  }
}
