import Chance
import Glibc
import SQLite
import Search
import Testing

/// Several connections to one file, as a node has them.
struct SharedIndexTests {
  private let path: String

  init() {
    path = "/tmp/viden-search-\(UInt64.random(in: .min ... .max)).sqlite"
  }

  /// Gives `body` so many connections to a fresh index and takes the file away afterwards.
  private func withConnections(_ count: Int, _ body: ([Connection]) throws -> Void) throws {
    defer { for end in ["", "-wal", "-shm"] { unsafe _ = unlink(path + end) } }
    let connections = try (0..<count).map { _ in
      let connection = try Connection(path: path, mode: .create)
      SearchIndex.register(on: connection)
      return connection
    }
    try SearchIndex.createTables(on: connections[0])
    try body(connections)
  }

  private func search(_ query: String, on connection: Connection) throws -> [Int64] {
    try SearchIndex.search(query, in: .public, limit: 10, on: connection).map(\.rowID)
  }

  private func put(_ title: String, as rowID: Int64, on connection: Connection) throws {
    try SearchIndex.put(SearchDocument(rowID: rowID, title: title), into: .public, on: connection)
  }

  @Test func `what one connection writes, the others find`() throws {
    try withConnections(3) { connections in
      try put("Pas", as: 1, on: connections[0])
      #expect(try search("pas", on: connections[1]) == [1])
      try put("Hundetegn", as: 2, on: connections[2])
      try put("Kørekort", as: 1, on: connections[0])
      #expect(try search("hundetegn", on: connections[1]) == [2])
      #expect(try search("kørekort", on: connections[2]) == [1])
      #expect(try search("pas", on: connections[0]) == [])
    }
  }

  @Test func `the first thing a connection does may be to take an article out`() throws {
    try withConnections(2) { connections in
      for rowID in 1...5 as ClosedRange<Int64> { try put("Pas", as: rowID, on: connections[0]) }
      try SearchIndex.remove(3, from: .public, on: connections[1])
      #expect(try search("pas", on: connections[1]) == [1, 2, 4, 5])
      #expect(try search("pas", on: connections[0]) == [1, 2, 4, 5])
      try put("Hundetegn", as: 3, on: connections[1])
      #expect(try search("hundetegn", on: connections[0]) == [3])
      #expect(try search("pas", on: connections[0]) == [1, 2, 4, 5])
    }
  }

  /// ```
  /// A                          B
  ///                            BEGIN, reads
  /// puts and commits
  /// searches: memory moves on
  ///                            searches
  /// ```
  @Test func `a reader that began earlier is served by what others have read on`() throws {
    try withConnections(2) { connections in
      try put("Pas", as: 1, on: connections[0])
      try connections[1].read {
        #expect(try search("pas", on: connections[1]) == [1])
        try put("Pas", as: 2, on: connections[0])
        #expect(try search("pas", on: connections[0]) == [1, 2])
        #expect(try search("pas", on: connections[1]) == [1, 2])
      }
    }
  }

  @Test func `an index built anew takes the place of the old one everywhere`() throws {
    try withConnections(2) { connections in
      try put("Pas", as: 1, on: connections[0])
      #expect(try search("pas", on: connections[1]) == [1])
      try SearchIndex.clear(.public, on: connections[0])
      #expect(try search("pas", on: connections[1]) == [])
      try put("Hundetegn", as: 1, on: connections[0])
      #expect(try search("hundetegn", on: connections[1]) == [1])
    }
  }

  /// The slow twin: an index made anew from the same articles.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `an index that followed every write answers as one made anew`(seed: UInt64) throws {
    let words = [
      "pas", "kørekort", "flytning", "byggetilladelse", "tilladelse", "hund", "hundetegn", "til",
      "og", "børn", "§ 12", "PVC-affald", "70 20 30 40",
    ]
    try withConnections(2) { connections in
      var random = SeededRandom(seed: seed)
      var titles: [Int64: String] = [:]
      for _ in 0..<120 {
        let rowID = Int64(1 + random.below(20))
        if random.below(4) == 0 {
          titles[rowID] = nil
          try SearchIndex.remove(rowID, from: .public, on: connections[0])
        } else {
          let count = 1 + random.below(6)
          let title = (0..<count).map { _ in words[random.below(words.count)] }
          titles[rowID] = title.joined(separator: " ")
          try put(titles[rowID] ?? "", as: rowID, on: connections[0])
        }
        if random.below(5) == 0 { _ = try search("pas", on: connections[1]) }
      }
      let anew = try Fixture()
      for (rowID, title) in titles { try anew.insert(SearchDocument(rowID: rowID, title: title)) }
      for word in words {
        let found = try SearchIndex.search(word, in: .public, limit: 20, on: connections[1])
        let expected = try SearchIndex.search(word, in: .public, limit: 20, on: anew.connection)
        #expect(Set(found.map(\.rowID)) == Set(expected.map(\.rowID)), "seed \(seed): \(word)")
      }
    }
  }
}
