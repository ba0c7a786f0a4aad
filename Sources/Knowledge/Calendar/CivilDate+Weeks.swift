/// Days as numbers, days of the week, and weeks by ISO 8601.
extension CivilDate {
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

  /// The day of a number; the first or last of the calendar for a number beyond them.
  public init(nearestToDaysSince1970 days: Int) {
    self =
      CivilDate(daysSince1970: days)
      ?? (days < 0
        ? CivilDate(unchecked: 1, 1, 1) : CivilDate(unchecked: 9_999, 12, 31))
  }

  public var weekday: Weekday {
    // 0001-01-01, 719,162 days before 1970, was a Monday.
    let sinceMonday = (daysSince1970 + 719_162) % 7
    return Weekday.allCases[sinceMonday]
  }

  /// Week number and its year by ISO 8601: a week belongs to the year that has its Thursday.
  public var isoWeek: ISOWeek {
    let thursday = CivilDate(nearestToDaysSince1970: daysSince1970 + 4 - weekday.rawValue)
    let firstOfJanuary = CivilDate(unchecked: thursday.year, 1, 1).daysSince1970
    return ISOWeek(
      unchecked: thursday.year, (thursday.daysSince1970 - firstOfJanuary) / 7 + 1)
  }
}
