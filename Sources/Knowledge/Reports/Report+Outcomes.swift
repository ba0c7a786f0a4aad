/// How contacts ended: closed at once, forwarded, done by the citizen.
extension Report {
  /// The shares that Sorø's straXen measured itself by.
  ///
  /// - Parameter tallies: kept apart by the week, and by the department of one municipality.
  /// - Parameter names: what a department is called.
  public static func outcomes(
    _ tallies: [ContactTally], days: ClosedRange<CivilDate>, names: (Code) -> String
  ) -> Report {
    let all = PhoneOutcomes(tallies)
    let departments = Set(tallies.map(\.department)).sorted { ($0?.text ?? "") < ($1?.text ?? "") }
    let byDepartment = departments.map { department -> [Cell] in
      let some = PhoneOutcomes(tallies.filter { $0.department == department })
      return [.text(department.map(names) ?? "Ikke oplyst"), some.closed, some.passedOn]
    }
    let weeks = Set(tallies.compactMap { $0.day?.isoWeek }).sorted()
    let byWeek = weeks.map { week -> [Cell] in
      let some = PhoneOutcomes(tallies.filter { $0.day?.isoWeek == week })
      return [.text(week.danish), some.closed, some.passedOn]
    }
    let definition = "\(Definition.closedAtOnce) \(Definition.forwarded)"
    func table(_ title: String, _ column: String, _ rows: [[Cell]]) -> Table {
      Table(
        title, columns: [column, "Straksafsluttet", "Viderestillet"], rows: rows,
        definition: definition, charted: 1)
    }
    return Report(
      "straks", "Straksafslutning og viderestilling", assumptions: [words(days)],
      figures: [
        Figure("Straksafsluttet", all.closed, Definition.closedAtOnce),
        Figure("Viderestillet", all.passedOn, Definition.forwarded),
      ],
      tables: [
        table("Efter afdeling", "Afdeling", byDepartment), table("Efter uge", "Uge", byWeek),
      ])
  }

  /// How much citizens do themselves, subject by subject.
  ///
  /// - Parameter tallies: kept apart by topic, whose subjects have been looked up.
  public static func selfService(
    _ tallies: [ContactTally], days: ClosedRange<CivilDate>
  ) -> Report {
    let rows = tallies.subjects.map { subject -> [Cell] in
      let some = tallies.filter { $0.about == .subject(subject) }
      return [
        .text(subject.number), some.selfServiceShare, .count(some.sum { $0.origin.isImported }),
      ]
    }.filter { $0[1] != .share(0, of: 0) }
    return Report(
      "selvbetjening", "Selvbetjeningsgrad", assumptions: [words(days)],
      figures: [Figure("Alle emner", tallies.selfServiceShare, Definition.selfService)],
      tables: [
        Table(
          "Efter emne", columns: ["Emne", "Selvbetjening", "Heraf hentet"], rows: rows,
          definition: Definition.selfService + " " + Definition.imported, charted: 1)
      ])
  }

  /// Where the municipality stands with what it means to reach.
  public static func targets(
    _ targets: [Target], _ tallies: [ContactTally], days: ClosedRange<CivilDate>
  ) -> Report {
    let rows = targets.sorted { ($0.due, $0.value) < ($1.due, $1.value) }.map { target -> [Cell] in
      let some = tallies.filter { tally in
        target.subject.map { tally.about == .subject($0) } ?? true
      }
      let outcomes = PhoneOutcomes(some)
      let now: Cell =
        switch target.measure {
        case .closedAtOnce: outcomes.closed
        case .forwarded: outcomes.passedOn
        case .selfService: some.selfServiceShare
        }
      return [
        .text(target.measure.danishName + (target.subject.map { " \($0.number)" } ?? "")),
        target.baseline.map { .text("\(DanishNumber.hundredths($0)) %") } ?? .none, now,
        .text("\(DanishNumber.hundredths(target.value)) %"), .text(target.due.danishShort),
      ]
    }
    return Report(
      "mål", "Mål", assumptions: [words(days)],
      tables: [
        Table(
          "Mål", columns: ["Mål", "Udgangspunkt", "Nu", "Skal nås", "Senest"], rows: rows,
          definition: [
            Definition.target, Definition.closedAtOnce, Definition.forwarded,
            Definition.selfService,
          ].joined(separator: " "))
      ])
  }
}

extension Target.Measure {
  var danishName: String {
    switch self {
    case .closedAtOnce: "Straksafsluttet"
    case .forwarded: "Viderestillet"
    case .selfService: "Selvbetjeningsgrad"
    }
  }
}

/// External phone contacts that were answered, by how they ended.
private struct PhoneOutcomes {
  let closed: Report.Cell
  let passedOn: Report.Cell

  init(_ tallies: some Sequence<ContactTally>) {
    let answered = tallies.filter {
      $0.channel == .phone && $0.direction == .inbound && !$0.isInternal
        && $0.outcome != .givenUp && $0.outcome != .unknown
    }
    let right = answered.filter { $0.type != .wrongAuthority }
    closed = .share(right.sum { $0.outcome == .closedAtOnce }, of: right.sum())
    passedOn = .share(answered.sum { $0.outcome == .forwarded }, of: answered.sum())
  }
}

extension [ContactTally] {
  fileprivate var selfServiceShare: Report.Cell {
    let transactions = filter {
      $0.type == .transaction && $0.direction == .inbound && !$0.isInternal
    }
    return .share(transactions.sum { $0.channel.isSelfService }, of: transactions.sum())
  }

  var subjects: [Subject] {
    var found: Set<Subject> = []
    for tally in self {
      if case .subject(let subject) = tally.about { found.insert(subject) }
    }
    return found.sorted()
  }
}
