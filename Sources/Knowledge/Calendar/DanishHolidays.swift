/// Danish public holidays, and the days on which municipalities are closed like on one.
public enum DanishHolidays {
  /// The last year in which *store bededag* (great prayer day) was a holiday (lov nr. 214 af
  /// 06/03/2023).
  public static let lastPrayerDayYear = 2_023

  /// Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher's form).
  public static func easterSunday(_ year: Int) -> CivilDate? {
    let golden = year % 19
    let century = year / 100
    let yearOfCentury = year % 100
    let moonCorrection = (century - (century + 8) / 25 + 1) / 3
    let epact = (19 * golden + century - century / 4 - moonCorrection + 15) % 30
    let weekday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
    let late = (golden + 11 * epact + 22 * weekday) / 451
    let sum = epact + weekday - 7 * late + 114
    return CivilDate(year: year, month: sum / 31, day: sum % 31 + 1)
  }

  /// The Danish name of a holiday, or nil on an ordinary day. Sundays are no holidays in
  /// themselves.
  public static func name(of date: CivilDate) -> String? {
    fixedName(of: date) ?? movableName(of: date)
  }

  private static func fixedName(of date: CivilDate) -> String? {
    switch (date.month, date.day) {
    case (1, 1): "nytårsdag"
    case (6, 5): "grundlovsdag"
    case (12, 24): "juleaftensdag"
    case (12, 25): "juledag"
    case (12, 26): "2. juledag"
    case (12, 31): "nytårsaftensdag"
    default: nil
    }
  }

  /// Counted in days from Easter Sunday.
  private static func movableName(of date: CivilDate) -> String? {
    guard let easter = easterSunday(date.year) else { return nil }
    return switch date.daysSince1970 - easter.daysSince1970 {
    case -3: "skærtorsdag"
    case -2: "langfredag"
    case 0: "påskedag"
    case 1: "2. påskedag"
    case 26 where date.year <= lastPrayerDayYear: "store bededag"
    case 39: "Kristi himmelfartsdag"
    case 49: "pinsedag"
    case 50: "2. pinsedag"
    default: nil
    }
  }
}
