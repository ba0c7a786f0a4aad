import SQLite
import Testing

struct MigrationsTests {
  struct Regret: Error {}

  let scratch: Scratch
  let connection: Connection
  let steps: [Migrations.Step] = [
    .sql("CREATE TABLE a (x); CREATE TABLE b (y)"),
    .code { try $0.execute("INSERT INTO a VALUES (?)", [1]) },
    .sql("ALTER TABLE b ADD COLUMN z"),
  ]

  init() throws {
    scratch = try Scratch()
    connection = try scratch.database()
  }

  private func migrations(_ count: Int) -> Migrations {
    Migrations(applicationID: 0x1234, steps: Array(steps.prefix(count)))
  }

  private func version() throws -> Int64? {
    try connection.first("PRAGMA user_version") { $0.integer(0) }
  }

  @Test func `an empty file takes every step once`() throws {
    try migrations(3).migrate(connection)
    try migrations(3).migrate(connection)
    #expect(try version() == 3)
    #expect(try connection.first("PRAGMA application_id") { $0.integer(0) } == 0x1234)
    #expect(try connection.query("SELECT x FROM a") { $0.integer(0) } == [1])
    try migrations(3).check(connection)
  }

  @Test func `an older database takes only the steps it lacks`() throws {
    try migrations(1).migrate(connection)
    #expect(throws: MigrationError.outdated(version: 1, known: 3)) {
      try migrations(3).check(connection)
    }
    try migrations(3).migrate(connection)
    #expect(try version() == 3)
    #expect(try connection.query("SELECT x FROM a") { $0.integer(0) } == [1])
  }

  @Test func `a database from a newer release is left alone`() throws {
    try migrations(3).migrate(connection)
    #expect(throws: MigrationError.fromTheFuture(version: 3, known: 2)) {
      try migrations(2).migrate(connection)
    }
  }

  @Test(arguments: [
    "PRAGMA application_id = 99", "CREATE TABLE theirs (x)", "PRAGMA user_version = 1",
  ])
  func `another program's database is left alone`(sign: String) throws {
    try connection.script(sign)
    let error = try #require(throws: MigrationError.self) {
      try migrations(3).migrate(connection)
    }
    guard case .foreignDatabase = error else {
      Issue.record("\(error)")
      return
    }
    #expect(
      try connection.first("SELECT count(*) FROM sqlite_schema WHERE name = 'a'") {
        $0.integer(0)
      } == 0)
  }

  @Test func `a step that fails is undone and can be taken again`() throws {
    let failing = Migrations(
      applicationID: 0x1234,
      steps: [
        steps[0],
        .code {
          try $0.execute("INSERT INTO a VALUES (7)")
          throw Regret()
        },
      ])
    #expect(throws: Regret.self) { try failing.migrate(connection) }
    #expect(try version() == 1)
    #expect(try connection.first("SELECT count(*) FROM a") { $0.integer(0) } == 0)
    try migrations(3).migrate(connection)
    #expect(try version() == 3)
  }
}
