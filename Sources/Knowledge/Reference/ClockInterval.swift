/// A time of day, in minutes since midnight; 24.00 is the end of the day.
public struct ClockTime: Hashable, Comparable, Sendable {
  public static let minutesMax = 24 * 60

  public let minutes: Int

  public init?(minutes: Int) {
    guard (0...ClockTime.minutesMax).contains(minutes) else { return nil }
    self.minutes = minutes
  }

  /// The time of day that many minutes after midnight, or the end of the day that is nearest.
  public init(nearestToMinutes minutes: Int) {
    self.minutes = min(max(minutes, 0), ClockTime.minutesMax)
  }

  /// Reads `8`, `8.30` and `08:30`.
  public init?(parsing text: some StringProtocol) {
    let parts = text.split(
      separator: text.contains(":") ? ":" : ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count),
      parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy(isDigit) }),
      let hours = Int(parts[0]), let minutes = parts.count == 2 ? Int(parts[1]) : 0,
      parts.count == 1 || parts[1].utf8.count == 2, minutes < 60
    else { return nil }
    self.init(minutes: 60 * hours + minutes)
  }

  public static func < (left: ClockTime, right: ClockTime) -> Bool {
    left.minutes < right.minutes
  }

  /// As files have it: `08:30`.
  public var iso: String { padded(minutes / 60) + ":" + padded(minutes % 60) }

  /// As people read it: `8.30`, `15`.
  public var danish: String {
    minutes % 60 == 0 ? "\(minutes / 60)" : "\(minutes / 60).\(padded(minutes % 60))"
  }

  private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

private func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

/// From one time of a day up to another, which is not included.
public struct ClockInterval: Hashable, Sendable {
  public let start: ClockTime
  public let end: ClockTime

  /// `nil` when it would not be after its beginning.
  public init?(_ start: ClockTime, _ end: ClockTime) {
    guard start < end else { return nil }
    self.start = start
    self.end = end
  }

  public func contains(_ time: ClockTime) -> Bool { start <= time && time < end }

  public var minutes: Int { end.minutes - start.minutes }
}

/// The intervals of one day, in order, none touching another.
public struct DayHours: Hashable, Sendable {
  public let intervals: [ClockInterval]

  public static let closed = DayHours(unchecked: [])

  private init(unchecked intervals: [ClockInterval]) {
    self.intervals = intervals
  }

  /// Reads `9-14 16-18.30`, `9-14 & 16-18.30`, `lukket` or nothing.
  init(parsing text: some StringProtocol) throws(ReferenceProblem.Reason) {
    var intervals: [ClockInterval] = []
    for word in text.split(whereSeparator: { " ,&".contains($0) }) where word != "og" {
      guard word.lowercased() != "lukket" else { continue }
      let ends = word.split(whereSeparator: { "-–".contains($0) })
      guard ends.count == 2, let start = ClockTime(parsing: ends[0]),
        let end = ClockTime(parsing: ends[1]), let interval = ClockInterval(start, end)
      else { throw .notHours }
      intervals.append(interval)
    }
    intervals.sort { $0.start < $1.start }
    for (before, after) in zip(intervals, intervals.dropFirst()) where after.start <= before.end {
      throw .overlappingHours
    }
    self.init(unchecked: intervals)
  }

  public func contains(_ time: ClockTime) -> Bool { intervals.contains { $0.contains(time) } }

  public var minutes: Int { intervals.reduce(0) { $0 + $1.minutes } }

  /// As files have it; empty when closed.
  public var iso: String {
    intervals.map { "\($0.start.iso)-\($0.end.iso)" }.joined(separator: " ")
  }

  /// As people read it: `9-14 og 16-18.30`, `lukket`.
  public var danish: String {
    intervals.isEmpty
      ? "lukket"
      : intervals.map { "\($0.start.danish)-\($0.end.danish)" }.joined(separator: " og ")
  }
}

extension ReferenceProblem.Reason: Error {}
