import SQLite

extension Schema {
  static let contactSums = """
    DROP TABLE contact_week;

    -- Projection: the same by the week, for reports on many weeks. Each municipality's, and those of
    -- all together under the number 0.
    CREATE TABLE contact_week(
      municipality INTEGER NOT NULL,
      week         INTEGER NOT NULL,         -- its Monday in days since 1970-01-01
      way          INTEGER NOT NULL,
      what         INTEGER NOT NULL,
      origin       INTEGER NOT NULL,
      amount       INTEGER NOT NULL,
      PRIMARY KEY (municipality, week, way, what, origin)
    ) STRICT, WITHOUT ROWID;

    -- Projection: what all municipalities together counted about each topic, by the month.
    CREATE TABLE contact_month(
      month     INTEGER NOT NULL,            -- its first day in days since 1970-01-01
      topic     TEXT    NOT NULL,
      forwarded TEXT    NOT NULL,
      way       INTEGER NOT NULL,
      what      INTEGER NOT NULL,
      origin    INTEGER NOT NULL,
      amount    INTEGER NOT NULL,
      PRIMARY KEY (month, topic, forwarded, way, what, origin)
    ) STRICT, WITHOUT ROWID;

    -- A batch that comes in a document is looked for among what waits.
    CREATE INDEX contact_entry_of_batch ON contact_entry(batch);
    """

  /// What each table of sums has to hold, reckoned from the days' own rows; rows of nought may be
  /// there or not. Day 0 was a Thursday.
  static let contactSumsOfDays: [(table: String, select: String)] = [
    (
      "contact_week",
      """
      SELECT municipality, day - (day + 3) % 7 AS week, way, what, origin, sum(amount) AS amount
      FROM contact GROUP BY 1, 2, 3, 4, 5
      UNION ALL
      SELECT 0, day - (day + 3) % 7 AS week, way, what, origin, sum(amount) AS amount
      FROM contact GROUP BY 2, 3, 4, 5
      """
    ),
    (
      "contact_month",
      """
      SELECT unixepoch(day * 86400, 'unixepoch', 'start of month') / 86400 AS month,
        topic, forwarded, way, what, origin, sum(amount) AS amount
      FROM contact GROUP BY 1, 2, 3, 4, 5, 6
      """
    ),
  ]

  /// Makes the sums by week and by month of what is counted already.
  static func addContactSums(to connection: Connection) throws {
    try connection.script(contactSums)
    for (table, select) in contactSumsOfDays {
      try connection.execute("INSERT INTO \(table) SELECT * FROM (\(select)) WHERE amount <> 0")
    }
  }
}
