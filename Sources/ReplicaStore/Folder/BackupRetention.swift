/// The name of a backup in a folder of them: when it was taken, in UTC, so that names sort by age.
///
///     viden-20261122-061500.sqlite
public struct BackupName: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01 UTC.
  public let seconds: Int64

  public init(time milliseconds: Int64) {
    seconds = milliseconds / 1000
  }

  public init?(_ text: String) {
    guard text.hasPrefix(BackupName.prefix), text.hasSuffix(BackupName.suffix) else { return nil }
    let middle = text.dropFirst(BackupName.prefix.count).dropLast(BackupName.suffix.count)
    let parts = middle.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 8, parts[1].utf8.count == 6,
      let date = Int64(parts[0]), let clock = Int64(parts[1]), date > 0, clock >= 0
    else { return nil }
    let days = Days.since1970(year: date / 10_000, month: date / 100 % 100, day: date % 100)
    let (hours, minutes, seconds) = (clock / 10_000, clock / 100 % 100, clock % 100)
    guard let days, hours < 24, minutes < 60, seconds < 60 else { return nil }
    self.seconds = days * 86_400 + hours * 3_600 + minutes * 60 + seconds
  }

  private static let prefix = "viden-"
  private static let suffix = ".sqlite"

  public var text: String {
    let (year, month, day) = Days.date(day)
    let second = seconds - self.day * 86_400
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return BackupName.prefix + "\(year)" + two(month) + two(day) + "-" + two(second / 3_600)
      + two(second / 60 % 60) + two(second % 60) + BackupName.suffix
  }

  var day: Int64 { seconds / 86_400 }

  /// 1970-01-01 was a Thursday; weeks begin on Mondays.
  var week: Int64 { (day + 3) / 7 }

  var month: Int64 {
    let (year, month, _) = Days.date(day)
    return year * 12 + month
  }

  public static func < (left: BackupName, right: BackupName) -> Bool {
    left.seconds < right.seconds
  }
}

/// How many backups are kept: the newest of each of the latest days, weeks and months that have one.
///
/// It counts days with a backup and not days of the calendar, so a machine that was off for a month
/// still has its seven.
public struct BackupRetention: Hashable, Sendable {
  public let days: Int
  public let weeks: Int
  public let months: Int

  /// Reads `7/5/12`. At least one backup is kept.
  public init?(_ text: String) {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let days = numbers[0], let weeks = numbers[1],
      let months = numbers[2], (1...1000).contains(days), (0...1000).contains(weeks),
      (0...1000).contains(months)
    else { return nil }
    self.days = days
    self.weeks = weeks
    self.months = months
  }

  /// Those of the backups that are not kept.
  public func superfluous(_ names: [BackupName]) -> [BackupName] {
    let newestFirst = names.sorted(by: >)
    var kept: Set<BackupName> = []
    func keep(_ count: Int, each period: (BackupName) -> Int64) {
      var seen: Set<Int64> = []
      for name in newestFirst where seen.count < count && seen.insert(period(name)).inserted {
        kept.insert(name)
      }
    }
    keep(days, each: \.day)
    keep(weeks, each: \.week)
    keep(months, each: \.month)
    return names.filter { !kept.contains($0) }.sorted()
  }
}

/// The Gregorian calendar as day numbers (the civil-from-days algorithm: years begin in March, eras
/// have 400 years).
private enum Days {
  static func since1970(year: Int64, month: Int64, day: Int64) -> Int64? {
    guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return nil
    }
    let shifted = month <= 2 ? year - 1 : year
    let yearOfEra = shifted % 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = shifted / 400 * 146_097 + dayOfEra - 719_468
    return date(days) == (year, month, day) ? days : nil
  }

  static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * marchMonth + 2) / 5 + 1
    )
  }
}
