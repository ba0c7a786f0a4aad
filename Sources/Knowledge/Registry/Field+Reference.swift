public import CRDT

/// The fields of reference documents: sets of lines, each a row of the table that its name says.
/// Their values are described in Protocol/12 §1.
extension Field {
  public static let ofReference: [Field] = [
    Field(.departments, "departments", "afdelinger", .set),
    Field(.phones, "phones", "telefoner", .set),
    Field(.prices, "prices", "priser", .set),
    Field(.openingHours, "opening_hours", "åbningstider", .set),
    Field(.openingExceptions, "opening_exceptions", "undtagelser", .set),
    Field(.dutyShifts, "duty_shifts", "vagter", .set),
    Field(.countingPeriods, "counting_periods", "tælleperioder", .set),
    Field(.targets, "targets", "mål", .set),
    Field(.contactEvents, "contact_events", "arrangementer", .set),
    Field(.inhabitants, "inhabitants", "indbyggere", .set),
    Field(.comparisons, "comparisons", "sammenligning", .set),
    Field(.answeredQuestions, "answered_questions", "besvarede spørgsmål", .set),
    Field(.supplementWaivers, "supplement_waivers", "fravalgte tillæg", .set),
    Field(.synonyms, "synonyms", "synonymer", .set),
    Field(.situations, "situations", "situationer", .set),
  ]
}

extension FieldID {
  public static let departments = FieldID(rawValue: 74)
  public static let phones = FieldID(rawValue: 75)
  public static let prices = FieldID(rawValue: 76)
  public static let openingHours = FieldID(rawValue: 77)
  public static let openingExceptions = FieldID(rawValue: 78)
  public static let dutyShifts = FieldID(rawValue: 79)
  public static let countingPeriods = FieldID(rawValue: 80)
  public static let targets = FieldID(rawValue: 81)
  public static let contactEvents = FieldID(rawValue: 82)
  public static let inhabitants = FieldID(rawValue: 83)
  public static let comparisons = FieldID(rawValue: 84)
  public static let answeredQuestions = FieldID(rawValue: 85)
  public static let supplementWaivers = FieldID(rawValue: 86)
  public static let synonyms = FieldID(rawValue: 110)
  public static let situations = FieldID(rawValue: 115)
}
