internal import SQLite

/// An index in a file of its own, with no articles beside it: for measuring and for trying out.
///
/// ```swift
/// let index = try StandaloneIndex(path: "try.sqlite")
/// try index.insert(documents)
/// let hits = try index.search("bygge tillad", limit: 10)
/// ```
public final class StandaloneIndex {
  private let connection: Connection
  private let scope = SearchScope.public

  /// Makes an empty index; the file must not be there yet.
  public init(path: String) throws {
    connection = try Connection(path: path, mode: .create)
    SearchIndex.register(on: connection)
    try SearchIndex.createTables(on: connection)
  }

  /// Adds all documents in one transaction.
  public func insert(_ documents: [SearchDocument]) throws {
    try connection.makeRoomForBulk()
    try connection.immediate {
      for document in documents { try SearchIndex.put(document, into: scope, on: connection) }
    }
  }

  /// Puts a text in the place of what the index has of it, as a save does.
  public func put(_ document: SearchDocument) throws {
    try connection.immediate { try SearchIndex.put(document, into: scope, on: connection) }
  }

  public func search(_ query: String, limit: Int) throws -> [SearchHit] {
    try SearchIndex.search(query, in: scope, limit: limit, on: connection)
  }

  /// The size of the index, in bytes.
  public var byteCount: Int {
    get throws {
      try connection.first("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
      {
        Int($0.integer(0))
      } ?? 0
    }
  }
}
