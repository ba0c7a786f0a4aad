public import CRDT

/// One line of a reference record: a price, a week of opening hours, a department.
///
/// A line is a row of a table. Its fields are the row's cells, in the order of `columns`; the same
/// cells are what a CSV file has, and, parted by line feeds, what travels as one element of a set
/// (Protocol/12 §1). So there is one reader for bytes from a peer and for a file from a person, and
/// it accepts only what it would write.
///
///     try ChannelPrice(fields: ["personlig", "100", "2010-01-01", "Solrød 2010"]).value
public protocol ReferenceLine: Hashable, Sendable {
  static var kind: ReferenceKind { get }

  /// The names of the cells, as the head of a CSV file has them.
  static var columns: [String] { get }

  /// Reads a row: lenient in how things are written, strict in what they mean.
  init(fields: [String]) throws(ReferenceProblem)

  /// The row as it is kept.
  var fields: [String] { get }
}

extension ReferenceLine {
  /// The line as an element of a set.
  public var value: Value { Value(fields.joined(separator: "\n")) }

  /// Reads an element of a set; `nil` for one that no version of this program would write.
  public init?(_ value: Value) {
    guard value.bytes.count <= ReferenceFields.bytesMax, let text = value.text,
      let line = try? Self(fields: text.components(partedBy: "\n")), line.value == value
    else { return nil }
    self = line
  }
}

extension ReferenceLine {
  /// Lines in an order that is the same everywhere.
  static func isBefore(_ left: Self, _ right: Self) -> Bool { left.value < right.value }
}

/// What a line is about. The number of its field is in `Field+Reference.swift`.
public enum ReferenceKind: String, CaseIterable, Hashable, Sendable {
  case departments = "afdelinger"
  case phones = "telefoner"
  case prices = "priser"
  case hours = "tider"
  case exceptions = "undtagelser"
  case shifts = "vagter"
  case periods = "tælleperioder"
  case targets = "mål"
  case events = "arrangementer"
  case inhabitants = "indbyggere"
  case comparisons = "sammenligning"
  case synonyms = "synonymer"
  case situations = "situationer"
  case answered = "besvarede"
  case waivers = "fravalg"

  public var type: any ReferenceLine.Type {
    switch self {
    case .departments: Department.self
    case .phones: DepartmentPhone.self
    case .prices: ChannelPrice.self
    case .hours: OpeningHours.self
    case .exceptions: OpeningException.self
    case .shifts: DutyShift.self
    case .periods: CountingPeriod.self
    case .targets: Target.self
    case .events: ContactEvent.self
    case .inhabitants: InhabitantCount.self
    case .comparisons: ComparisonConsent.self
    case .synonyms: SynonymGroup.self
    case .situations: Situation.self
    case .answered: AnsweredQuestion.self
    case .waivers: SupplementWaiver.self
    }
  }

  /// Whether citizens are shown it, and so public mirrors may hold it.
  public var isPublic: Bool {
    switch self {
    case .departments, .phones, .prices, .hours, .exceptions, .synonyms, .situations: true
    case .shifts, .periods, .targets, .events, .inhabitants, .comparisons, .answered, .waivers:
      false
    }
  }

  public var field: FieldID {
    switch self {
    case .departments: .departments
    case .phones: .phones
    case .prices: .prices
    case .hours: .openingHours
    case .exceptions: .openingExceptions
    case .shifts: .dutyShifts
    case .periods: .countingPeriods
    case .targets: .targets
    case .events: .contactEvents
    case .inhabitants: .inhabitants
    case .comparisons: .comparisons
    case .synonyms: .synonyms
    case .situations: .situations
    case .answered: .answeredQuestions
    case .waivers: .supplementWaivers
    }
  }
}

extension String {
  /// The parts between separators, empty ones too.
  func components(partedBy separator: Character) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
