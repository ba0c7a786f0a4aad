internal import Glibc
internal import SQLite
internal import Synchronization

/// The accounts of a node, who is logged in, and who has guessed too often.
///
/// ```swift
/// let book = try AccountBook(path: folder.access)
/// try book.add(name: "mkj", fullName: "Mette K. Jensen", initials: "MKJ", role: .admin,
///   password: "…", now: now)
/// switch try book.logIn(name: "mkj", password: "…", from: "192.0.2.7", now: now) {
/// case .welcome(let account, let secret): …
/// ```
///
/// All of it blocks; hashing a password takes tens of milliseconds and belongs on a thread that is
/// kept for it. Times are milliseconds since 1970, by the clock of whoever calls.
public final class AccountBook: Sendable {
  static let migrations = Migrations(
    applicationID: Schema.applicationID, steps: [.sql(Schema.first)])

  private static let readers = 2

  private let writer: WriterGate
  private let pool: ReaderPool
  /// Once there is an account there always is one; before that it is worth looking each time.
  private let hasAccounts = Atomic(false)
  /// What an unknown name is checked against, so that it takes as long as a known one.
  let dummy: PasswordHash
  let hashRate = HashRate()

  /// Opens the book, and makes it where there is none, for the owner alone.
  ///
  /// - Throws: `AccountFileError` when others may read the file; what SQLite throws.
  public init(path: String) throws {
    try AccountBook.secure(path)
    writer = try WriterGate(path: path, mode: .readWrite) { connection in
      try AccountBook.migrations.migrate(connection)
    }
    pool = try ReaderPool(path: path, count: AccountBook.readers) { connection in
      try AccountBook.migrations.check(connection)
    }
    dummy = PasswordHash.unmatched
  }

  /// Makes the file with mode 0600 before SQLite would make it with another, and refuses one that
  /// others may read, as ssh does.
  private static func secure(_ path: String) throws {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw unsafe AccountFileError(path: path, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & 0o077 == 0 else {
      throw AccountFileError(path: path, reason: "andre end ejeren kan læse den; kør chmod 600")
    }
  }

  func read<T>(_ body: (Connection) throws -> T) throws -> T { try pool.read(body) }

  func write<T>(_ body: (Connection) throws -> T) throws -> T {
    try writer.write { connection in try connection.immediate { try body(connection) } }
  }

  /// Whether there is any account, and with it the rule that staff pages need a login.
  public func isInUse() throws -> Bool {
    if hasAccounts.load(ordering: .relaxed) { return true }
    let found = try read { connection in
      try connection.first("SELECT 1 FROM account LIMIT 1") { _ in true } ?? false
    }
    if found { hasAccounts.store(true, ordering: .relaxed) }
    return found
  }
}

/// Why the file of accounts is not used.
public struct AccountFileError: Error, Hashable, Sendable {
  public let path: String
  public let reason: String
}
