/// A day of the Gregorian calendar: no time, no time zone.
///
/// Counting is done in days since 1970-01-01, reading and writing in the forms people use. Years 1
/// to 9999.
public struct CalendarDate: Hashable, Comparable, Sendable {
  public let year: Int
  public let month: Int
  public let day: Int

  /// Nil when there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9_999).contains(year), (1...12).contains(month),
      day >= 1, day <= CalendarDate.days(inMonth: month, of: year)
    else { return nil }
    self.init(unchecked: year, month, day)
  }

  private init(unchecked year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  public static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

// MARK: Counting

extension CalendarDate {
  public enum Weekday: Int, CaseIterable, Sendable {
    case monday = 1
    case tuesday
    case wednesday
    case thursday
    case friday
    case saturday
    case sunday
  }

  /// Days since 1970-01-01. Years are counted from March, so that the leap day is the last one.
  public var daysSince1970: Int {
    let marchYear = month <= 2 ? year - 1 : year
    let marchMonth = (month + 9) % 12
    let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
    let daysBeforeYear = marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400
    return daysBeforeYear + dayOfYear - 719_468
  }

  /// Nil before year 1 and after year 9999.
  public init?(daysSince1970 days: Int) {
    guard (-719_162...2_932_896).contains(days) else { return nil }
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    self.init(
      unchecked: era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  /// The day so many days later (or earlier), or nil outside the years 1 to 9999.
  public func adding(days: Int) -> CalendarDate? {
    let (sum, overflow) = daysSince1970.addingReportingOverflow(days)
    return overflow ? nil : CalendarDate(daysSince1970: sum)
  }

  public var weekday: Weekday {
    // 0001-01-01, 719,162 days before 1970, was a Monday.
    let sinceMonday = (daysSince1970 + 719_162) % 7
    return Weekday.allCases[sinceMonday]
  }

  /// Week number and its year by ISO 8601: a week belongs to the year that has its Thursday.
  public var isoWeek: (year: Int, week: Int) {
    let thursday = daysSince1970 + 4 - weekday.rawValue
    guard let date = CalendarDate(daysSince1970: thursday) else { return (year, 1) }
    let firstOfJanuary = CalendarDate(unchecked: date.year, 1, 1).daysSince1970
    return (date.year, (thursday - firstOfJanuary) / 7 + 1)
  }
}

// MARK: Reading and writing

extension CalendarDate: CustomStringConvertible, LosslessStringConvertible {
  /// As ISO 8601 writes it: `2026-04-15`.
  public var description: String {
    "\(CalendarDate.padded(year, 4))-\(CalendarDate.padded(month, 2))-\(CalendarDate.padded(day, 2))"
  }

  /// As Danes write it: `15-04-2026`.
  public var danish: String {
    "\(CalendarDate.padded(day, 2))-\(CalendarDate.padded(month, 2))-\(CalendarDate.padded(year, 4))"
  }

  /// Reads what `description` writes; anything else is nil.
  public init?(_ description: String) {
    let parts = description.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
