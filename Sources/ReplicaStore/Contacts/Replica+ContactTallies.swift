public import Knowledge
import SQLite

/// Reading what was counted, summed as a report asks for it.
///
/// Every question can be answered from the days' own rows. Where a question is about more than some
/// thousands of them, it is answered from a summary and the few days that the summary lacks:
///
/// | asked for | read |
/// |---|---|
/// | no finer than the week, of each municipality or of all together | `contact_week` |
/// | topics of all municipalities together | `contact_month` |
/// | anything else | `contact` |
extension Replica {
  /// Sums of contacts, those that wait to be sealed here included.
  ///
  /// - Complexity: the rows of the table that answers, on those days, of those municipalities.
  public func contactTallies(_ query: ContactQuery) throws -> [ContactTally] {
    var sums: [ContactTally: Int] = [:]
    for (tally, amount) in try sealedTallies(query) { sums[tally, default: 0] += amount }
    try forEachWaiting(query) { key, amount in
      sums[ContactTally(key, by: query.dimensions), default: 0] += amount
    }
    return sums.filter { $0.value != 0 }.map { $0.key.counted($0.value) }.sorted()
  }

  /// How many contacts of a key are counted, whatever the numbers are from: what a correction may
  /// take away.
  public func contactCount(of key: ContactKey) throws -> Int {
    let query = ContactQuery(
      [key.municipality], days: key.date...key.date, by: ContactDimension.every)
    return try contactTallies(query).reduce(0) { count, tally in
      var counted = tally.key
      counted?.origin = key.origin
      return counted == key ? count + tally.count : count
    }
  }

  func forEachWaiting(_ query: ContactQuery, _ body: (ContactKey, Int) -> Void) throws {
    try forEachWaitingContact { key, amount in
      if query.contains(key) { body(key, amount) }
    }
  }

  // MARK: Where to read

  private func sealedTallies(_ query: ContactQuery) throws -> [(ContactTally, Int)] {
    if query.isNationalByTopic { return try nationalTallies(query) }
    guard query.isCoarse else { return try dailyTallies(query, query.days) }
    let (whole, rest) = query.days.wholeWeeks
    var tallies = try rest.flatMap { try dailyTallies(query, $0) }
    if let whole { tallies += try weeklyTallies(query, whole) }
    return tallies
  }

  /// The months from the one that begins nearest to the first day, to the one that ends nearest to
  /// the last; with the days that those lack, and without the days that they have too many.
  private func nationalTallies(_ query: ContactQuery) throws -> [(ContactTally, Int)] {
    let first = query.days.lowerBound.daysSince1970
    let end = query.days.upperBound.daysSince1970 + 1
    let firstMonth = CivilDate(nearestToDaysSince1970: first).nearestMonth
    let endMonth = CivilDate(nearestToDaysSince1970: end).nearestMonth
    guard firstMonth < endMonth else { return try dailyTallies(query, query.days) }
    return try monthlyTallies(query, firstMonth..<endMonth)
      + dailyTallies(query, from: first, to: firstMonth)
      + dailyTallies(query, from: endMonth, to: end)
  }

  /// The days from one until another; taken away where the other is before it.
  private func dailyTallies(
    _ query: ContactQuery, from start: Int, to end: Int
  ) throws -> [(ContactTally, Int)] {
    guard start != end else { return [] }
    let first = CivilDate(nearestToDaysSince1970: min(start, end))
    let last = CivilDate(nearestToDaysSince1970: max(start, end) - 1)
    let sign = start < end ? 1 : -1
    return try dailyTallies(query, first...last).map { ($0.0, $0.1 * sign) }
  }

  // MARK: Statements

  private func dailyTallies(
    _ query: ContactQuery, _ days: ClosedRange<CivilDate>
  ) throws -> [(ContactTally, Int)] {
    let columns = query.columns
    return try tallies(
      of: query, columns,
      """
      FROM contact WHERE municipality IN (\(query.numbers)) AND day BETWEEN ?1 AND ?2
        AND \(query.conditions) AND \(query.dailyConditions)
      """,
      [
        .integer(Int64(days.lowerBound.daysSince1970)),
        .integer(Int64(days.upperBound.daysSince1970)),
      ] + query.dailyArguments)
  }

  private func weeklyTallies(
    _ query: ContactQuery, _ weeks: ClosedRange<CivilDate>
  ) throws -> [(ContactTally, Int)] {
    var columns = query.columns
    columns[4] = query.dimensions.contains(.week) ? "week" : nil
    return try tallies(
      of: query, columns,
      """
      FROM contact_week WHERE municipality IN (\(query.isOfAllTogether ? "0" : query.numbers))
        AND week BETWEEN ?1 AND ?2 AND \(query.conditions)
      """,
      [
        .integer(Int64(weeks.lowerBound.daysSince1970)),
        .integer(Int64(weeks.upperBound.daysSince1970)),
      ])
  }

  private func monthlyTallies(
    _ query: ContactQuery, _ months: Range<Int>
  ) throws -> [(ContactTally, Int)] {
    try tallies(
      of: query, query.columns,
      "FROM contact_month WHERE month >= ?1 AND month < ?2 AND \(query.conditions)",
      [.integer(Int64(months.lowerBound)), .integer(Int64(months.upperBound))])
  }

  /// - Parameter columns: those to keep apart, in the order of `ContactQuery.columns`.
  private func tallies(
    of query: ContactQuery, _ columns: [String?], _ source: String, _ arguments: [SQLiteValue]
  ) throws -> [(ContactTally, Int)] {
    let list = zip(columns, ContactQuery.absent).map { $0 ?? $1 }.joined(separator: ", ")
    let groups = columns.compactMap(\.self).joined(separator: ", ")
    var tallies: [(ContactTally, Int)] = []
    try connection.forEach(
      "SELECT \(list), sum(amount) \(source) GROUP BY \(groups)", arguments
    ) { row in
      if let tally = ContactTally(row, by: query.dimensions) {
        tallies.append((tally, Int(row.integer(columns.count))))
      }
      return true
    }
    return tallies
  }
}

extension ContactTally {
  /// `nil` for codes that this version does not know.
  fileprivate init?(_ row: borrowing Row, by dimensions: Set<ContactDimension>) {
    guard let way = ContactKey.Way(UInt8(clamping: row.integer(1))),
      let what = ContactKey.What(UInt8(clamping: row.integer(2))),
      let origin = ContactKey.Origin(rawValue: UInt8(clamping: row.integer(3)))
    else { return nil }
    self.init(
      municipality: dimensions.contains(.municipality)
        ? Municipality(number: UInt64(clamping: row.integer(0))) : nil, channel: way.channel,
      direction: way.direction, isInternal: way.isInternal, type: what.type,
      outcome: what.outcome, origin: origin)
    if !dimensions.isDisjoint(with: [.day, .week]) {
      day = CivilDate(daysSince1970: Int(row.integer(4)))
    }
    if dimensions.contains(.answering) {
      answering = Municipality(number: UInt64(clamping: row.integer(5)))
    }
    if dimensions.contains(.department) { department = Code(row.text(6)) }
    if dimensions.contains(.forwardedTo) { forwardedTo = Code(row.text(7)) }
    if dimensions.contains(.topic) { about = ContactKey.Topic(text: row.text(8)) }
    if dimensions.contains(.event) { event = Code(row.text(9)) }
  }
}
