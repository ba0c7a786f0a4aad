/// What a report asks of the ledger: whose contacts, which days, and what to keep apart. Whose, how,
/// what and where from are always kept apart; the rest costs and is asked for.
public struct ContactQuery: Hashable, Sendable {
  /// The callers' municipalities; empty is all.
  public var municipalities: [Municipality]
  public var days: ClosedRange<CivilDate>
  public var dimensions: Set<ContactDimension>
  /// Only these, where set.
  public var event: Code?
  public var department: Code?

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
  }
}

/// What sums of contacts may be kept apart by.
public enum ContactDimension: Hashable, Sendable {
  case day, answering, department, forwardedTo, topic, event
}

/// A sum of contacts that are alike in what a query asked for; `nil` and `.nothing` elsewhere.
public struct ContactTally: Hashable, Sendable {
  public var municipality: Municipality
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
    municipality: Municipality, channel: Channel, direction: ContactKey.Direction,
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
      municipality: key.municipality, channel: key.channel, direction: key.direction,
      isInternal: key.isInternal, type: key.type, outcome: key.outcome, origin: key.origin)
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
    left.ranks.lexicographicallyPrecedes(right.ranks)
      || (left.ranks == right.ranks && left.words.lexicographicallyPrecedes(right.words))
  }

  private var ranks: [Int] {
    [
      Int(municipality.number), day?.daysSince1970 ?? 0, Int(channel.rawValue),
      Int(direction.rawValue), isInternal ? 1 : 0, Int(type.rawValue), Int(outcome.rawValue),
      Int(origin.rawValue), Int(answering?.number ?? 0), count,
    ]
  }

  private var words: [String] {
    [department?.text ?? "", forwardedTo?.text ?? "", about.text, event?.text ?? ""]
  }
}

extension ContactTally {
  /// The key again, of a tally that keeps all apart; `nil` without a day.
  public var key: ContactKey? {
    guard let day else { return nil }
    return ContactKey(
      date: day, municipality: municipality, answering: answering, department: department,
      channel: channel, direction: direction, isInternal: isInternal, type: type,
      outcome: outcome, forwardedTo: forwardedTo, about: about, event: event, origin: origin)
  }
}

extension ContactDimension: CaseIterable {}
