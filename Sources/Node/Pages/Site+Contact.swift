import Knowledge
import ReplicaStore
import WebUI

extension NodeContext {
  /// Whom the reader can ask: the departments of the municipality that was chosen, or of this node's
  /// own, and what whoever runs the node said besides.
  func contact(_ replica: Replica, for reading: Reading) throws -> Site.Contact? {
    let own = try replica.identity().municipality
    let code = reading.choices.municipality ?? own
    guard let municipality = Municipality(code: code) else { return nil }
    let book = try references.book(of: municipality, replica)
    let general = code == own ? configuration.contact : NodeContact()
    return Site.Contact(
      municipality: municipality.officialName, phone: general.phone, mail: general.mail,
      departments: book.departmentsForCitizens(at: civilNow))
  }
}

extension ReferenceBook {
  private static let departmentsMax = 3
  private static let daysShown = 7

  /// Those that can be called or visited, Borgerservice first: nobody who has lost a pass wants to
  /// choose among forty.
  fileprivate func departmentsForCitizens(at moment: CivilMoment) -> [Site.Department] {
    let known = departments(on: moment.day).map { department in
      (
        department.code,
        Site.Department(
          name: department.name,
          phones: phones(of: department.code, on: moment.day).map(\.danish),
          hours: ReferenceBook.ways.compactMap { way, channel in
            hours(way, calendar(of: department.code, on: channel), at: moment)
          })
      )
    }
    let reachable = known.filter { !$0.1.phones.isEmpty || !$0.1.hours.isEmpty }
    let first = reachable.filter { $0.0.text.hasPrefix("borgerservice") }
    let others = reachable.filter { !$0.0.text.hasPrefix("borgerservice") }
    return (first + others).prefix(ReferenceBook.departmentsMax).map(\.1)
  }

  private static let ways: [(Site.Hours.Way, Channel)] = [
    (.phone, .phone), (.visit, .personal), (.chat, .chat),
  ]

  private func hours(
    _ way: Site.Hours.Way, _ calendar: OpeningCalendar, at moment: CivilMoment
  ) -> Site.Hours? {
    guard calendar.isKnown else { return nil }
    return Site.Hours(
      way: way, standing: OpeningStanding(of: calendar, at: moment),
      days: (0..<ReferenceBook.daysShown).compactMap { days in
        moment.day.adding(days: days).map { Site.Day($0, in: calendar) }
      })
  }
}

extension Site.Day {
  fileprivate init(_ day: CivilDate, in calendar: OpeningCalendar) {
    self.init(
      date: CalendarDay(day), weekday: day.weekday.rawValue,
      intervals: calendar.hours(on: day).intervals.map {
        Site.Interval(OpeningStanding.ClockTime($0.start), OpeningStanding.ClockTime($0.end))
      },
      reason: calendar.reason(on: day))
  }
}

extension OpeningStanding {
  fileprivate init(of calendar: OpeningCalendar, at moment: CivilMoment) {
    if let closing = calendar.closing(at: moment) {
      self = .open(until: ClockTime(closing))
    } else {
      self = .closed(
        opens: calendar.nextOpening(after: moment).map { Opening($0, seenFrom: moment.day) })
    }
  }
}

extension OpeningStanding.ClockTime {
  fileprivate init(_ time: Knowledge.ClockTime) {
    self.init(hour: time.minutes / 60, minute: time.minutes % 60)
  }
}

extension OpeningStanding.Opening {
  fileprivate init(_ moment: CivilMoment, seenFrom today: CivilDate) {
    let day: Day =
      switch moment.day.daysSince1970 - today.daysSince1970 {
      case 0: .today
      case 1: .tomorrow
      case 2...6: .weekday(moment.day.weekday.rawValue)
      default: .later(CalendarDay(moment.day))
      }
    self.init(day, OpeningStanding.ClockTime(moment.time))
  }
}
