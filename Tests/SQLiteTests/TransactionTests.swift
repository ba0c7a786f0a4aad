import SQLite
import Testing

struct TransactionTests {
  struct Regret: Error {}

  let scratch: Scratch
  let connection: Connection

  init() throws {
    scratch = try Scratch()
    connection = try scratch.database()
    try connection.script("CREATE TABLE t (a INTEGER PRIMARY KEY)")
  }

  private func count(_ connection: Connection) throws -> Int64? {
    try connection.first("SELECT count(*) FROM t") { $0.integer(0) }
  }

  @Test func `a transaction that returns is committed`() throws {
    let answer = try connection.immediate {
      try connection.execute("INSERT INTO t VALUES (1)")
      return "gemt"
    }
    #expect(answer == "gemt")
    #expect(!connection.isInTransaction)
    let other = try Connection(path: scratch.path("test.sqlite"), mode: .readOnly)
    #expect(try count(other) == 1)
  }

  @Test func `a transaction left by an error leaves no trace`() throws {
    #expect(throws: Regret.self) {
      try connection.immediate {
        try connection.execute("INSERT INTO t VALUES (1)")
        throw Regret()
      }
    }
    #expect(!connection.isInTransaction)
    #expect(try count(connection) == 0)
  }

  @Test func `a commit that fails rolls back`() throws {
    try connection.script(
      "CREATE TABLE child (t REFERENCES t (a) DEFERRABLE INITIALLY DEFERRED)")
    let error = try #require(throws: SQLiteError.self) {
      try connection.immediate {
        try connection.execute("INSERT INTO t VALUES (1)")
        try connection.execute("INSERT INTO child VALUES (2)")
      }
    }
    #expect(error.isConstraint)
    #expect(!connection.isInTransaction)
    #expect(try count(connection) == 0)
  }

  @Test func `transactions do not nest, and the outer one is undone`() throws {
    #expect(throws: SQLiteError.self) {
      try connection.immediate {
        try connection.execute("INSERT INTO t VALUES (1)")
        try connection.immediate {}
      }
    }
    #expect(try count(connection) == 0)
  }

  // Reader             Writer
  // BEGIN
  // count → 0
  //                    INSERT, COMMIT
  // count → 0
  // COMMIT
  // count → 1
  @Test func `a reader sees one snapshot`() throws {
    let reader = try Connection(path: scratch.path("test.sqlite"), mode: .readOnly)
    try reader.read {
      #expect(try count(reader) == 0)
      try connection.execute("INSERT INTO t VALUES (1)")
      #expect(try count(reader) == 0)
      #expect(try reader.read { try count(reader) } == 0)
    }
    #expect(try count(reader) == 1)
  }

  // A                  B
  // BEGIN IMMEDIATE
  //                    BEGIN IMMEDIATE → busy
  @Test func `a second writer is told that it is busy`() throws {
    let other = try Connection(path: scratch.path("test.sqlite"), mode: .readWrite)
    try other.execute("PRAGMA busy_timeout = 0")
    try connection.immediate {
      let error = try #require(throws: SQLiteError.self) { try other.immediate {} }
      #expect(error.isBusy)
    }
    try other.immediate {}
  }

  @Test func `a full disk is told as such and undone`() throws {
    let pages = try connection.first("PRAGMA page_count") { $0.integer(0) } ?? 0
    try connection.script("PRAGMA max_page_count = \(pages + 8); CREATE TABLE big (b)")
    let error = try #require(throws: SQLiteError.self) {
      try connection.immediate {
        try connection.execute("INSERT INTO t VALUES (1)")
        try connection.execute("INSERT INTO big VALUES (zeroblob(1000000))")
      }
    }
    #expect(error.isFull)
    #expect(!connection.isInTransaction)
    #expect(try count(connection) == 0)
  }
}
