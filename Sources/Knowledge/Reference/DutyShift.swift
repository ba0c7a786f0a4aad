/// Who answers a shared phone or chat, and when: municipalities take turns by the week, on the hours
/// that each weekday has (vagtplan).
public struct DutyShift: ReferenceLine {
  public static var kind: ReferenceKind { .shifts }
  public static var columns: [String] { ["kanal", "på skift", "for", "tider", "fra", "til"] }

  public let channel: Channel
  /// Whose turn it is, from the week that holds the first day on.
  public let rotation: [Municipality]
  /// Whose citizens may call; empty is everybody's.
  public let served: [Municipality]
  public let week: WeekHours
  public let first: CivilDate
  public let last: CivilDate?

  public init(fields: [String]) throws(ReferenceProblem) {
    let cells = try ReferenceFields(fields, of: DutyShift.self)
    channel = try cells.channel(0)
    rotation = try cells.municipalities(1)
    guard !rotation.isEmpty else { throw cells.problem(.empty, at: 1) }
    served = try cells.municipalities(2)
    week = try cells.weekHours(3)
    let first = try cells.date(4)
    self.first = first
    last = try cells.optionalDate(5)
    guard last.map({ first <= $0 }) ?? true else {
      throw cells.problem(.endsBeforeItBegins, at: 5)
    }
  }

  public var fields: [String] {
    [
      channel.word, rotation.map(\.code).joined(separator: " "),
      served.map(\.code).joined(separator: " "), week.iso, first.iso, last?.iso ?? "",
    ]
  }

  /// The municipality whose turn it is in the week of a day; `nil` outside the shift's days.
  public func turn(on day: CivilDate) -> Municipality? {
    guard first <= day, last.map({ day <= $0 }) ?? true else { return nil }
    let weeks = (day.isoWeek.monday.daysSince1970 - first.isoWeek.monday.daysSince1970) / 7
    return rotation[weeks % rotation.count]
  }

  /// Who is on duty at a moment for a caller's municipality; `nil` when nobody is.
  public func onDuty(at moment: CivilMoment, for caller: Municipality) -> Municipality? {
    guard served.isEmpty || served.contains(caller), week[moment.day.weekday].contains(moment.time)
    else { return nil }
    return turn(on: moment.day)
  }
}

/// The shifts of all that share a phone or a chat.
public struct DutyRoster: Hashable, Sendable {
  public let shifts: [DutyShift]

  public init(_ shifts: [DutyShift]) {
    self.shifts = shifts.sorted { $0.value < $1.value }
  }

  /// Who is on duty now (på vagt nu), each once, in the order of their codes.
  public func onDuty(
    on channel: Channel, at moment: CivilMoment, for caller: Municipality
  ) -> [Municipality] {
    let found = shifts.lazy.filter { $0.channel == channel }
      .compactMap { $0.onDuty(at: moment, for: caller) }
    return Set(found).sorted { $0.code < $1.code }
  }
}
