public import Knowledge
import SQLite

/// Reading what was counted, summed as a report asks for it.
extension Replica {
  /// Sums of contacts, those that wait to be sealed here included.
  ///
  /// - Complexity: the keys of the municipalities asked for on those days. For whole weeks without
  ///   finer dimensions, the weeks' own sums are read instead.
  public func contactTallies(_ query: ContactQuery) throws -> [ContactTally] {
    var sums: [ContactTally: Int] = [:]
    func take(_ key: ContactKey, _ amount: Int64) {
      guard query.contains(key) else { return }
      sums[ContactTally(key, by: query.dimensions), default: 0] += Int(amount)
    }
    for (tally, amount) in try sealedTallies(query) { sums[tally, default: 0] += amount }
    for counts in try waitingSeal().batches.values {
      for (key, amount) in counts { take(key, amount) }
    }
    return sums.filter { $0.value != 0 }.map { $0.key.counted($0.value) }.sorted()
  }

  /// How many contacts of a key are counted, whatever the numbers are from: what a correction may
  /// take away.
  public func contactCount(of key: ContactKey) throws -> Int {
    let query = ContactQuery(
      [key.municipality], days: key.date...key.date, by: Set(ContactDimension.allCases))
    return try contactTallies(query).reduce(0) { count, tally in
      var counted = tally.key
      counted?.origin = key.origin
      return counted == key ? count + tally.count : count
    }
  }

  private func sealedTallies(_ query: ContactQuery) throws -> [(ContactTally, Int)] {
    guard query.isCoarse else { return try fineTallies(query, query.days) }
    let (whole, rest) = query.days.wholeWeeks
    var tallies = try rest.flatMap { try fineTallies(query, $0) }
    if let whole { tallies += try weeklyTallies(query, whole) }
    return tallies
  }

  private func fineTallies(
    _ query: ContactQuery, _ days: ClosedRange<CivilDate>
  ) throws -> [(ContactTally, Int)] {
    let columns = query.columns
    let list = columns.enumerated().map { $0.element ?? ContactQuery.absent[$0.offset] }
    var tallies: [(ContactTally, Int)] = []
    try connection.forEach(
      """
      SELECT \(list.joined(separator: ", ")), sum(amount) FROM contact
      WHERE municipality IN (\(query.numbers)) AND day BETWEEN ?1 AND ?2
        AND (?3 = '' OR event = ?3) AND (?4 = '' OR department = ?4)
      GROUP BY \(columns.compactMap { $0 }.joined(separator: ", "))
      """,
      [
        .integer(Int64(days.lowerBound.daysSince1970)),
        .integer(Int64(days.upperBound.daysSince1970)), .text(query.event?.text ?? ""),
        .text(query.department?.text ?? ""),
      ]
    ) { row in
      if let tally = ContactTally(row, by: query.dimensions) {
        tallies.append((tally, Int(row.integer(columns.count))))
      }
      return true
    }
    return tallies
  }

  private func weeklyTallies(
    _ query: ContactQuery, _ days: ClosedRange<CivilDate>
  ) throws -> [(ContactTally, Int)] {
    let list = query.columns.enumerated().map { $0.element ?? ContactQuery.absent[$0.offset] }
    var tallies: [(ContactTally, Int)] = []
    try connection.forEach(
      """
      SELECT \(list.joined(separator: ", ")), sum(amount) FROM contact_week
      WHERE week BETWEEN ?1 AND ?2 AND municipality IN (\(query.numbers))
      GROUP BY municipality, way, what, origin
      """,
      [
        .integer(Int64(days.lowerBound.daysSince1970)),
        .integer(Int64(days.upperBound.daysSince1970)),
      ]
    ) { row in
      if let tally = ContactTally(row, by: query.dimensions) {
        tallies.append((tally, Int(row.integer(list.count))))
      }
      return true
    }
    return tallies
  }
}

extension ContactQuery {
  /// Numbers, and so safe to stand in a statement.
  fileprivate var numbers: String {
    let asked = municipalities.isEmpty ? Municipality.all : municipalities
    return asked.map { "\($0.number)" }.joined(separator: ", ")
  }

  /// Whether the sums of weeks can answer it.
  fileprivate var isCoarse: Bool { dimensions.isEmpty && event == nil && department == nil }

  /// The columns of a tally: those asked for, in the order of `ContactTally.init(_:by:)`.
  fileprivate var columns: [String?] {
    func column(_ name: String, _ isAsked: Bool) -> String? { isAsked ? name : nil }
    return [
      "municipality", "way", "what", "origin",
      column("day", dimensions.contains(.day)),
      column("answering", dimensions.contains(.answering)),
      column("department", dimensions.contains(.department)),
      column("forwarded", dimensions.contains(.forwardedTo)),
      column("topic", dimensions.contains(.topic)),
      column("event", dimensions.contains(.event)),
    ]
  }

  /// What stands in for a column that was not asked for.
  fileprivate static let absent = ["0", "0", "0", "0", "0", "0", "''", "''", "''", "''"]
}

extension ContactTally {
  /// `nil` for codes that this version does not know.
  fileprivate init?(_ row: borrowing Row, by dimensions: Set<ContactDimension>) {
    guard let municipality = Municipality(number: UInt64(clamping: row.integer(0))),
      let way = ContactKey.Way(UInt8(clamping: row.integer(1))),
      let what = ContactKey.What(UInt8(clamping: row.integer(2))),
      let origin = ContactKey.Origin(rawValue: UInt8(clamping: row.integer(3)))
    else { return nil }
    self.init(
      municipality: municipality, channel: way.channel, direction: way.direction,
      isInternal: way.isInternal, type: what.type, outcome: what.outcome, origin: origin)
    if dimensions.contains(.day) { day = CivilDate(daysSince1970: Int(row.integer(4))) }
    answering = Municipality(number: UInt64(clamping: row.integer(5)))
    department = Code(row.text(6))
    forwardedTo = Code(row.text(7))
    about = ContactKey.Topic(text: row.text(8))
    event = Code(row.text(9))
  }
}

extension ClosedRange<CivilDate> {
  /// The whole weeks in it, and the days before and after them.
  fileprivate var wholeWeeks: (whole: ClosedRange<CivilDate>?, rest: [ClosedRange<CivilDate>]) {
    let first =
      lowerBound.weekday == .monday
      ? lowerBound : lowerBound.isoWeek.adding(weeks: 1)?.monday ?? upperBound
    let last =
      upperBound.weekday == .sunday
      ? upperBound : upperBound.isoWeek.adding(weeks: -1)?.sunday ?? lowerBound
    guard first < last else { return (nil, [self]) }
    var rest: [ClosedRange<CivilDate>] = []
    if let before = first.adding(days: -1), lowerBound <= before {
      rest.append(lowerBound...before)
    }
    if let after = last.adding(days: 1), after <= upperBound { rest.append(after...upperBound) }
    return (first...last, rest)
  }
}
