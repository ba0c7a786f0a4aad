public import SQLite

/// Holds an index against the articles it should have, word for word.
///
/// ```swift
/// var comparison = IndexComparison(of: .public, on: connection)
/// for document in documents where try !comparison.agrees(on: document) { … }
/// try comparison.surplus   // articles that the index has and should not
/// ```
///
/// All of it must be read in one transaction.
public struct IndexComparison {
  private let scope: SearchScope
  private let connection: Connection
  private var analyser = WordAnalyser()
  private var agreed = 0

  public init(of scope: SearchScope, on connection: Connection) {
    self.scope = scope
    self.connection = connection
  }

  /// Whether the index has just these words of the article, each as often and where it stands.
  public mutating func agrees(on document: SearchDocument) throws -> Bool {
    let (scope, connection) = (scope, connection)
    let words = try analyser.analyse(document, in: scope) { letters in
      // No word has the number 0, so what the index never met agrees with nothing.
      try connection.first(
        "SELECT id FROM \(scope.table)_word WHERE word = ?", [.blob(letters)]
      ) { UInt32(clamping: $0.integer(0)) } ?? 0
    }
    let held = try connection.first(
      "SELECT words FROM \(scope.table)_document WHERE id = ?", [.integer(document.rowID)]
    ) { $0.blob(0) }
    guard held == words.encoded else { return false }
    agreed += 1
    return true
  }

  /// How many articles the index has beside those that it agreed on.
  public var surplus: Int {
    get throws {
      let held = try connection.first(
        "SELECT count(*) FROM \(scope.table)_document WHERE words != x''", []
      ) { Int($0.integer(0)) }
      return (held ?? 0) - agreed
    }
  }
}
