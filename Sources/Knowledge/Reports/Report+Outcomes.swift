/// How contacts ended: closed at once, forwarded, done by the citizen.
extension Report {
  /// The shares that Sorø's straXen measured itself by.
  ///
  /// - Parameter tallies: kept apart by the week, and by the department of one municipality.
  /// - Parameter baseline: what they are held against, where somebody asked.
  /// - Parameter names: what a department is called.
  public static func outcomes(
    _ tallies: [ContactTally], days: ClosedRange<CivilDate>, baseline: Baseline? = nil,
    names: (Code) -> String
  ) -> Report {
    let all = PhoneOutcomes(tallies)
    let departments = Set(tallies.map(\.department)).sorted { ($0?.text ?? "") < ($1?.text ?? "") }
    let byDepartment = departments.map { department -> [Cell] in
      let some = PhoneOutcomes(tallies.filter { $0.department == department })
      return [.text(department.map(names) ?? "Ikke oplyst"), some.closed, some.passedOn]
    }
    let ofWeeks = Dictionary(grouping: tallies.filter { $0.day != nil }, by: \.day?.isoWeek)
    let byWeek = ofWeeks.keys.compactMap(\.self).sorted().map { week -> [Cell] in
      let some = PhoneOutcomes(ofWeeks[week] ?? [])
      return [.text(week.danish), some.closed, some.passedOn]
    }
    let definition = "\(Definition.closedAtOnce) \(Definition.forwarded)"
    func table(_ title: String, _ column: String, _ rows: [[Cell]]) -> Table {
      Table(
        title, columns: [column, "Straksafsluttet", "Viderestillet"], rows: rows,
        definition: definition, charted: 1)
    }
    return Report(
      "straks", "Straksafslutning og viderestilling",
      assumptions: [words(days)] + (baseline.map { ["Sammenlignet med \(words($0.days))"] } ?? []),
      figures: [
        Figure("Straksafsluttet", all.closed, Definition.closedAtOnce),
        Figure("Viderestillet", all.passedOn, Definition.forwarded),
      ],
      tables: [
        table("Efter afdeling", "Afdeling", byDepartment), table("Efter uge", "Uge", byWeek),
      ] + (baseline.map { [development(of: all, since: PhoneOutcomes($0.tallies))] } ?? []))
  }

  private static func development(of now: PhoneOutcomes, since before: PhoneOutcomes) -> Table {
    Table(
      "Udvikling", columns: ["Opkald", "Før", "Nu", "Ændring i antal"],
      rows: [
        [
          .text("Straksafsluttet"), before.closed, now.closed,
          .change(now.closedCount, from: before.closedCount),
        ],
        [
          .text("Viderestillet"), before.passedOn, now.passedOn,
          .change(now.passedOnCount, from: before.passedOnCount),
        ],
      ],
      definition: [Definition.closedAtOnce, Definition.forwarded, Definition.change]
        .joined(separator: " "))
  }

  /// How much citizens do themselves, subject by subject.
  ///
  /// - Parameter tallies: kept apart by topic, whose subjects have been looked up.
  public static func selfService(
    _ tallies: [ContactTally], days: ClosedRange<CivilDate>
  ) -> Report {
    let byTopic = Dictionary(grouping: tallies, by: \.about)
    let rows = tallies.subjects.map { subject -> [Cell] in
      let some = byTopic[.subject(subject)] ?? []
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
  let closedCount: Int
  let passedOn: Report.Cell
  let passedOnCount: Int

  init(_ tallies: some Sequence<ContactTally>) {
    let answered = tallies.filter {
      $0.channel == .phone && $0.direction == .inbound && !$0.isInternal
        && $0.outcome != .givenUp && $0.outcome != .unknown
    }
    let right = answered.filter { $0.type != .wrongAuthority }
    closedCount = right.sum { $0.outcome == .closedAtOnce }
    closed = .share(closedCount, of: right.sum())
    passedOnCount = answered.sum { $0.outcome == .forwarded }
    passedOn = .share(passedOnCount, of: answered.sum())
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
