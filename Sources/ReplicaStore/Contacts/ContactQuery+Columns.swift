import Knowledge
import SQLite

/// A question about contacts as the pieces of a statement. What comes from a person goes in as an
/// argument; only numbers and names of columns stand in the statement itself.
extension ContactQuery {
  var numbers: String {
    let asked =
      municipalities.isEmpty
      ? Municipality.all + [Municipality(code: "0411")].compactMap(\.self) : municipalities
    return asked.map { "\($0.number)" }.joined(separator: ", ")
  }

  /// Whether the sums of weeks can answer it.
  var isCoarse: Bool {
    dimensions.isSubset(of: [.municipality, .week]) && event == nil && department == nil
  }

  /// Whether it asks for all municipalities and does not tell them apart.
  var isOfAllTogether: Bool { municipalities.isEmpty && !dimensions.contains(.municipality) }

  /// Whether the sums of months can answer it.
  var isNationalByTopic: Bool {
    isOfAllTogether && !dimensions.isEmpty && dimensions.isSubset(of: [.topic, .forwardedTo])
      && event == nil && department == nil
  }

  /// The columns of a tally: those asked for, in the order of `ContactTally`'s reading.
  var columns: [String?] {
    func column(_ name: String, _ dimension: ContactDimension) -> String? {
      dimensions.contains(dimension) ? name : nil
    }
    return [
      column("municipality", .municipality), "way", "what", "origin",
      column("day", .day) ?? column(ContactQuery.week, .week), column("answering", .answering),
      column("department", .department), column("forwarded", .forwardedTo),
      column("topic", .topic), column("event", .event),
    ]
  }

  /// The Monday of a day. Day 0 was a Thursday.
  private static let week = "day - (day + 3) % 7"

  /// What stands in for a column that was not asked for.
  static let absent = ["0", "0", "0", "0", "0", "0", "''", "''", "''", "''"]

  /// What every table of contacts can be asked: `way` is channel × 4 + …, `what` is type × 16 +
  /// outcome.
  var conditions: String {
    let outcomes = outcomes.map(\.rawValue).sorted().map { "\($0)" }.joined(separator: ", ")
    let parts = [
      channel.map { "way / 4 = \($0.rawValue)" }, type.map { "what / 16 = \($0.rawValue)" },
      self.outcomes.isEmpty ? nil : "what % 16 IN (\(outcomes))",
    ].compactMap(\.self)
    return parts.isEmpty ? "true" : parts.joined(separator: " AND ")
  }

  /// What only the days' own rows can be asked, as ?3 and ?4.
  var dailyConditions: String { "(?3 = '' OR event = ?3) AND (?4 = '' OR department = ?4)" }

  var dailyArguments: [SQLiteValue] { [.text(event?.text ?? ""), .text(department?.text ?? "")] }
}

extension CivilDate {
  /// The nearest first day of a month, in days since 1970-01-01.
  var nearestMonth: Int {
    let first = daysSince1970 - day + 1
    let next = CivilDate(nearestToDaysSince1970: first + 31)
    return day <= 16 ? first : next.daysSince1970 - next.day + 1
  }
}

extension ClosedRange<CivilDate> {
  /// The whole weeks in it, and the days before and after them.
  var wholeWeeks: (whole: ClosedRange<CivilDate>?, rest: [ClosedRange<CivilDate>]) {
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
