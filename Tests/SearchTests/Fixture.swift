import SQLite
import Search

/// An index in memory, filled with titles.
struct Fixture {
  let connection: Connection

  init() throws {
    connection = try Connection(path: ":memory:", mode: .create)
    SearchIndex.register(on: connection)
    try SearchIndex.createTables(on: connection)
  }

  init(titles: [String]) throws {
    try self.init()
    for (index, title) in titles.enumerated() {
      try insert(SearchDocument(rowID: Int64(index + 1), title: title))
    }
  }

  func insert(_ document: SearchDocument, into scope: SearchScope = .public) throws {
    try SearchIndex.put(document, into: scope, on: connection)
  }

  func remove(_ rowID: Int64) throws {
    try SearchIndex.remove(rowID, from: .public, on: connection)
  }

  /// The numbers of what was found, the best first.
  func search(
    _ query: String, in scope: SearchScope = .public, limit: Int = 10
  ) throws -> [Int64] {
    try SearchIndex.search(query, in: scope, limit: limit, on: connection).map(\.rowID)
  }
}
