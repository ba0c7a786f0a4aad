/// Whether somebody has checked that an answer still holds.
public enum ReviewState: Hashable, Sendable {
  /// Nobody has said so.
  case never
  /// Checked, and to be checked again on that day if one was agreed.
  case verified(until: CalendarDay?)
  /// Checked once; the day on which it was to be checked again has come.
  case due(since: CalendarDay)

  var badge: Markup {
    switch self {
    case .never: "<span class=\"badge badge-neutral\">\(Texts.never)</span>"
    case .verified: "<span class=\"badge badge-success\">\(Texts.verified)</span>"
    case .due: "<span class=\"badge badge-warning\">\(Texts.due)</span>"
    }
  }

  /// The day of the next review.
  var day: CalendarDay? {
    switch self {
    case .never: nil
    case .verified(let day): day
    case .due(let day): day
    }
  }

  enum Texts {
    static let never = "Aldrig gennemgået"
    static let verified = "Gennemgået"
    static let due = "Skal gennemgås"
  }
}
