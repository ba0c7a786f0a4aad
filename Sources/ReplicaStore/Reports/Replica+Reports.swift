import CRDT
public import Knowledge
import SQLite

/// Which report, on whom and when.
public struct ReportRequest: Hashable, Sendable {
  public enum Name: String, CaseIterable, Hashable, Sendable {
    case channels = "kanaler"
    case savings = "gevinst"
    case outcomes = "straks"
    case selfService = "selvbetjening"
    case period = "tælleperiode"
    case workList = "arbejdsliste"
    case targets = "mål"
    case event = "arrangement"
    case comparison = "sammenligning"
    case searches = "søgninger"
  }

  public var name: Name
  /// Whose report it is: its prices, departments and targets.
  public var municipality: Municipality
  /// Whether the contacts of all municipalities are in it.
  public var isNational: Bool
  public var days: ClosedRange<CivilDate>
  /// What a saving is reckoned from; as many days just before, where nobody has said. Channels and
  /// outcomes are held against it where somebody has.
  public var baseline: ClosedRange<CivilDate>?
  /// A counting period's or an event's code.
  public var code: Code?
  public var department: Code?
  public var today: CivilDate

  public init(
    _ name: Name, of municipality: Municipality, isNational: Bool = false,
    days: ClosedRange<CivilDate>, baseline: ClosedRange<CivilDate>? = nil, code: Code? = nil,
    department: Code? = nil, today: CivilDate
  ) {
    self.name = name
    self.municipality = municipality
    self.isNational = isNational
    self.days = days
    self.baseline = baseline
    self.code = code
    self.department = department
    self.today = today
  }
}

/// Why there is no such report.
public enum ReportProblem: Error, Hashable, Sendable {
  /// No counting period or event of that code; with those there are.
  case unknownCode(String, known: [String])
  case codeMissing(known: [String])
}

extension Replica {
  /// Makes a report from one snapshot: what is counted, what is on record, and what was searched for.
  ///
  /// - Throws: `ReportProblem`.
  public func report(_ request: ReportRequest) throws -> Report {
    try connection.read {
      let book = try referenceBook(of: request.municipality)
      return switch request.name {
      case .channels:
        .channels(
          try tallies(request), days: request.days,
          baseline: try request.baseline.map {
            Report.Baseline(try tallies(request, days: $0), days: $0)
          })
      case .savings: try savings(request, book)
      case .outcomes:
        .outcomes(
          // Departments are the municipality's own; of all together only the weeks are told apart.
          try tallies(request, by: request.isNational ? [.week] : [.week, .department]) {
            $0.channel = .phone
          },
          days: request.days,
          baseline: try request.baseline.map { days in
            Report.Baseline(
              try tallies(request, days: days) { $0.channel = .phone }, days: days)
          }
        ) {
          book.name(of: $0, on: request.days.upperBound) ?? $0.text
        }
      case .selfService:
        .selfService(
          try bySubject(tallies(request, by: [.topic]) { $0.type = .transaction }),
          days: request.days)
      case .targets: try targets(request, book)
      case .workList: try workList(request, book)
      case .period: try period(request, book)
      case .event: try event(request, book)
      case .comparison: try comparison(request, book)
      case .searches: try searches(request)
      }
    }
  }

  private func tallies(
    _ request: ReportRequest, by dimensions: Set<ContactDimension> = [],
    days: ClosedRange<CivilDate>? = nil, narrowed: (inout ContactQuery) -> Void = { _ in }
  ) throws -> [ContactTally] {
    try contactTallies(query(request, by: dimensions, days: days, narrowed: narrowed))
  }

  /// - Parameter narrowed: leaves out what the report would not look at.
  private func query(
    _ request: ReportRequest, by dimensions: Set<ContactDimension> = [],
    days: ClosedRange<CivilDate>? = nil, narrowed: (inout ContactQuery) -> Void = { _ in }
  ) -> ContactQuery {
    var query = ContactQuery(
      request.isNational ? [] : [request.municipality], days: days ?? request.days,
      by: dimensions, department: request.department)
    narrowed(&query)
    return query
  }

