/// A week by ISO 8601, as counting weeks (tælleuger) are named: `2011-W43`.
public struct ISOWeek: Hashable, Comparable, Sendable {
  /// The year that the week belongs to, which at New Year is not that of all its days.
  public let year: Int
  public let week: Int

  init(unchecked year: Int, _ week: Int) {
    self.year = year
    self.week = week
  }

  /// `nil` when the year has no such week.
  public init?(year: Int, week: Int) {
    // 4 January is always in week 1 (ISO 8601 §3.1.1.23).
    guard let fourth = CivilDate(year: year, month: 1, day: 4), (1...53).contains(week),
      let day = fourth.adding(days: 7 * (week - 1)),
      day.isoWeek == ISOWeek(unchecked: year, week)
    else { return nil }
    self.init(unchecked: year, week)
  }

  /// Reads `2011-W43`, `2011-43`, and as people write it `uge 43, 2011` or `43/2011`.
  public init?(parsing text: String) {
    var numbers: [Int] = []
    for part in text.split(whereSeparator: { !$0.isNumber }) {
      guard part.utf8.count <= 4, let number = Int(part) else { return nil }
      numbers.append(number)
    }
    guard numbers.count == 2 else { return nil }
    let isYearFirst = numbers[0] > 53
    self.init(
      year: isYearFirst ? numbers[0] : numbers[1], week: isYearFirst ? numbers[1] : numbers[0])
  }

  public static func < (left: ISOWeek, right: ISOWeek) -> Bool {
    (left.year, left.week) < (right.year, right.week)
  }

  public var monday: CivilDate {
    let fourth = CivilDate(unchecked: year, 1, 4)
    return CivilDate(
      nearestToDaysSince1970: fourth.daysSince1970 - fourth.weekday.rawValue + 1 + 7 * (week - 1))
  }

  public var sunday: CivilDate {
    CivilDate(nearestToDaysSince1970: monday.daysSince1970 + 6)
  }

  /// The week so many weeks later.
  public func adding(weeks count: Int) -> ISOWeek? {
    let (days, overflow) = count.multipliedReportingOverflow(by: 7)
    return overflow ? nil : monday.adding(days: days)?.isoWeek
  }

  /// In running Danish text: `uge 43, 2011`.
  public var danish: String { "uge \(week), \(year)" }
}

extension ISOWeek: CustomStringConvertible {
  /// As ISO 8601 writes it: `2011-W43`.
  public var description: String {
    let digits = String(year)
    return String(repeating: "0", count: 4 - digits.utf8.count) + digits
      + "-W\(week < 10 ? "0" : "")\(week)"
  }
}
