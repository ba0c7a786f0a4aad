/// The numbered steps from an empty file to today's schema.
///
/// `application_id` in the file's header says whose database it is, `user_version` how many steps
/// it has taken. A step that was released is never edited: databases out there have taken it as it
/// was. What is wrong with it is mended by the next step.
///
/// ```swift
/// let migrations = Migrations(
///   applicationID: 0x4656_6964,
///   steps: [
///     .sql("CREATE TABLE change (…) STRICT"),
///     .code { connection in … },
///   ])
/// try migrations.migrate(connection)
/// ```
public struct Migrations: Sendable {
  public enum Step: Sendable {
    case sql(String)
    case code(@Sendable (Connection) throws -> Void)
  }

  public let applicationID: Int32
  public let steps: [Step]

  public init(applicationID: Int32, steps: [Step]) {
    precondition(applicationID != 0, "0 is what every new SQLite file says")
    self.applicationID = applicationID
    self.steps = steps
  }

  /// The schema's number when all steps are taken.
  public var version: Int { steps.count }
}

/// Why a database is not ours to open.
public enum MigrationError: Error, Hashable, Sendable {
  /// Another program's database.
  case foreignDatabase(applicationID: Int32)

  /// A database that a newer release of this program has taken further than we can follow.
  case fromTheFuture(version: Int, known: Int)

  /// A database whose steps are not all taken, on a connection that cannot take them.
  case outdated(version: Int, known: Int)
}

extension Migrations {
  /// Takes the steps that are missing, each in a transaction of its own.
  ///
  /// Where the work stops (a full disk, a power cut), the next start goes on.
  public func migrate(_ connection: Connection) throws {
    while try step(connection) {}
  }

  /// Whether the database is ours and not from the future. Asked on a connection that only reads,
  /// before one is opened that would write as much as a journal mode into somebody else's file.
  public func identify(_ connection: Connection) throws {
    _ = try connection.read { try identifiedVersion(connection) }
  }

  /// Whether the database is ours and complete, for connections that only read.
  public func check(_ connection: Connection) throws {
    let version = try connection.read { try identifiedVersion(connection) }
    guard version == steps.count else {
      throw MigrationError.outdated(version: version, known: steps.count)
    }
  }

  /// Takes the next step, if there is one. The version is read inside the step's transaction,
  /// because another process may be migrating the same file.
  private func step(_ connection: Connection) throws -> Bool {
    let version = try connection.read { try identifiedVersion(connection) }
    guard version < steps.count else { return false }
    try connection.immediate {
      let version = try identifiedVersion(connection)
      guard version < steps.count else { return }
      try take(steps[version], on: connection)
      try connection.script(
        "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version + 1)")
    }
    return true
  }

  private func take(_ step: Step, on connection: Connection) throws {
    switch step {
    case .sql(let sql): try connection.script(sql)
    case .code(let body): try body(connection)
    }
  }

  /// The database's version, once it is certain that the database is ours.
  private func identifiedVersion(_ connection: Connection) throws -> Int {
    let found = try Int32(truncatingIfNeeded: connection.integer("PRAGMA application_id"))
    let version = try Int(connection.integer("PRAGMA user_version"))
    guard try found == applicationID || isFresh(connection, found: found, version: version) else {
      throw MigrationError.foreignDatabase(applicationID: found)
    }
    guard (0...steps.count).contains(version) else {
      throw MigrationError.fromTheFuture(version: version, known: steps.count)
    }
    return version
  }

  /// A file that nobody has begun to use: no name, no number, no table.
  private func isFresh(_ connection: Connection, found: Int32, version: Int) throws -> Bool {
    guard found == 0, version == 0 else { return false }
    return try connection.integer("SELECT count(*) FROM sqlite_schema") == 0
  }
}