  private func targets(_ request: ReportRequest, _ book: ReferenceBook) throws -> Report {
    let targets = book.own.lines(Target.self)
    // What targets measure: how calls ended, and how transactions came in.
    let dimensions: Set<ContactDimension> =
      targets.contains { $0.subject != nil } ? [.topic] : []
    let calls = try tallies(request, by: dimensions) { $0.channel = .phone }
    let transactions = try tallies(request, by: dimensions) { $0.type = .transaction }
    return .targets(
      targets, try bySubject(calls + transactions.filter { $0.channel != .phone }),
      days: request.days)
  }

  private func savings(_ request: ReportRequest, _ book: ReferenceBook) throws -> Report {
    let days = request.days
    let length = days.upperBound.daysSince1970 - days.lowerBound.daysSince1970 + 1
    let before =
      CivilDate(
        nearestToDaysSince1970: days.lowerBound.daysSince1970 - length)...CivilDate(
        nearestToDaysSince1970: days.lowerBound.daysSince1970 - 1)
    let baseline = request.baseline ?? before
    return .savings(
      try tallies(request), days: days, baseline: try tallies(request, days: baseline),
      baselineDays: baseline, prices: book.prices)
  }

  private func workList(_ request: ReportRequest, _ book: ReferenceBook) throws -> Report {
    let found = try tallies(request, by: [.topic, .forwardedTo]) {
      $0.outcomes = [.forwarded, .writtenUp]
    }
    let names = try names(of: found)
    var report = Report.workList(found, days: request.days, prices: book.prices) {
      names[$0] ?? $0.text
    }
    if !request.isNational { report.tables.insert(try waitingQuestions(request), at: 0) }
    report.tables.append(Report.inVain(try termsInVain()))
    report.tables.append(Report.unhelpful(try unhelpful(since: request.days.lowerBound)))
    return report
  }

  /// With deadlines, so as of today and not of the report's days.
  private func waitingQuestions(_ request: ReportRequest) throws -> Report.Table {
    let questions = try questions(of: request.municipality, on: request.today)
    let titles = try titles(of: Set(questions.map(\.topic)))
    return Report.questions(questions, on: request.today) { titles[$0] ?? $0.text }
  }

  private func termsInVain() throws -> [(String, times: Int, nothing: Int)] {
    try searchesInVain(limit: 50).filter(\.isCommon).map { ($0.term, $0.times, $0.nothing) }
  }

  private func unhelpful(
    since day: CivilDate
  ) throws -> [(title: String, no: Int, of: Int)] {
    let said = try feedback(since: day, limit: 50)
    let titles = try titles(of: Set(said.map { .article($0.article) }))
    return said.compactMap { summary in
      let no = summary.times(.didNotHelp)
      guard no > 0, let title = titles[.article(summary.article)] else { return nil }
      return (title, no, no + summary.times(.helped))
    }
  }

  private func period(_ request: ReportRequest, _ book: ReferenceBook) throws -> Report {
    let period = try period(of: request, book)
    let departments =
      period.departments.isEmpty
      ? book.departments(on: period.first.monday).map { ($0.code, name: $0.name) }
      : period.departments.map {
        ($0, name: book.name(of: $0, on: period.first.monday) ?? $0.text)
      }
    let found = try tallies(request, by: [.department], days: period.days)
    var report = Report.period(
      period, found,
      daysCounted: try daysCountedByDepartment(query(request, days: period.days)),
      counted: try subjectsCounted(of: period, request), departments: departments,
      today: request.today)
    let earlier = book.periods.last { $0.last < period.first }
    if let earlier {
      report.tables.append(
        Report.periods(
          (earlier, try tallies(request, days: earlier.days)), (period, found)))
    }
    return report
  }

  /// Of the subjects that a counting period wants counted, all that were; none where it wants none.
  private func subjectsCounted(
    of period: CountingPeriod, _ request: ReportRequest
  ) throws -> Set<Subject> {
    guard !period.subjects.isEmpty else { return [] }
    var subjects: Set<Subject> = []
    for topic in try topicsCounted(query(request, days: period.days)) {
      let now: ContactKey.Topic? =
        if case .article(let id) = topic { try subject(ofArticle: id) } else { topic }
      if case .subject(let subject) = now { subjects.insert(subject) }
    }
    return subjects
  }

