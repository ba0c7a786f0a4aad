public import CRDT

/// What one municipality, or all together, keep beside the articles: the lines of the reference
/// documents that are theirs.
///
/// Several documents of one owner count as one record, because two laptops without a net may both
/// begin it; every line is an element of a set, so nothing that anybody added is lost. What is no
/// line is left out and can be listed, and never keeps the rest from being read.
public struct ReferenceRecord: Sendable {
  private var values: [ReferenceKind: Set<Value>] = [:]

  public init() {}

  /// Takes in the lines of one document.
  public mutating func add(_ state: DocumentState) {
    for kind in ReferenceKind.allCases {
      values[kind, default: []].formUnion(state.sets[kind.field] ?? [])
    }
  }

  /// Takes in one line, as when nothing is stored at all.
  public mutating func add(_ line: some ReferenceLine) {
    values[type(of: line).kind, default: []].insert(line.value)
  }

  /// The lines of a kind, in an order that is the same everywhere.
  public func lines<Line: ReferenceLine>(_: Line.Type = Line.self) -> [Line] {
    (values[Line.kind] ?? []).sorted().compactMap { Line($0) }
  }

  /// The rows of a kind as their cells, for tables and files.
  public func rows(_ kind: ReferenceKind) -> [[String]] {
    rows(of: kind.type)
  }

  private func rows<Line: ReferenceLine>(of type: Line.Type) -> [[String]] {
    lines(type).map(\.fields)
  }

  /// Elements that are no lines: written by a newer version, or damaged by an older hand.
  public func unreadable(_ kind: ReferenceKind) -> [Value] {
    func isLine<Line: ReferenceLine>(_ value: Value, _: Line.Type) -> Bool { Line(value) != nil }
    let type = kind.type
    return (values[kind] ?? []).filter { !isLine($0, type) }.sorted()
  }
}

/// A municipality's reference records together with those of all.
public struct ReferenceBook: Sendable {
  public let own: ReferenceRecord
  public let national: ReferenceRecord

  public init(own: ReferenceRecord = ReferenceRecord(), national: ReferenceRecord = .init()) {
    self.own = own
    self.national = national
  }

  public var prices: PriceList { PriceList(own: own.lines(), national: national.lines()) }

  public var roster: DutyRoster { DutyRoster(own.lines() + national.lines()) }

  /// The counting periods of all, and the municipality's own.
  public var periods: [CountingPeriod] {
    (national.lines(CountingPeriod.self) + own.lines(CountingPeriod.self))
      .sorted { ($0.first, $0.code) < ($1.first, $1.code) }
  }

  /// The departments there are on a day, by code.
  public func departments(on day: CivilDate) -> [Department] {
    let lines = own.lines(Department.self).filter { $0.span.contains(day) }
    return Dictionary(grouping: lines, by: \.code).values
      .compactMap { $0.max(by: ReferenceBook.isOlder) }.sorted { $0.code < $1.code }
  }

  /// What a department was called on a day; its last name when it was gone by then.
  public func name(of department: Code, on day: CivilDate) -> String? {
    let lines = own.lines(Department.self).filter { $0.code == department }
    let current = lines.filter { $0.span.contains(day) }.max(by: ReferenceBook.isOlder)
    return (current ?? lines.max(by: ReferenceBook.isOlder))?.name
  }

  public func calendar(of department: Code, on channel: Channel) -> OpeningCalendar {
    OpeningCalendar(
      of: department, on: channel, hours: own.lines(), exceptions: own.lines())
  }

  /// The numbers to call on a day.
  public func phones(of department: Code, on day: CivilDate) -> [DepartmentPhone] {
    own.lines(DepartmentPhone.self).filter {
      $0.department == department && $0.span.contains(day)
    }
  }

  /// What is on that day, and may be counted at.
  public func events(on day: CivilDate) -> [ContactEvent] {
    own.lines(ContactEvent.self).filter { $0.isOn(day) }
  }

  /// How many lived there on a day, by the newest count before it.
  public func inhabitants(on day: CivilDate) -> InhabitantCount? {
    own.lines(InhabitantCount.self).filter { $0.from <= day }
      .max { ($0.from, $0.value) < ($1.from, $1.value) }
  }

  private static func isOlder(_ left: Department, _ right: Department) -> Bool {
    switch (left.span.from, right.span.from) {
    case (let a?, let b?) where a != b: a < b
    case (nil, _?): true
    case (_?, nil): false
    default: left.value < right.value
    }
  }
}
