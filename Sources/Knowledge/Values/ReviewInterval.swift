/// How long after a review the next one is due: GOV.UK's `review_in`, so that tools which know
/// that name can read it.
///
///     ReviewInterval(parsing: "6 måneder")   // 6 months
public struct ReviewInterval: Hashable, Sendable {
  public enum Unit: String, CaseIterable, Hashable, Sendable {
    case days
    case weeks
    case months
    case years
  }

  public let count: Int
  public let unit: Unit

  /// `nil` unless the count is between 1 and 999.
  public init?(_ count: Int, _ unit: Unit) {
    guard (1...999).contains(count) else { return nil }
    self.count = count
    self.unit = unit
  }

  /// The day on which the next review is due.
  public func due(after review: CivilDate) -> CivilDate? {
    switch unit {
    case .days: review.adding(days: count)
    case .weeks: review.adding(days: count * 7)
    case .months: review.adding(months: count)
    case .years: review.adding(months: count * 12)
    }
  }
}

extension ReviewInterval: CustomStringConvertible {
  /// Reads `6 months`, `1 year`, `6 måneder`, `1 år`, `90 dage`, `2 uger`.
  public init?(parsing text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let count = Int(parts[0]),
      let unit = ReviewInterval.unit(named: parts[1].lowercased())
    else { return nil }
    self.init(count, unit)
  }

  private static func unit(named word: String) -> Unit? {
    switch word {
    case "day", "days", "dag", "dage": .days
    case "week", "weeks", "uge", "uger": .weeks
    case "month", "months", "måned", "måneder", "maaned", "maaneder": .months
    case "year", "years", "år", "aar": .years
    default: nil
    }
  }

  /// The form of files and of the wire: `6 months`, `1 year`.
  public var description: String {
    count == 1 ? "1 \(unit.rawValue.dropLast())" : "\(count) \(unit.rawValue)"
  }
}
