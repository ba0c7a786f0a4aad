import SQLite
import Testing

struct ConnectionTests {
  let scratch: Scratch
  let connection: Connection

  init() throws {
    scratch = try Scratch()
    connection = try scratch.database()
  }

  @Test func `every storage class comes back as it was stored`() throws {
    let values: [SQLiteValue] = [
      nil, 0, -1, .integer(.max), .integer(.min), 0.5, "", "Ærø, Ålborg og 🚌", "med \0 inde i",
      .text(String(repeating: "å", count: 100_000)), .blob([]), .blob([0, 255, 1]), true,
    ]
    try connection.script("CREATE TABLE t (id INTEGER PRIMARY KEY, v)")
    for value in values {
      try connection.execute("INSERT INTO t (v) VALUES (?)", [value])
    }
    #expect(try connection.query("SELECT v FROM t ORDER BY id") { $0.value(0) } == values)
    #expect(connection.lastInsertedRowID == Int64(values.count))
  }

  @Test func `a row is read by type, and what is not there reads as nothing`() throws {
    let sql = "SELECT NULL, 7, 0.5, 'tekst', x'0102', CAST(x'c3' AS TEXT)"
    let seen = try connection.first(sql) { row in
      #expect(row.columnCount == 6)
      #expect(row.isNull(0) && !row.isNull(1))
      #expect(row.isNull(99) && row.text(99) == "" && row.integer(-1) == 0)
      #expect(row.integer(1) == 7)
      #expect(row.real(2) == 0.5)
      #expect(row.text(3) == "tekst")
      #expect(row.blob(4) == [1, 2])
      #expect(row.withBytes(4) { bytes in bytes.count == 2 && bytes[1] == 2 })
      #expect(row.withBytes(0) { $0.isEmpty })
      #expect(row.text(5) == "\u{FFFD}", "half a letter must not trap")
      return true
    }
    #expect(seen == true)
  }

  @Test func `the first row is nil where there is none`() throws {
    #expect(try connection.first("SELECT 1 WHERE 0") { $0.integer(0) } == nil)
  }

  @Test func `reading stops when the closure has had enough`() throws {
    var seen = 0
    try connection.forEach("SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3") { _ in
      seen += 1
      return seen < 2
    }
    #expect(seen == 2)
  }

  @Test func `the same text may run again while its rows are being read`() throws {
    let sql = "SELECT 1 UNION ALL SELECT 2"
    var pairs: [String] = []
    try connection.forEach(sql) { outer in
      let left = outer.integer(0)
      pairs += try connection.query(sql) { "\(left)\($0.integer(0))" }
      return true
    }
    #expect(pairs == ["11", "12", "21", "22"])
  }

  @Test func `more texts than the cache holds all work`() throws {
    for _ in 0..<2 {
      for number in 0..<600 {
        #expect(try connection.first("SELECT \(number)") { $0.integer(0) } == Int64(number))
      }
    }
  }

  @Test func `an error names its code, its sentence and the statement`() throws {
    try connection.script("CREATE TABLE t (a UNIQUE)")
    try connection.execute("INSERT INTO t VALUES (1)")
    let error = try #require(throws: SQLiteError.self) {
      try connection.execute("INSERT INTO t VALUES (?)", [1])
    }
    #expect(error.isConstraint && !error.isBusy && !error.isFull)
    #expect(error.code == 2067, "the extended code tells unique from the other constraints")
    #expect(error.sql == "INSERT INTO t VALUES (?)")
    #expect(error.description.contains("UNIQUE"))
    try connection.execute("INSERT INTO t VALUES (?)", [2])
  }

  @Test(arguments: ["", "  ", "-- kun en bemærkning", "SELEC 1", "SELECT * FROM no_such_table"])
  func `a statement that is none is an error`(sql: String) {
    #expect(throws: SQLiteError.self) { try connection.execute(sql) }
  }

  @Test func `a string in double quotes is an error, not a text`() {
    #expect(throws: SQLiteError.self) { try connection.execute("SELECT \"tekst\"") }
  }

  @Test func `the connection is durable, distrustful and bounded`() throws {
    let settings: [(String, SQLiteValue)] = [
      ("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000),
      ("trusted_schema", 0), ("cell_size_check", 1), ("journal_size_limit", 67_108_864),
      ("query_only", 0),
    ]
    for (name, value) in settings {
      #expect(try connection.first("PRAGMA \(name)") { $0.value(0) } == value, "\(name)")
    }
    try connection.execute("PRAGMA writable_schema = ON")
    #expect(throws: SQLiteError.self) { try connection.execute("DELETE FROM sqlite_schema") }
  }

  @Test func `changed rows are counted`() throws {
    try connection.script("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3)")
    try connection.execute("UPDATE t SET a = a + 1 WHERE a > 1")
    #expect(connection.changedRows == 2)
  }

  @Test func `an interrupted statement says so and the connection lives on`() throws {
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    let interrupter = connection.interrupter
    let error = try #require(throws: SQLiteError.self) {
      try connection.forEach(endless) { row in
        if row.integer(0) == 1_000 { interrupter.interrupt() }
        return true
      }
    }
    #expect(error.isInterrupted)
    #expect(try connection.first("SELECT 1") { $0.integer(0) } == 1)
  }

  @Test func `an interrupter outlives its connection`() throws {
    var other: Connection? = try Connection(path: scratch.path("other.sqlite"), mode: .create)
    let interrupter = try #require(other?.interrupter)
    other = nil
    interrupter.interrupt()
    #expect(other == nil)
  }
}

struct OpeningTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `a missing file is made only on request`() throws {
    let path = scratch.path("ny.sqlite")
    for mode in [Connection.Mode.readWrite, .readOnly] {
      let error = try #require(throws: SQLiteError.self) { try Connection(path: path, mode: mode) }
      #expect(error.isCantOpen)
    }
    _ = try Connection(path: path, mode: .create)
    #expect(scratch.names() == ["ny.sqlite"])
  }

  @Test func `a file that is no database is refused at once`() throws {
    try scratch.write(Array(String(repeating: "Kære borger. ", count: 100).utf8), to: "brev.txt")
    for mode in [Connection.Mode.create, .readWrite, .readOnly] {
      let error = try #require(throws: SQLiteError.self) {
        try Connection(path: scratch.path("brev.txt"), mode: mode)
      }
      #expect(error.isNotADatabase)
    }
  }

  @Test func `a reader cannot write`() throws {
    let writer = try scratch.database()
    try writer.script("CREATE TABLE t (a); INSERT INTO t VALUES (1)")
    let reader = try Connection(path: scratch.path("test.sqlite"), mode: .readOnly)
    let error = try #require(throws: SQLiteError.self) { try reader.execute("DELETE FROM t") }
    #expect(error.isReadOnly)
    #expect(try reader.first("SELECT count(*) FROM t") { $0.integer(0) } == 1)
  }

  @Test func `the data version moves when somebody else commits`() throws {
    let writer = try scratch.database()
    let reader = try Connection(path: scratch.path("test.sqlite"), mode: .readOnly)
    let before = try reader.dataVersion
    #expect(try reader.dataVersion == before)
    try writer.script("CREATE TABLE t (a)")
    #expect(try reader.dataVersion != before)
  }
}
