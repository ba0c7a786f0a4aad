/// Weeks in which every contact is counted (tælleperiode), by whom, and what about at least.
public struct CountingPeriod: ReferenceLine {
  public static var kind: ReferenceKind { .periods }
  public static var columns: [String] {
    ["kode", "navn", "første uge", "sidste uge", "afdelinger", "emner"]
  }

  public let code: Code
  public let name: String
  public let first: ISOWeek
  public let last: ISOWeek
  /// The departments that count; empty is all there are.
  public let departments: [Code]
  /// Subjects that must be among what was counted.
  public let subjects: [Subject]

  public init(fields: [String]) throws(ReferenceProblem) {
    let cells = try ReferenceFields(fields, of: CountingPeriod.self)
    code = try cells.code(0)
    name = try cells.text(1)
    first = try cells.week(2)
    last = try cells.week(3)
    guard first <= last else { throw cells.problem(.endsBeforeItBegins, at: 3) }
    departments = try cells.codes(4)
    subjects = try cells.subjects(5)
  }

  public var fields: [String] {
    [
      code.text, name, first.description, last.description,
      departments.map(\.text).joined(separator: " "),
      subjects.map(\.number).joined(separator: " "),
    ]
  }

  public var days: ClosedRange<CivilDate> { first.monday...last.sunday }

  /// The days on which the departments are expected to count.
  public var workingDays: [CivilDate] {
    var days: [CivilDate] = []
    var day: CivilDate? = first.monday
    while let today = day, today <= last.sunday {
      if today.isWorkingDay { days.append(today) }
      day = today.adding(days: 1)
    }
    return days
  }
}

/// Where the bus goes, or whatever else is counted apart: a place, some days, some people at work.
public struct ContactEvent: ReferenceLine {
  public static var kind: ReferenceKind { .events }
  public static var columns: [String] { ["kode", "navn", "sted", "fra", "til", "bemanding"] }

  public let code: Code
  public let name: String
  public let place: String
  public let first: CivilDate
  public let last: CivilDate
  /// How many people of the municipality are at work there; 0 when nobody has said.
  public let staff: Int

  public init(fields: [String]) throws(ReferenceProblem) {
    let cells = try ReferenceFields(fields, of: ContactEvent.self)
    code = try cells.code(0)
    name = try cells.text(1)
    place = try cells.text(2)
    first = try cells.date(3)
    last = try cells.optionalDate(4) ?? first
    guard first <= last else { throw cells.problem(.endsBeforeItBegins, at: 4) }
    staff = cells.isEmpty(5) ? 0 : try cells.number(5, in: 0...1_000)
  }

  public var fields: [String] {
    [code.text, name, place, first.iso, last.iso, staff == 0 ? "" : "\(staff)"]
  }

  public func isOn(_ day: CivilDate) -> Bool { (first...last).contains(day) }
}

/// What a municipality means to reach: a share in per cent, from what it was to what it should be.
public struct Target: ReferenceLine {
  public enum Measure: String, CaseIterable, Hashable, Sendable {
    case closedAtOnce = "straksafsluttet"
    case forwarded = "viderestillet"
    case selfService = "selvbetjening"
  }

  public static var kind: ReferenceKind { .targets }
  public static var columns: [String] {
    ["mål", "emne", "udgangspunkt", "udgangsår", "målsat", "senest"]
  }

  public let measure: Measure
  public let subject: Subject?
  /// Hundredths of a per cent.
  public let baseline: Int?
  public let baselineYear: Int?
  public let value: Int
  public let due: CivilDate

  public init(fields: [String]) throws(ReferenceProblem) {
    let cells = try ReferenceFields(fields, of: Target.self)
    guard let measure = Measure(rawValue: cells.raw(0).lowercased()) else {
      throw cells.problem(.notMeasure, at: 0)
    }
    self.measure = measure
    subject = try cells.subject(1)
    baseline = cells.isEmpty(2) ? nil : try Target.percent(cells, 2)
    baselineYear = cells.isEmpty(3) ? nil : try cells.number(3, in: 1_900...2_200)
    value = try Target.percent(cells, 4)
    due = try cells.date(5)
  }

  private static func percent(
    _ cells: ReferenceFields, _ index: Int
  ) throws(ReferenceProblem) -> Int {
    let percent = try cells.hundredths(index)
    guard percent <= 10_000 else { throw cells.problem(.notNumber(0...100), at: index) }
    return percent
  }

  public var fields: [String] {
    [
      measure.rawValue, subject?.number ?? "", baseline.map(DanishNumber.hundredths) ?? "",
      baselineYear.map(String.init) ?? "", DanishNumber.hundredths(value), due.iso,
    ]
  }
}
