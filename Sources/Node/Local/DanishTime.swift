import Knowledge
import WebUI

/// The clock on the wall in Denmark.
///
/// Summer time by the rule of directive 2000/84/EC, which has held since 1996: from the last Sunday
/// of March to the last Sunday of October, both at 01:00 UTC. Reckoned here, because the machine's
/// own table of time zones is missing on small systems, and pages must not differ for that.
enum DanishTime {
  /// What the clock showed; the nearest end of the calendar for a time beyond it, which a peer's
  /// clock may well have said.
  static func moment(_ milliseconds: Int64) -> LocalMoment {
    let bounded = min(max(milliseconds, earliest), latest)
    let seconds = Int(floorDivided(bounded, by: 1_000))
    let local = seconds + (isSummer(seconds) ? 7_200 : 3_600)
    let days = Int(floorDivided(Int64(local), by: 86_400))
    let minutes = (local - days * 86_400) / 60
    let date = CivilDate(daysSince1970: days)
    return LocalMoment(
      year: date?.year ?? 1970, month: date?.month ?? 1, day: date?.day ?? 1,
      hour: minutes / 60, minute: minutes % 60)
  }

  static func day(_ milliseconds: Int64) -> CalendarDay { moment(milliseconds).day }

  /// The same time in UTC to the second, for machines (RFC 3339).
  static func timestamp(_ milliseconds: Int64) -> String {
    let seconds = floorDivided(min(max(milliseconds, earliest), latest), by: 1_000)
    let days = floorDivided(seconds, by: 86_400)
    guard let date = CivilDate(daysSince1970: Int(days)) else { return "1970-01-01T00:00:00Z" }
    func padded(_ number: Int, to width: Int = 2) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    let rest = Int(seconds - days * 86_400)
    return "\(padded(date.year, to: 4))-\(padded(date.month))-\(padded(date.day))"
      + "T\(padded(rest / 3_600)):\(padded(rest / 60 % 60)):\(padded(rest % 60))Z"
  }

  /// One day inside the calendar's first and last, so that no offset leads out of it.
  private static let earliest: Int64 = -719_161 * 86_400_000
  private static let latest: Int64 = 2_932_895 * 86_400_000

  private static func isSummer(_ seconds: Int) -> Bool {
    let day = Int(floorDivided(Int64(seconds), by: 86_400))
    guard let year = CivilDate(daysSince1970: day)?.year,
      let begins = lastSunday(of: 3, year), let ends = lastSunday(of: 10, year)
    else { return false }
    return (begins * 86_400 + 3_600..<ends * 86_400 + 3_600).contains(seconds)
  }

  /// Both months have 31 days.
  private static func lastSunday(of month: Int, _ year: Int) -> Int? {
    guard let last = CivilDate(year: year, month: month, day: 31) else { return nil }
    return last.daysSince1970 - last.weekday.rawValue % 7
  }

  private static func floorDivided(_ number: Int64, by divisor: Int64) -> Int64 {
    let quotient = number / divisor
    return number % divisor < 0 ? quotient - 1 : quotient
  }
}
