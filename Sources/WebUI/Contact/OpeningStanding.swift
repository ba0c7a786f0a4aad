/// Whether somebody answers just now and, if not, when they do again: what a citizen wants to know
/// at twenty to eleven in the evening.
public enum OpeningStanding: Hashable, Sendable {
  case open(until: ClockTime)
  case closed(opens: Opening?)

  /// A time of day.
  public struct ClockTime: Hashable, Sendable {
    public let hour: Int
    public let minute: Int

    public init(hour: Int, minute: Int) {
      self.hour = hour
      self.minute = minute
    }

    /// `15` and `18.30` in Danish, `15:00` and `18:30` in English.
    func text(in language: Language) -> String {
      switch language {
      case .danish: minute == 0 ? "\(hour)" : "\(hour).\(CalendarDay.padded(minute))"
      case .english: "\(hour):\(CalendarDay.padded(minute))"
      }
    }
  }

  /// The next time that it opens.
  public struct Opening: Hashable, Sendable {
    public enum Day: Hashable, Sendable {
      case today
      case tomorrow
      /// Within a week; 1 is Monday.
      case weekday(Int)
      case later(CalendarDay)
    }

    public let day: Day
    public let time: ClockTime

    public init(_ day: Day, _ time: ClockTime) {
      self.day = day
      self.time = time
    }
  }

  var phrase: Phrase {
    switch self {
    case .open(let end):
      Phrase(
        "åbent til kl. \(end.text(in: .danish))", "open until \(end.text(in: .english))")
    case .closed(opens: nil): Phrase("lukket", "closed")
    case .closed(let opening?):
      Phrase(
        "lukket – åbner \(opening.day.phrase.danish) kl. \(opening.time.text(in: .danish))",
        "closed – opens \(opening.day.phrase.english) at \(opening.time.text(in: .english))")
    }
  }
}

extension OpeningStanding.Opening.Day {
  var phrase: Phrase {
    switch self {
    case .today: Phrase("i dag", "today")
    case .tomorrow: Phrase("i morgen", "tomorrow")
    case .weekday(let number): Weekday.phrase(number)
    case .later(let day): Phrase(day.long, "on \(day.english)")
    }
  }
}

/// The names of the days, Monday first.
enum Weekday {
  static func phrase(_ number: Int) -> Phrase {
    names.indices.contains(number - 1) ? names[number - 1] : Phrase("", "")
  }

  private static let names = [
    Phrase("mandag", "Monday"), Phrase("tirsdag", "Tuesday"), Phrase("onsdag", "Wednesday"),
    Phrase("torsdag", "Thursday"), Phrase("fredag", "Friday"), Phrase("lørdag", "Saturday"),
    Phrase("søndag", "Sunday"),
  ]
}
