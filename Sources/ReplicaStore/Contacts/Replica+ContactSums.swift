import Knowledge
import SQLite

/// The sums by week and by month: kept with the days' own rows, in the same transaction.
extension Replica {
  /// Adds to the sums what was added to the days. Many keys of one document share a sum, so they are
  /// put together first.
  func addToSums(_ amounts: [ContactKey: Int64]) throws {
    var weeks: [[SQLiteValue]: Int64] = [:]
    var months: [[SQLiteValue]: Int64] = [:]
    for (key, amount) in amounts where amount != 0 {
      weeks[key.weekColumns(ofAll: false), default: 0] += amount
      weeks[key.weekColumns(ofAll: true), default: 0] += amount
      months[key.monthColumns, default: 0] += amount
    }
    for (columns, amount) in weeks where amount != 0 {
      try connection.execute(
        """
        INSERT INTO contact_week VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT DO UPDATE SET amount = amount + excluded.amount
        """, columns + [.integer(amount)])
      if amount < 0 {
        try connection.execute(
          "DELETE FROM contact_week WHERE municipality = ?1 AND week = ?2 AND amount = 0",
          Array(columns.prefix(2)))
      }
    }
    for (columns, amount) in months where amount != 0 {
      try connection.execute(
        """
        INSERT INTO contact_month VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT DO UPDATE SET amount = amount + excluded.amount
        """, columns + [.integer(amount)])
      if amount < 0 {
        try connection.execute(
          "DELETE FROM contact_month WHERE month = ?1 AND topic = ?2 AND amount = 0",
          Array(columns.prefix(2)))
      }
    }
  }

  /// Whether the sums are those of the days.
  func contactSumsAreSound() throws -> Bool {
    try Schema.contactSumsOfDays.allSatisfy { table, select in
      let expected = "SELECT * FROM (\(select)) WHERE amount <> 0"
      let kept = "SELECT * FROM \(table) WHERE amount <> 0"
      let differences = try connection.first(
        """
        SELECT (SELECT count(*) FROM (\(expected) EXCEPT \(kept)))
          + (SELECT count(*) FROM (\(kept) EXCEPT \(expected)))
        """, []
      ) { row in row.integer(0) }
      return differences == 0
    }
  }
}

extension ContactKey {
  /// In the order of `contact_week`; of all municipalities together under the number 0.
  fileprivate func weekColumns(ofAll: Bool) -> [SQLiteValue] {
    [
      .integer(ofAll ? 0 : Int64(municipality.number)),
      .integer(Int64(date.isoWeek.monday.daysSince1970)), .integer(Int64(way)),
      .integer(Int64(what)), .integer(Int64(origin.rawValue)),
    ]
  }

  /// In the order of `contact_month`.
  fileprivate var monthColumns: [SQLiteValue] {
    [
      .integer(Int64(date.daysSince1970 - date.day + 1)), .text(about.text),
      .text(forwardedTo?.text ?? ""), .integer(Int64(way)), .integer(Int64(what)),
      .integer(Int64(origin.rawValue)),
    ]
  }
}
