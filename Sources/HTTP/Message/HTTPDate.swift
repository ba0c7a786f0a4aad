// The time stamps of HTTP (RFC 9110 §5.6.7), made without a calendar of anyone else's.

public enum HTTPDate {
  /// An IMF-fixdate, "Sun, 06 Nov 1994 08:49:37 GMT", for a time in seconds since 1970.
  public static func text(secondsSince1970 seconds: Int) -> String {
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    let second = seconds - days * 86_400
    let date = civil(daysSince1970: days)
    // 1970-01-01 was a Thursday.
    let weekday = weekdays[((days + 4) % 7 + 7) % 7]
    return "\(weekday), \(two(date.day)) \(months[date.month - 1]) \(four(date.year)) "
      + "\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60)) GMT"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func four(_ number: Int) -> String {
    String(repeating: "0", count: max(0, 4 - "\(number)".count)) + "\(number)"
  }

  /// The Gregorian date of a day. Years are taken to begin in March, so that the leap day is the
  /// last of its year and 400 of them always have 146,097 days.
  private static func civil(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
    let fromMarch0000 = daysSince1970 + 719_468
    let era = (fromMarch0000 >= 0 ? fromMarch0000 : fromMarch0000 - 146_096) / 146_097
    let dayOfEra = fromMarch0000 - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}
