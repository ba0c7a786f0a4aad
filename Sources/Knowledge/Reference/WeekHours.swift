/// The hours of a week, day by day.
///
///     try WeekHours(parsing: "ma-on 8-15; to 8-18.30; fr 8-13").minutes   // 36,5 hours
public struct WeekHours: Hashable, Sendable {
  /// From Monday to Sunday.
  private let days: [DayHours]

  public subscript(day: CivilDate.Weekday) -> DayHours { days[day.rawValue - 1] }

  /// The week's sum.
  public var minutes: Int { days.reduce(0) { $0 + $1.minutes } }

  /// Reads what people write: days or runs of days, each with its hours, parted by semicolons. Days
  /// that are not named are closed.
  init(parsing text: String) throws(ReferenceProblem.Reason) {
    var days: [DayHours?] = Array(repeating: nil, count: 7)
    for part in text.split(separator: ";") {
      let words = part.split(separator: " ", maxSplits: 1)
      guard let named = words.first, let run = WeekHours.days(named.lowercased()) else {
        throw .notHours
      }
      let hours = try DayHours(parsing: words.count == 2 ? words[1] : "")
      for day in run {
        guard days[day - 1] == nil else { throw .overlappingHours }
        days[day - 1] = hours
      }
    }
    self.days = days.map { $0 ?? .closed }
  }

  /// `ma`, `mandag`, `1`, `ma-on`.
  private static func days(_ text: String) -> ClosedRange<Int>? {
    let ends = text.split(separator: "-").map { day(String($0)) }
    guard (1...2).contains(ends.count), let first = ends[0],
      let last = ends[ends.count - 1], first <= last
    else { return nil }
    return first...last
  }

  private static func day(_ word: String) -> Int? {
    if let number = Int(word), (1...7).contains(number), word.utf8.count == 1 { return number }
    guard word.count >= 2 else { return nil }
    return CivilDate.Weekday.allCases.first { $0.danishName.hasPrefix(word) }?.rawValue
  }

  /// As files have it: `1 08:00-15:00; 4 08:00-18:30`.
  public var iso: String {
    days.enumerated().filter { !$0.element.intervals.isEmpty }
      .map { "\($0.offset + 1) \($0.element.iso)" }.joined(separator: "; ")
  }
}

extension CivilDate.Weekday {
  public var danishName: String {
    switch self {
    case .monday: "mandag"
    case .tuesday: "tirsdag"
    case .wednesday: "onsdag"
    case .thursday: "torsdag"
    case .friday: "fredag"
    case .saturday: "lørdag"
    case .sunday: "søndag"
    }
  }
}

/// A moment by the clock on the wall: all that opening hours know of time.
public struct CivilMoment: Hashable, Comparable, Sendable {
  public let day: CivilDate
  public let time: ClockTime

  public init(_ day: CivilDate, _ time: ClockTime) {
    self.day = day
    self.time = time
  }

  public static func < (left: CivilMoment, right: CivilMoment) -> Bool {
    (left.day, left.time) < (right.day, right.time)
  }
}
