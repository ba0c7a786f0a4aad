internal import SQLite

/// Who is logged in.
extension AccountBook {
  /// The account that this secret stands for; `nil` when the login has ended, by time, by logging
  /// out, or because the account was closed.
  public func account(withSession secret: String, now: Int64) throws -> Account? {
    try account(with: secret, kind: .browser, now: now)
  }

  /// The account of a script's key.
  public func account(withKey secret: String, now: Int64) throws -> Account? {
    try account(with: secret, kind: .key, now: now)
  }

  private func account(with secret: String, kind: Session.Kind, now: Int64) throws -> Account? {
    guard let stored = Session.stored(secret) else { return nil }
    let found = try read { connection in
      try connection.first(
        """
        SELECT account.id, name, full_name, initials, role, disabled, account.created_at,
          session.created_at, seen_at
        FROM session JOIN account ON account.id = session.account
        WHERE secret = ?1 AND kind = ?2
        """, [.blob(stored), .text(kind.rawValue)]
      ) { row in (account: Account(row), createdAt: row.integer(7), seenAt: row.integer(8)) }
    }
    guard let found, !found.account.isDisabled,
      kind == .key || Self.lasts(createdAt: found.createdAt, seenAt: found.seenAt, now: now)
    else { return nil }
    if abs(now - found.seenAt) > Session.noteMilliseconds { try note(stored, seenAt: now) }
    return found.account
  }

  private static func lasts(createdAt: Int64, seenAt: Int64, now: Int64) -> Bool {
    now >= createdAt - Session.clockSlack
      && now - createdAt < Session.absoluteMilliseconds
      && now - seenAt < Session.idleMilliseconds
  }

  private func note(_ stored: [UInt8], seenAt now: Int64) throws {
    try write { connection in
      try connection.execute(
        "UPDATE session SET seen_at = ?2 WHERE secret = ?1", [.blob(stored), .integer(now)])
    }
  }

  /// Begins a login and gives its secret. Those that have run out are swept away meanwhile.
  static func beginSession(
    of account: Account, _ kind: Session.Kind, label: String, now: Int64, on connection: Connection
  ) throws -> String {
    try connection.execute(
      "DELETE FROM session WHERE kind = 'browser' AND (created_at < ?1 OR seen_at < ?2)",
      [
        .integer(now - Session.absoluteMilliseconds), .integer(now - Session.idleMilliseconds),
      ])
    let secret = Session.freshSecret()
    try connection.execute(
      """
      INSERT INTO session(secret, account, kind, label, created_at, seen_at)
      VALUES (?1, ?2, ?3, ?4, ?5, ?5)
      """,
      [
        .blob(Session.stored(secret) ?? []), .integer(account.id), .text(kind.rawValue),
        .text(label), .integer(now),
      ])
    return secret
  }

  /// Makes a key for a script. It is shown once and never again.
  public func makeKey(of name: String, label: String, now: Int64) throws -> String {
    guard let name = AccountName.normalised(name) else { throw AccountError.unknown(name) }
    return try write { connection in
      guard let account = try AccountBook.account(named: name, on: connection) else {
        throw AccountError.unknown(name)
      }
      return try AccountBook.beginSession(
        of: account, .key, label: label, now: now, on: connection)
    }
  }

  /// Ends one login.
  public func endSession(_ secret: String) throws {
    guard let stored = Session.stored(secret) else { return }
    try write { connection in
      try connection.execute("DELETE FROM session WHERE secret = ?1", [.blob(stored)])
    }
  }

  /// Ends all logins of an account but the one that asks.
  public func endOtherSessions(of account: Account, keeping secret: String?) throws {
    try write { try AccountBook.endSessions(of: account, keeping: secret, on: $0) }
  }

  static func endSessions(
    of account: Account, keeping secret: String?, on connection: Connection
  ) throws {
    try connection.execute(
      "DELETE FROM session WHERE account = ?1 AND secret <> ?2",
      [.integer(account.id), .blob(secret.flatMap(Session.stored) ?? [])])
  }

  /// The logins of an account that last, the latest first.
  public func sessions(of account: Account, current secret: String?, now: Int64) throws -> [Session]
  {
    let stored = secret.flatMap(Session.stored) ?? []
    return try read { connection in
      try connection.query(
        """
        SELECT kind, label, created_at, seen_at, secret = ?2 FROM session
        WHERE account = ?1 ORDER BY seen_at DESC, created_at DESC
        """, [.integer(account.id), .blob(stored)]
      ) { row in
        Session(
          kind: Session.Kind(rawValue: row.text(0)) ?? .browser, label: row.text(1),
          createdAt: row.integer(2), seenAt: row.integer(3), isCurrent: row.integer(4) != 0)
      }
    }
    .filter {
      $0.kind == .key || Self.lasts(createdAt: $0.createdAt, seenAt: $0.seenAt, now: now)
    }
  }
}
