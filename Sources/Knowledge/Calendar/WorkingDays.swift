/// Working days as municipal deadlines count them: not Saturdays, Sundays and public holidays, nor
/// Constitution Day (5 June), Christmas Eve and New Year's Eve.
extension CivilDate {
  public var isWorkingDay: Bool {
    weekday != .saturday && weekday != .sunday && DanishHolidays.name(of: self) == nil
  }

  /// The last day of a deadline of so many working days; the day it runs from is not counted.
  ///
  /// Ten working days from 27-03-2026 end on 15-04-2026, because Easter lies between. Nil after
  /// year 9999.
  public func adding(workingDays count: Int) -> CivilDate? {
    precondition(count >= 0)
    var date = self
    var left = count
    while left > 0 {
      guard let next = date.adding(days: 1) else { return nil }
      date = next
      if date.isWorkingDay { left -= 1 }
    }
    return date
  }
}
