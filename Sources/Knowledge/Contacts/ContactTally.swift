/// What a report asks of the ledger: whose contacts, which days, and what to keep apart. How, what
/// and where from are always kept apart; the rest costs and is asked for.
public struct ContactQuery: Hashable, Sendable {
  /// The callers' municipalities; empty is all.
  public var municipalities: [Municipality]
  public var days: ClosedRange<CivilDate>
  public var dimensions: Set<ContactDimension>
  /// Only these, where set.
  public var event: Code?
  public var department: Code?
  public var channel: Channel?
  public var type: ContactKey.ContactType?
  /// Empty is all.
  public var outcomes: Set<ContactKey.Outcome> = []

  public init(
    _ municipalities: [Municipality] = [], days: ClosedRange<CivilDate>,
    by dimensions: Set<ContactDimension> = [], event: Code? = nil, department: Code? = nil
  ) {
    self.municipalities = municipalities
    self.days = days
    self.dimensions = dimensions
    self.event = event
    self.department = department
  }

  public func contains(_ key: ContactKey) -> Bool {
    (municipalities.isEmpty || municipalities.contains(key.municipality))
      && days.contains(key.date) && (event.map { $0 == key.event } ?? true)
      && (department.map { $0 == key.department } ?? true)
      && (channel.map { $0 == key.channel } ?? true) && (type.map { $0 == key.type } ?? true)
      && (outcomes.isEmpty || outcomes.contains(key.outcome))
  }
}

/// What sums of contacts may be kept apart by.
public enum ContactDimension: Hashable, Sendable {
  /// Whose citizen asked.
  case municipality
  case day
  /// The tally's day is the week's Monday.
  case week
  case answering, department, forwardedTo, topic, event
}

/// A sum of contacts that are alike in what a query asked for; `nil` and `.nothing` elsewhere.
public struct ContactTally: Hashable, Sendable {
  public var municipality: Municipality?
  public var channel: Channel
  public var direction: ContactKey.Direction
  public var isInternal: Bool
  public var type: ContactKey.ContactType
  public var outcome: ContactKey.Outcome
  public var origin: ContactKey.Origin
  public var day: CivilDate?
  public var answering: Municipality?
  public var department: Code?
  public var forwardedTo: Code?
  public var about: ContactKey.Topic = .nothing
  public var event: Code?
  public var count = 0

  public init(
    municipality: Municipality?, channel: Channel, direction: ContactKey.Direction,
    isInternal: Bool, type: ContactKey.ContactType, outcome: ContactKey.Outcome,
    origin: ContactKey.Origin
  ) {
    self.municipality = municipality
    self.channel = channel
    self.direction = direction
    self.isInternal = isInternal
    self.type = type
    self.outcome = outcome
    self.origin = origin
  }

  /// A key as a query keeps it apart, without a count.
  public init(_ key: ContactKey, by dimensions: Set<ContactDimension>) {
    self.init(
      municipality: dimensions.contains(.municipality) ? key.municipality : nil,
      channel: key.channel, direction: key.direction, isInternal: key.isInternal,
      type: key.type, outcome: key.outcome, origin: key.origin)
    if dimensions.contains(.week) { day = key.date.isoWeek.monday }
    if dimensions.contains(.day) { day = key.date }
    if dimensions.contains(.answering) { answering = key.answering }
    if dimensions.contains(.department) { department = key.department }
    if dimensions.contains(.forwardedTo) { forwardedTo = key.forwardedTo }
    if dimensions.contains(.topic) { about = key.about }
    if dimensions.contains(.event) { event = key.event }
  }

  public func counted(_ count: Int) -> ContactTally {
    var tally = self
    tally.count = count
    return tally
  }
}

extension ContactTally: Comparable {
  /// An order that is the same everywhere.
  public static func < (left: ContactTally, right: ContactTally) -> Bool {
    // Numbers settle it nearly always, and before a word has to be made.
    if left.whose != right.whose { return left.whose < right.whose }
    if left.ending != right.ending { return left.ending < right.ending }
    return left.words < right.words
  }

  private var whose: (UInt64, Int, UInt8, UInt8, Int, UInt8) {
    (
      UInt64(municipality?.number ?? 0), day?.daysSince1970 ?? 0, UInt8(channel.rawValue),
      direction.rawValue, isInternal ? 1 : 0, type.rawValue
    )
  }

  private var ending: (UInt8, UInt8, UInt64, Int) {
    (outcome.rawValue, origin.rawValue, UInt64(answering?.number ?? 0), count)
  }

  private var words: (String, String, String, String) {
    (department?.text ?? "", forwardedTo?.text ?? "", about.text, event?.text ?? "")
  }
}

extension ContactTally {
  /// The key again, of a tally that keeps all apart; `nil` without a municipality or a day.
  public var key: ContactKey? {
    guard let municipality, let day else { return nil }
    return ContactKey(
      date: day, municipality: municipality, answering: answering, department: department,
      channel: channel, direction: direction, isInternal: isInternal, type: type,
      outcome: outcome, forwardedTo: forwardedTo, about: about, event: event, origin: origin)
  }
}

extension ContactDimension {
  /// All apart, so that a tally has its key.
  public static let every: Set<ContactDimension> = [
    .municipality, .day, .answering, .department, .forwardedTo, .topic, .event,
  ]
}
