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

/// Random numbers that are the same in every run (SplitMix64).
struct Seeded {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func next(upTo bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
