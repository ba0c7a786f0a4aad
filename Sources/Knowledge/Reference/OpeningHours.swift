/// The weekly hours of a department on a channel, in a span of days. Of several that cover a day the
/// one that begins last holds, so a summer's hours lie over the ordinary ones and end by themselves.
public struct OpeningHours: ReferenceLine {
  public static var kind: ReferenceKind { .hours }
  public static var columns: [String] { ["afdeling", "kanal", "tider", "fra", "til"] }

  public let department: Code
  public let channel: Channel
  public let week: WeekHours
  public let span: DaySpan

  public init(fields: [String]) throws(ReferenceProblem) {
    let cells = try ReferenceFields(fields, of: OpeningHours.self)
    department = try cells.code(0)
    channel = try cells.channel(1)
    week = try cells.weekHours(2)
    span = try cells.span(3, 4)
  }

  public var fields: [String] { [department.text, channel.word, week.iso] + span.fields }
}

/// Days on which other hours hold than the week says: closed for a course, open on a holiday. An
/// empty channel is all of the department's.
public struct OpeningException: ReferenceLine {
  public static var kind: ReferenceKind { .exceptions }
  public static var columns: [String] { ["afdeling", "kanal", "fra", "til", "tider", "grund"] }

  public let department: Code
  public let channel: Channel?
  public let first: CivilDate
  public let last: CivilDate
  public let hours: DayHours
  public let reason: String

  public init(fields: [String]) throws(ReferenceProblem) {
    let cells = try ReferenceFields(fields, of: OpeningException.self)
    department = try cells.code(0)
    channel = cells.isEmpty(1) ? nil : try cells.channel(1)
    first = try cells.date(2)
    last = try cells.optionalDate(3) ?? first
    guard first <= last else { throw cells.problem(.endsBeforeItBegins, at: 3) }
    hours = try cells.dayHours(4)
    reason = try cells.text(5, mayBeEmpty: true)
  }

  public var fields: [String] {
    [department.text, channel?.word ?? "", first.iso, last.iso, hours.iso, reason]
  }
}
