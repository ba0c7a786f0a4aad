public import CRDT

/// What is counted of a contact (henvendelse): when, for whom, by which desk, how, what about and
/// how it ended. All of it comes from lists, so that nothing about a person can be entered, neither
/// the citizen's nor the employee's (Protocol/12 §3).
///
/// Two contacts with the same key are one count of two.
public struct ContactKey: Hashable, Sendable {
  /// The local day on which it was answered.
  public var date: CivilDate
  /// Whose citizen asked.
  public var municipality: Municipality
  /// Who answered: another one when a shared phone or chat was on duty.
  public var answering: Municipality
  /// The answering department; `nil` where a municipality does not tell them apart.
  public var department: Code?
  public var channel: Channel
  public var direction: Direction
  /// A call that a department at home passed on: counted there as forwarded already.
  public var isInternal: Bool
  public var type: ContactType
  public var outcome: Outcome
  /// Of a forwarded contact the department it went to.
  public var forwardedTo: Code?
  public var about: Topic
  public var event: Code?
  public var origin: Origin

  public init(
    date: CivilDate, municipality: Municipality, answering: Municipality? = nil,
    department: Code? = nil, channel: Channel, direction: Direction = .inbound,
    isInternal: Bool = false, type: ContactType = .information,
    outcome: Outcome = .closedAtOnce, forwardedTo: Code? = nil, about: Topic = .nothing,
    event: Code? = nil, origin: Origin = .counted
  ) {
    self.date = date
    self.municipality = municipality
    self.answering = answering ?? municipality
    self.department = department
    self.channel = channel
    self.direction = direction
    self.isInternal = isInternal
    self.type = type
    self.outcome = outcome
    self.forwardedTo = forwardedTo
    self.about = about
    self.event = event
    self.origin = origin
  }
}

extension ContactKey {
  public enum Direction: UInt8, CaseIterable, Hashable, Sendable {
    case inbound = 0
    case outbound = 1
  }

  /// What somebody wanted.
  public enum ContactType: UInt8, CaseIterable, Hashable, Sendable {
    /// A question not about a given case (supporthenvendelse).
    case information = 1
    /// About a case or an application.
    case transaction = 2
    /// The wrong authority or number (fejlhenvendelse).
    case wrongAuthority = 3
  }

  /// How it ended.
  public enum Outcome: UInt8, CaseIterable, Hashable, Sendable {
    case closedAtOnce = 1
    case forwarded = 2
    /// Helped by hand to serve themselves (medbetjent).
    case helped = 3
    case referred = 4
    case caseOpened = 5
    case givenUp = 6
    /// Written up as a question that the base has no answer to.
    case writtenUp = 7
    /// Nothing was said: a total from another system.
    case unknown = 8
  }

  public enum Topic: Hashable, Sendable {
    case nothing
    case subject(Subject)
    case article(ChangeID)
  }

  /// Where the number comes from. Those that take away are the reasons of a correction.
  public enum Origin: UInt8, CaseIterable, Hashable, Sendable {
    case counted = 0
    case imported = 1
    case webStatistics = 2
    case digitalPost = 3
    case selfServiceStatistics = 4
    case undone = 16
    case countedTwice = 17
    case countedWrongly = 18
    case importedWrongly = 19

    public var isCorrection: Bool { rawValue >= 16 }
  }
}
