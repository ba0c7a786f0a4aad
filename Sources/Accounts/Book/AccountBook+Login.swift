internal import SQLite

/// What came of an attempt to log in.
public enum LoginOutcome: Hashable, Sendable {
  /// The account, and the secret that the browser is to keep.
  case welcome(Account, secret: String)
  /// Name or password is wrong, or the account is closed: which of them is nobody's business.
  case refused
  /// Too many guesses; not before so many seconds.
  case later(seconds: Int)
}

/// Logging in, and how often one may try.
///
/// A name has five guesses; each further one doubles the wait, up to a quarter of an hour. A network
/// has thirty in ten minutes, whatever the names. Both counts are kept through a restart.
extension AccountBook {
  static let guessesOfName = 5
  static let guessesOfNetwork = 30
  static let waitMillisecondsMax: Int64 = 15 * 60 * 1_000
  static let networkWindow: Int64 = 10 * 60 * 1_000
  /// Counts older than this are forgotten.
  private static let memory: Int64 = 24 * 60 * 60 * 1_000
  /// And of many more than these the oldest: who tries names at random must not fill the disk.
  private static let attemptsMax: Int64 = 10_000

  /// - Parameters:
  ///   - network: where the attempt comes from: an IPv4 address or an IPv6 /64.
  ///   - label: what the login is called in the list that its owner sees.
  public func logIn(
    name given: String, password: String, from network: String, label: String = "", now: Int64
  ) throws -> LoginOutcome {
    let name = AccountName.normalised(given)
    let keys = [name.map(AccountBook.key(ofName:)), "from:\(network)"].compactMap(\.self)
    if let wait = try wait(keys, now: now) { return .later(seconds: wait) }
    guard hashRate.take(now: now) else { return .later(seconds: 1) }
    let known = try name.flatMap { name in try read { try AccountBook.stored(name, on: $0) } }
    let isRight = (known?.hash ?? dummy).matches(password)
    guard let known, isRight, !known.account.isDisabled else {
      try noteFailure(keys, now: now)
      return .refused
    }
    let renewed = known.hash.isOutdated ? PasswordHash(of: password) : nil
    return try write { connection in
      if let renewed {
        try connection.execute(
          "UPDATE account SET password = ?2 WHERE id = ?1",
          [.integer(known.account.id), .text(renewed.text)])
      }
      try connection.execute("DELETE FROM attempt WHERE what = ?1", [.text(keys[0])])
      let secret = try AccountBook.beginSession(
        of: known.account, .browser, label: label, now: now, on: connection)
      return .welcome(known.account, secret: secret)
    }
  }

  /// Whether this is the account's password, for who is logged in and wants to change it. Guesses
  /// count as they do at the door.
  public func confirms(
    _ password: String, of account: Account, from network: String, now: Int64
  ) throws -> LoginOutcome? {
    let keys = [AccountBook.key(ofName: account.name), "from:\(network)"]
    if let wait = try wait(keys, now: now) { return .later(seconds: wait) }
    guard hashRate.take(now: now) else { return .later(seconds: 1) }
    let known = try read { try AccountBook.stored(account.name, on: $0) }
    guard let known, known.hash.matches(password) else {
      try noteFailure(keys, now: now)
      return .refused
    }
    return nil
  }

  static func key(ofName name: String) -> String { "name:\(name)" }

  private static func stored(
    _ name: String, on connection: Connection
  ) throws -> (account: Account, hash: PasswordHash)? {
    try connection.first(
      "SELECT \(columns), password FROM account WHERE name = ?1", [.text(name)]
    ) { row in (Account(row), PasswordHash(text: row.text(7))) }
  }

  // MARK: Guesses

  /// How many seconds until one may try again; `nil` when at once. A wait that would be longer than
  /// any there is comes from a clock that was set back, and counts for nothing.
  private func wait(_ keys: [String], now: Int64) throws -> Int? {
    let until = try read { connection in
      try keys.compactMap { key in
        try connection.first("SELECT until FROM attempt WHERE what = ?1", [.text(key)]) {
          $0.integer(0)
        }
      }.max()
    }
    guard let until, until > now, until - now <= Self.waitMillisecondsMax else { return nil }
    return Int((until - now + 999) / 1_000)
  }

  private func noteFailure(_ keys: [String], now: Int64) throws {
    try write { connection in
      try forgetOld(now, on: connection)
      for key in keys {
        let before = try connection.first(
          "SELECT failures, since FROM attempt WHERE what = ?1", [.text(key)]
        ) { row in (failures: row.integer(0), since: row.integer(1)) }
        let next = Self.count(after: before, of: key, now: now)
        try connection.execute(
          """
          INSERT INTO attempt(what, failures, since, until) VALUES (?1, ?2, ?3, ?4)
          ON CONFLICT (what) DO UPDATE SET
            failures = excluded.failures, since = excluded.since, until = excluded.until
          """,
          [.text(key), .integer(next.failures), .integer(next.since), .integer(next.until)])
      }
    }
  }

  private static func count(
    after before: (failures: Int64, since: Int64)?, of key: String, now: Int64
  ) -> (failures: Int64, since: Int64, until: Int64) {
    let isName = key.hasPrefix("name:")
    let window = isName ? memory : networkWindow
    let isFresh = before.map { now - $0.since < window && now >= $0.since } ?? false
    let failures = (isFresh ? before?.failures ?? 0 : 0) + 1
    let since = isFresh ? before?.since ?? now : now
    if isName {
      let over = failures - Int64(guessesOfName)
      let wait = over < 0 ? 0 : min(waitMillisecondsMax, 1_000 << min(over, 20))
      return (failures, since, now + wait)
    }
    return (failures, since, failures >= Int64(guessesOfNetwork) ? since + networkWindow : now)
  }

  private func forgetOld(_ now: Int64, on connection: Connection) throws {
    try connection.execute("DELETE FROM attempt WHERE since < ?1", [.integer(now - Self.memory)])
    let count = try connection.first("SELECT count(*) FROM attempt") { $0.integer(0) } ?? 0
    guard count > Self.attemptsMax else { return }
    try connection.execute(
      """
      DELETE FROM attempt WHERE what IN (
        SELECT what FROM attempt WHERE until <= ?1 ORDER BY since LIMIT ?2)
      """, [.integer(now), .integer(count - Self.attemptsMax)])
  }
}
