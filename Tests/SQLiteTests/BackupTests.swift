import SQLite
import Testing

struct BackupTests {
  let scratch: Scratch
  let connection: Connection

  init() throws {
    scratch = try Scratch()
    connection = try scratch.database()
    try connection.script("CREATE TABLE t (a INTEGER PRIMARY KEY, b)")
    try connection.immediate {
      for _ in 0..<200 {
        try connection.execute("INSERT INTO t (b) VALUES (randomblob(30000))")
      }
    }
  }

  private func sum(_ connection: Connection) throws -> String? {
    try connection.first("SELECT group_concat(hex(substr(b, 1, 8))) FROM t") { $0.text(0) }
  }

  @Test func `a backup is one file with everything in it`() throws {
    try connection.backup(to: scratch.path("kopi.sqlite"))
    #expect(scratch.names().filter { $0.hasPrefix("kopi") } == ["kopi.sqlite"])
    let copy = try Connection(path: scratch.path("kopi.sqlite"), mode: .readOnly)
    #expect(try sum(copy) == sum(connection))
    #expect(!connection.isInTransaction)
  }

  @Test func `a backup overwrites an older one`() throws {
    try connection.backup(to: scratch.path("kopi.sqlite"))
    try connection.execute("DELETE FROM t WHERE a > 10")
    try connection.backup(to: scratch.path("kopi.sqlite"))
    let copy = try Connection(path: scratch.path("kopi.sqlite"), mode: .readOnly)
    #expect(try copy.first("SELECT count(*) FROM t") { $0.integer(0) } == 10)
  }

  @Test func `a backup works inside a transaction and leaves it open`() throws {
    try connection.read {
      try connection.backup(to: scratch.path("kopi.sqlite"))
      #expect(connection.isInTransaction)
    }
  }

  @Test func `a backup that cannot be written is an error`() throws {
    let error = try #require(throws: SQLiteError.self) {
      try connection.backup(to: scratch.path("ingen/kopi.sqlite"))
    }
    #expect(error.isCantOpen)
    #expect(!connection.isInTransaction)
  }

  @Test func `a sound database has no faults and a damaged one has`() throws {
    #expect(try connection.integrityCheck() == [])
    try connection.script("CREATE INDEX t_b ON t (substr(b, 1, 9))")
    try connection.backup(to: scratch.path("kopi.sqlite"))
    let copy = try Connection(path: scratch.path("kopi.sqlite"), mode: .readWrite)
    try copy.script("PRAGMA journal_mode = DELETE")
    let pages = try copy.first("PRAGMA page_count") { $0.integer(0) } ?? 0
    let size = try copy.first("PRAGMA page_size") { $0.integer(0) } ?? 0
    #expect(pages > 100)
    try scratch.damage("kopi.sqlite", at: Int(size * (pages - 2)), with: 0xff, count: Int(size))
    let damaged = try Connection(path: scratch.path("kopi.sqlite"), mode: .readOnly)
    #expect(try !damaged.integrityCheck().isEmpty)
  }
}
