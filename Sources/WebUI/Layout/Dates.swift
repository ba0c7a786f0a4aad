/// A day as the calendar on the wall shows it. Whoever makes one has already chosen the time zone.
public struct CalendarDay: Hashable, Sendable {
  public let year: Int
  public let month: Int
  public let day: Int

  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// `12-03-2026`, for tables and lines.
  public var short: String {
    "\(CalendarDay.padded(day))-\(CalendarDay.padded(month))-\(year)"
  }

  /// `12. marts 2026`, for running text.
  public var long: String {
    guard CalendarDay.months.indices.contains(month - 1) else { return short }
    return "\(day). \(CalendarDay.months[month - 1]) \(year)"
  }

  /// `2026-03-12`, for machines (RFC 3339 full-date).
  var machineReadable: String {
    let yearDigits = String(max(0, year))
    let zeros = String(repeating: "0", count: max(0, 4 - yearDigits.count))
    return "\(zeros)\(yearDigits)-\(CalendarDay.padded(month))-\(CalendarDay.padded(day))"
  }

  var markup: Markup { markup(in: .danish) }

  /// In English the month is written out, since `12-03-2026` may be read as December there.
  func markup(in language: Language) -> Markup {
    "<time datetime=\"\(machineReadable)\">\(language == .danish ? short : english)</time>"
  }

  /// `12 March 2026`.
  var english: String {
    guard CalendarDay.englishMonths.indices.contains(month - 1) else { return short }
    return "\(day) \(CalendarDay.englishMonths[month - 1]) \(year)"
  }

  static func padded(_ number: Int) -> String {
    (0...9).contains(number) ? "0\(number)" : String(number)
  }

  private static let months = [
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
    "november", "december",
  ]

  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}

/// A time as the clock on the wall shows it, to the minute.
public struct LocalMoment: Hashable, Sendable {
  public let day: CalendarDay
  public let hour: Int
  public let minute: Int

  public init(day: CalendarDay, hour: Int, minute: Int) {
    self.day = day
    self.hour = hour
    self.minute = minute
  }

  public init(year: Int, month: Int, day: Int, hour: Int, minute: Int) {
    self.init(
      day: CalendarDay(year: year, month: month, day: day), hour: hour, minute: minute)
  }

  /// `12-03-2026 kl. 9.05`.
  public var short: String {
    "\(day.short) kl. \(hour).\(CalendarDay.padded(minute))"
  }

  var markup: Markup { markup(in: .danish) }

  func markup(in language: Language) -> Markup {
    let time = "\(CalendarDay.padded(hour)):\(CalendarDay.padded(minute))"
    let shown = language == .danish ? short : "\(day.english) at \(time)"
    return "<time datetime=\"\(day.machineReadable)T\(time)\">\(shown)</time>"
  }
}
