import Knowledge
import WebUI

/// The clock on the wall, as the calendar and the opening hours know it.
extension DanishTime {
  /// The day it is in Denmark: a contact at half past midnight belongs to the new day.
  static func civilDay(_ milliseconds: Int64) -> CivilDate {
    let day = day(milliseconds)
    return CivilDate(year: day.year, month: day.month, day: day.day)
      ?? CivilDate(nearestToDaysSince1970: 0)
  }

  static func civilMoment(_ milliseconds: Int64) -> CivilMoment {
    let local = moment(milliseconds)
    return CivilMoment(
      civilDay(milliseconds), ClockTime(nearestToMinutes: 60 * local.hour + local.minute))
  }
}

extension NodeContext {
  var today: CivilDate { DanishTime.civilDay(configuration.now()) }

  var civilNow: CivilMoment { DanishTime.civilMoment(configuration.now()) }
}
