/// A day in the Gregorian calendar, with no time and no time zone: what a law or a review date
/// means by a date.
///
///     CivilDate(iso: "2026-03-27")?.danishLong   // "27. marts 2026"
///
/// Years run from 1 to 9999, so that the ISO form always has four digits.
public struct CivilDate: Hashable, Sendable {
  public let year: Int
  public let month: Int
  public let day: Int

  /// `nil` when the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...CivilDate.days(inMonth: month, of: year)).contains(day)
    else { return nil }
    self.init(unchecked: year, month, day)
  }

  init(unchecked year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }
}

extension CivilDate: Comparable {
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

// MARK: - Reading

extension CivilDate {
  /// Reads `2026-03-27` (ISO 8601 §5.2.2.1, extended form) and nothing else.
  public init?(iso text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = CivilDate.number(parts[0]), let month = CivilDate.number(parts[1]),
      let day = CivilDate.number(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Reads a date as people and files write it: `2026-03-27`, `27-03-2026`, `27.3.2026`,
  /// `27/3/2026` or `27. marts 2026`. The year has four digits; an order of month before day is
  /// never guessed.
  public init?(parsing text: String) {
    if let date = CivilDate(iso: text) ?? CivilDate(words: text) {
      self = date
      return
    }
    for separator in ["-", ".", "/"] as [Character] {
      let parts = text.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count == 3, (1...2).contains(parts[0].utf8.count),
        (1...2).contains(parts[1].utf8.count), parts[2].utf8.count == 4,
        let day = CivilDate.number(parts[0].utf8), let month = CivilDate.number(parts[1].utf8),
        let year = CivilDate.number(parts[2].utf8)
      else { continue }
      self.init(year: year, month: month, day: day)
      return
    }
    return nil
  }

  private init?(words text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 3, parts[0].hasSuffix("."), parts[0].utf8.count <= 3,
      let day = CivilDate.number(parts[0].dropLast().utf8),
      let month = CivilDate.monthNames.firstIndex(of: parts[1].lowercased()),
      parts[2].utf8.count == 4, let year = CivilDate.number(parts[2].utf8)
    else { return nil }
    self.init(year: year, month: month + 1, day: day)
  }

  /// At most four ASCII digits, so that it cannot overflow.
  private static func number(_ digits: some Collection<UInt8>) -> Int? {
    guard (1...4).contains(digits.count) else { return nil }
    var number = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number
  }
}

// MARK: - Writing

extension CivilDate: CustomStringConvertible {
  /// The form of files and of the wire: `2026-03-27`.
  public var iso: String {
    "\(CivilDate.padded(year, to: 4))-\(CivilDate.padded(month, to: 2))"
      + "-\(CivilDate.padded(day, to: 2))"
  }

  /// The form of Danish tables: `27-03-2026`.
  public var danishShort: String {
    "\(CivilDate.padded(day, to: 2))-\(CivilDate.padded(month, to: 2))"
      + "-\(CivilDate.padded(year, to: 4))"
  }

  /// The form of running Danish text: `27. marts 2026`.
  public var danishLong: String { "\(day). \(CivilDate.monthNames[month - 1]) \(year)" }

  public var description: String { iso }

  private static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  private static let monthNames = [
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
    "november", "december",
  ]
}

// MARK: - Reckoning

extension CivilDate {
  /// The day so many days later; `nil` outside the years 1 to 9999.
  public func adding(days count: Int) -> CivilDate? {
    let (number, overflow) = daysSince1970.addingReportingOverflow(count)
    return overflow ? nil : CivilDate(daysSince1970: number)
  }

  /// The same day so many months later, or that month's last day if it is shorter, as a person
  /// who says "om en måned" on 31 January means; `nil` outside the years 1 to 9999.
  public func adding(months count: Int) -> CivilDate? {
    let (months, overflow) = (year * 12 + month - 1).addingReportingOverflow(count)
    guard !overflow, months >= 12 else { return nil }
    let (year, month) = (months / 12, months % 12 + 1)
    guard year <= 9999 else { return nil }
    return CivilDate(
      year: year, month: month, day: min(day, CivilDate.days(inMonth: month, of: year)))
  }
}
