public import Knowledge
internal import SQLite

/// Making, listing and ending accounts.
extension AccountBook {
  @discardableResult
  public func add(
    name: String, fullName: String, initials: String, role: Role, password: String,
    now: Int64
  ) throws -> Account {
    guard let name = AccountName.normalised(name) else { throw AccountError.badName(name) }
    let hash = try AccountBook.hash(password, for: name)
    return try write { connection in
      guard try AccountBook.account(named: name, on: connection) == nil else {
        throw AccountError.nameTaken(name)
      }
      try connection.execute(
        """
        INSERT INTO account(name, full_name, initials, role, password, disabled, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)
        """,
        [
          .text(name), .text(fullName), .text(initials), .text(role.rawValue), .text(hash.text),
          .integer(now),
        ])
      return try AccountBook.required(name, on: connection)
    }
  }

  public func accounts() throws -> [Account] {
    try read { connection in
      try connection.query("SELECT \(Self.columns) FROM account ORDER BY name") { Account($0) }
    }
  }

  public func account(named name: String) throws -> Account? {
    guard let name = AccountName.normalised(name) else { return nil }
    return try read { try AccountBook.account(named: name, on: $0) }
  }

  /// Gives an account another password. Whoever is logged in to it is no longer, but for `session`;
  /// keys of scripts go as well.
  public func setPassword(
    _ password: String, of name: String, keeping session: String? = nil
  ) throws {
    guard let name = AccountName.normalised(name) else { throw AccountError.unknown(name) }
    let hash = try AccountBook.hash(password, for: name)
    try write { connection in
      let account = try AccountBook.required(name, on: connection)
      try connection.execute(
        "UPDATE account SET password = ?2 WHERE id = ?1",
        [.integer(account.id), .text(hash.text)])
      try AccountBook.endSessions(of: account, keeping: session, on: connection)
      try connection.execute(
        "DELETE FROM attempt WHERE what = ?1", [.text(AccountBook.key(ofName: name))])
    }
  }

  public func setRole(_ role: Role, of name: String) throws {
    try change(name) { connection, account in
      guard try role == .admin || !AccountBook.isLastAdmin(account, on: connection) else {
        throw AccountError.lastAdmin(account.name)
      }
      try connection.execute(
        "UPDATE account SET role = ?2 WHERE id = ?1",
        [.integer(account.id), .text(role.rawValue)])
      try AccountBook.endSessions(of: account, keeping: nil, on: connection)
    }
  }

  /// Closes an account, or opens it again. Its name stays taken: the history names it.
  public func setDisabled(_ isDisabled: Bool, _ name: String) throws {
    try change(name) { connection, account in
      guard try !isDisabled || !AccountBook.isLastAdmin(account, on: connection) else {
        throw AccountError.lastAdmin(account.name)
      }
      try connection.execute(
        "UPDATE account SET disabled = ?2 WHERE id = ?1",
        [.integer(account.id), .integer(isDisabled ? 1 : 0)])
      try AccountBook.endSessions(of: account, keeping: nil, on: connection)
    }
  }

  private func change(_ name: String, _ body: (Connection, Account) throws -> Void) throws {
    guard let name = AccountName.normalised(name) else { throw AccountError.unknown(name) }
    try write { connection in
      try body(connection, try AccountBook.required(name, on: connection))
    }
  }

  private static func hash(_ password: String, for name: String) throws -> PasswordHash {
    if let problem = PasswordRule.problem(with: password, for: name) {
      throw AccountError.badPassword(problem)
    }
    guard let hash = PasswordHash(of: password) else {
      throw AccountFileError(path: "libcrypt", reason: "yescrypt mangler i systemets libcrypt")
    }
    return hash
  }

  // MARK: Rows

  static let columns = "id, name, full_name, initials, role, disabled, created_at"

  static func account(named name: String, on connection: Connection) throws -> Account? {
    try connection.first("SELECT \(columns) FROM account WHERE name = ?1", [.text(name)]) {
      Account($0)
    }
  }

  private static func required(_ name: String, on connection: Connection) throws -> Account {
    guard let account = try account(named: name, on: connection) else {
      throw AccountError.unknown(name)
    }
    return account
  }

  private static func isLastAdmin(_ account: Account, on connection: Connection) throws -> Bool {
    guard account.role == .admin, !account.isDisabled else { return false }
    let others = try connection.first(
      "SELECT count(*) FROM account WHERE role = 'admin' AND disabled = 0 AND id <> ?1",
      [.integer(account.id)]
    ) { $0.integer(0) }
    return others == 0
  }
}

extension Account {
  /// A row of `AccountBook.columns`. A role that this version does not know may do the least.
  init(_ row: borrowing Row) {
    self.init(
      id: row.integer(0), name: row.text(1), fullName: row.text(2), initials: row.text(3),
      role: Role(rawValue: row.text(4)) ?? .partner, isDisabled: row.integer(5) != 0,
      createdAt: row.integer(6))
  }
}
