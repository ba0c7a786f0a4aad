extension Site {
  /// Whom to ask: the municipality of whoever reads, its departments, and when they answer.
  public struct Contact: Hashable, Sendable {
    /// "Sorø Kommune".
    public var municipality: String?
    public var phone: String?
    public var mail: String?
    public var departments: [Department]

    public init(
      municipality: String? = nil, phone: String? = nil, mail: String? = nil,
      departments: [Department] = []
    ) {
      self.municipality = municipality
      self.phone = phone
      self.mail = mail
      self.departments = departments
    }

    /// Whether there is nobody to ask.
    public var isEmpty: Bool { phone == nil && mail == nil && departments.isEmpty }
  }

  /// A department that people can call or visit.
  public struct Department: Hashable, Sendable {
    public var name: String
    /// Its numbers, in pairs as people read them aloud.
    public var phones: [String]
    public var hours: [Hours]

    public init(name: String, phones: [String], hours: [Hours]) {
      self.name = name
      self.phones = phones
      self.hours = hours
    }
  }

  /// When a department answers in one way.
  public struct Hours: Hashable, Sendable {
    public enum Way: Hashable, Sendable {
      case phone
      case visit
      case chat
    }

    public var way: Way
    public var standing: OpeningStanding
    /// The coming days, today first.
    public var days: [Day]

    public init(way: Way, standing: OpeningStanding, days: [Day]) {
      self.way = way
      self.standing = standing
      self.days = days
    }
  }

  /// The hours of one day; none where it is closed.
  public struct Day: Hashable, Sendable {
    public var date: CalendarDay
    /// 1 is Monday.
    public var weekday: Int
    public var intervals: [Interval]
    /// Why it is not as usual: a holiday's name, or the municipality's own words.
    public var reason: String?

    public init(date: CalendarDay, weekday: Int, intervals: [Interval], reason: String?) {
      self.date = date
      self.weekday = weekday
      self.intervals = intervals
      self.reason = reason
    }
  }

  public struct Interval: Hashable, Sendable {
    public var start: OpeningStanding.ClockTime
    public var end: OpeningStanding.ClockTime

    public init(_ start: OpeningStanding.ClockTime, _ end: OpeningStanding.ClockTime) {
      self.start = start
      self.end = end
    }

    /// `8-18.30` in Danish, `8:00–18:30` in English.
    func text(in language: Language) -> String {
      let dash = language == .danish ? "-" : "–"
      return start.text(in: language) + dash + end.text(in: language)
    }
  }
}
