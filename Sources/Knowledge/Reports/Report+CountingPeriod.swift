/// What a counting period (tælleperiode) gave, and what is missing of it while it runs.
extension Report {
  /// - Parameter tallies: of the period's days, kept apart by department.
  /// - Parameter daysCounted: on which days a department has counted.
  /// - Parameter counted: the subjects that somebody has counted.
  /// - Parameter departments: those that count, with what they are called.
  /// - Parameter today: days after it are not missed yet.
  public static func period(
    _ period: CountingPeriod, _ tallies: [ContactTally], daysCounted: [Code: Set<CivilDate>],
    counted: Set<Subject>, departments: [(Code, name: String)], today: CivilDate
  ) -> Report {
    let due = period.workingDays.filter { $0 <= today }
    let completeness = departments.map {
      code, name -> (name: String, counted: Int, missed: [CivilDate]) in
      let days = daysCounted[code] ?? []
      let missed = due.filter { !days.contains($0) }
      return (name, due.count - missed.count, missed)
    }
    let missing = completeness.filter { !$0.missed.isEmpty }.map {
      "\($0.name) mangler \(words($0.missed))."
    }
    let subjects = period.subjects.filter { !counted.contains($0) }
      .map { "Ingen har talt emnet \($0.number) endnu." }
    let channels = Channel.allCases.filter { channel in
      tallies.contains { $0.channel == channel && $0.count != 0 }
    }
    let byDepartment = departments.map { code, name -> [Cell] in
      let some = tallies.filter { $0.department == code && !$0.isInternal }
      return [.text(name)] + channels.map { channel in .count(some.sum { $0.channel == channel }) }
        + [.count(some.sum())]
    }
    return Report(
      "tælleperiode", period.name,
      assumptions: [
        "\(period.first.danish) til \(period.last.danish), \(due.count) arbejdsdage indtil nu"
      ] + missing + subjects,
      figures: [
        Figure(
          "Henvendelser i alt", .count(tallies.filter { !$0.isInternal }.sum()), Definition.contact),
        Figure(
          "Dage, der er talt",
          .share(completeness.reduce(0) { $0 + $1.counted }, of: due.count * departments.count),
          Definition.completeness),
      ],
      tables: [
        Table(
          "Efter afdeling og kanal",
          columns: ["Afdeling"] + channels.map(\.danishName) + ["I alt"], rows: byDepartment,
          definition: Definition.contact, charted: channels.count + 1),
        Table(
          "Talte dage", columns: ["Afdeling", "Talte dage", "Mangler"],
          rows: completeness.map { entry in
            [
              .text(entry.name), .share(entry.counted, of: due.count),
              .text(words(entry.missed)),
            ]
          }, definition: Definition.completeness),
      ])
  }

  private static func words(_ days: [CivilDate]) -> String {
    days.map { "\($0.weekday.danishName) \($0.danishShort)" }.joined(separator: ", ")
  }

  /// The same figures of two periods side by side.
  public static func periods(
    _ earlier: (CountingPeriod, [ContactTally]), _ later: (CountingPeriod, [ContactTally])
  ) -> Table {
    let rows = Channel.allCases.compactMap { channel -> [Cell]? in
      let (before, after) = (earlier.1.external(on: channel), later.1.external(on: channel))
      guard before != 0 || after != 0 else { return nil }
      return [.text(channel.danishName), .count(before), .count(after), .count(after - before)]
    }
    return Table(
      "Sammenlignet med \(earlier.0.name)",
      columns: ["Kanal", earlier.0.name, later.0.name, "Forskel"], rows: rows,
      definition: Definition.contact)
  }

  /// The summary of an event, for whoever comes home from it.
  ///
  /// - Parameter tallies: kept apart by day and topic.
  public static func event(
    _ event: ContactEvent, _ tallies: [ContactTally], names: (ContactKey.Topic) -> String
  ) -> Report {
    func table<Group: Hashable>(
      _ title: String, _ column: String, _ groups: [Group], _ name: (Group) -> String,
      _ isIn: (ContactTally, Group) -> Bool
    ) -> Table {
      let rows = groups.map { group in (name(group), tallies.sum { isIn($0, group) }) }
        .filter { $0.1 != 0 }
      return Table(
        title, columns: [column, "Antal"], rows: rows.map { [.text($0.0), .count($0.1)] },
        definition: Definition.event, charted: 1)
    }
    let topics = Set(tallies.map(\.about)).sorted { $0.text < $1.text }
    let days = Set(tallies.compactMap(\.day)).sorted()
    let staff = event.staff == 0 ? "" : ", bemanding \(event.staff)"
    return Report(
      "arrangement", event.name,
      assumptions: [
        "\(event.place), \(words(event.first...event.last))\(staff)"
      ],
      figures: [Figure("Henvendelser i alt", .count(tallies.sum()), Definition.event)],
      tables: [
        table("Efter dag", "Dag", days, \.danishShort) { $0.day == $1 },
        table("Efter udfald", "Udfald", ContactKey.Outcome.allCases, \.danishName) {
          $0.outcome == $1
        },
        table("Efter emne", "Emne", topics, names) { $0.about == $1 },
      ])
  }
}