  private func event(_ request: ReportRequest, _ book: ReferenceBook) throws -> Report {
    let events = book.own.lines(ContactEvent.self)
    guard let code = request.code else {
      throw ReportProblem.codeMissing(known: events.map(\.code.text))
    }
    guard let event = events.first(where: { $0.code == code }) else {
      throw ReportProblem.unknownCode(code.text, known: events.map(\.code.text))
    }
    // Whoever asked at the stall may live elsewhere, and it may have gone on past midnight.
    let days = event.first...(event.last.adding(days: 1) ?? event.last)
    let found = try contactTallies(
      ContactQuery([], days: days, by: [.day, .topic], event: code))
    let names = try names(of: found)
    return .event(event, found) { $0 == .nothing ? "Intet emne" : names[$0] ?? $0.text }
  }

  private func comparison(_ request: ReportRequest, _ book: ReferenceBook) throws -> Report {
    let period = try period(of: request, book)
    let expected = period.workingDays.filter { $0 <= request.today }
    let records = try referenceOwners().compactMap { owner -> (Municipality, ReferenceBook)? in
      guard case .municipality(let municipality) = owner else { return nil }
      let record = ReferenceBook(own: try reference(of: owner))
      let consents = record.own.lines(ComparisonConsent.self)
      let hasConsented = consents.contains { $0.span.contains(period.days.lowerBound) }
      return hasConsented ? (municipality, record) : nil
    }
    guard !records.isEmpty else { return .comparison(period, []) }
    // One reading for all of them: what waits here is decoded at each.
    let query = ContactQuery(records.map(\.0), days: period.days, by: [.municipality])
    let tallies = Dictionary(grouping: try contactTallies(query), by: \.municipality)
    let daysCounted = try daysCounted(query)
    let participants = records.map { municipality, record in
      let found = tallies[municipality] ?? []
      let counted = daysCounted[municipality] ?? []
      return Report.Participant(
        municipality, tallies: found,
        inhabitants: record.inhabitants(on: period.days.lowerBound)?.number, hasConsented: true,
        counted: (expected.count { counted.contains($0) }, expected.count))
    }
    return .comparison(period, participants)
  }

  private func searches(_ request: ReportRequest) throws -> Report {
    .searches(
      try commonSearches(limit: 50).map { ($0.term, $0.times) },
      inVain: try termsInVain(), opened: try mostOpened(limit: 50).map(\.title))
  }

  private func period(
    of request: ReportRequest, _ book: ReferenceBook
  ) throws -> CountingPeriod {
    let known = book.periods
    guard let code = request.code else {
      throw ReportProblem.codeMissing(known: known.map(\.code.text))
    }
    guard let period = known.first(where: { $0.code == code }) else {
      throw ReportProblem.unknownCode(code.text, known: known.map(\.code.text))
    }
    return period
  }

  // MARK: Topics

  /// Articles replaced by the subject they have now, so that a report follows KLE as it is.
  private func bySubject(_ tallies: [ContactTally]) throws -> [ContactTally] {
    var known: [ContactKey.Topic: ContactKey.Topic] = [:]
    return try tallies.map { tally in
      guard case .article(let id) = tally.about else { return tally }
      let topic = try known[tally.about] ?? subject(ofArticle: id) ?? .nothing
      known[tally.about] = topic
      var moved = tally
      moved.about = topic
      return moved
    }
  }

  private func subject(ofArticle id: ChangeID) throws -> ContactKey.Topic? {
    guard let row = try Replica.documentRow(of: nameNow(ofDocument: id), on: connection) else {
      return nil
    }
    return try connection.first(
      "SELECT subject FROM article WHERE document = ?1 AND subject IS NOT NULL", [.integer(row)]
    ) { row in Subject(row.text(0)).map(ContactKey.Topic.subject) } ?? nil
  }

  /// What the articles among the topics are called.
  private func names(of tallies: [ContactTally]) throws -> [ContactKey.Topic: String] {
    try titles(of: Set(tallies.map(\.about)))
  }

  /// What articles are called; other topics are left out.
  public func titles(of topics: Set<ContactKey.Topic>) throws -> [ContactKey.Topic: String] {
    var names: [ContactKey.Topic: String] = [:]
    for topic in topics {
      guard case .article(let id) = topic,
        let row = try Replica.documentRow(of: nameNow(ofDocument: id), on: connection)
      else { continue }
      names[topic] = try connection.first(
        "SELECT title FROM article WHERE document = ?1", [.integer(row)]
      ) { row in row.text(0) }
    }
    return names
  }
}
