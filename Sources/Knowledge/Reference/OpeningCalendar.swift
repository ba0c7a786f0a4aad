/// When a department is open on a channel: its weeks, its exceptions, and the public holidays, on
/// which everything is closed unless an exception says otherwise.
///
///     calendar.isOpen(at: now)          // false
///     calendar.words(at: now)           // "lukket – åbner i morgen kl. 10"
public struct OpeningCalendar: Hashable, Sendable {
  private let weeks: [OpeningHours]
  private let exceptions: [OpeningException]

  public init(
    of department: Code, on channel: Channel, hours: [OpeningHours],
    exceptions: [OpeningException] = []
  ) {
    weeks = hours.filter { $0.department == department && $0.channel == channel }
      .sorted(by: OpeningCalendar.isNewer)
    self.exceptions = exceptions.filter {
      $0.department == department && ($0.channel ?? channel) == channel
    }.sorted(by: OpeningCalendar.isNearer)
  }

  /// Whether anybody has said anything about these hours: without that, nothing is claimed.
  public var isKnown: Bool { !weeks.isEmpty }

  /// The ordinary week that holds on a day.
  public func week(on day: CivilDate) -> WeekHours? {
    weeks.first { $0.span.contains(day) }?.week
  }

  /// The sum of the ordinary week.
  public func weeklyMinutes(on day: CivilDate) -> Int { week(on: day)?.minutes ?? 0 }

  /// The hours of one day.
  public func hours(on day: CivilDate) -> DayHours {
    if let exception = exception(on: day) { return exception.hours }
    if DanishHolidays.name(of: day) != nil { return .closed }
    return week(on: day)?[day.weekday] ?? .closed
  }

  /// Why a day differs from the ordinary week: a holiday's name, or what an exception says.
  public func reason(on day: CivilDate) -> String? {
    if let exception = exception(on: day) {
      return exception.reason.isEmpty ? nil : exception.reason
    }
    return DanishHolidays.name(of: day)
  }

  public func isOpen(at moment: CivilMoment) -> Bool {
    hours(on: moment.day).contains(moment.time)
  }

  /// When it closes; `nil` while it is closed.
  public func closing(at moment: CivilMoment) -> ClockTime? {
    hours(on: moment.day).intervals.first { $0.contains(moment.time) }?.end
  }

  /// The next time it opens, a year ahead at most; not the one at which it is open already.
  public func nextOpening(after moment: CivilMoment) -> CivilMoment? {
    var day: CivilDate? = moment.day
    for _ in 0...366 {
      guard let today = day else { return nil }
      let start = hours(on: today).intervals.lazy.map(\.start).first {
        moment < CivilMoment(today, $0)
      }
      if let start { return CivilMoment(today, start) }
      day = today.adding(days: 1)
    }
    return nil
  }

  private func exception(on day: CivilDate) -> OpeningException? {
    exceptions.first { ($0.first...$0.last).contains(day) }
  }

  /// The one that begins last comes first. What is left is any rule that is the same everywhere.
  private static func isNewer(_ left: OpeningHours, _ right: OpeningHours) -> Bool {
    switch (left.span.from, right.span.from) {
    case (let a?, let b?) where a != b: a > b
    case (nil, _?): false
    case (_?, nil): true
    default: right.value < left.value
    }
  }

  /// An exception for one channel comes before one for all, a short one before a long one.
  private static func isNearer(_ left: OpeningException, _ right: OpeningException) -> Bool {
    if (left.channel == nil) != (right.channel == nil) { return left.channel != nil }
    let (a, b) = (length(of: left), length(of: right))
    return a == b ? right.value < left.value : a < b
  }

  private static func length(of exception: OpeningException) -> Int {
    exception.last.daysSince1970 - exception.first.daysSince1970
  }
}

// MARK: - In words

extension OpeningCalendar {
  /// What a citizen wants to know now: `åbent til kl. 15`, `lukket – åbner i morgen kl. 10`.
  public func words(at moment: CivilMoment) -> String {
    if let closing = closing(at: moment) { return "åbent til kl. \(closing.danish)" }
    guard let next = nextOpening(after: moment) else { return "lukket" }
    return "lukket – åbner \(OpeningCalendar.words(for: next, seenFrom: moment.day))"
  }

  /// `i dag kl. 16`, `i morgen kl. 10`, `mandag kl. 10`, `2. januar kl. 10`.
  static func words(for moment: CivilMoment, seenFrom today: CivilDate) -> String {
    let clock = "kl. \(moment.time.danish)"
    switch moment.day.daysSince1970 - today.daysSince1970 {
    case 0: return "i dag \(clock)"
    case 1: return "i morgen \(clock)"
    case 2...6: return "\(moment.day.weekday.danishName) \(clock)"
    default:
      let words = moment.day.danishLong
      return "\(moment.day.year == today.year ? String(words.dropLast(5)) : words) \(clock)"
    }
  }
}
