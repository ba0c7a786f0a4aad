/// Municipalities beside each other, without giving anybody away.
extension Report {
  /// What a municipality brings to a comparison.
  public struct Participant: Sendable {
    public var municipality: Municipality
    public var tallies: [ContactTally]
    public var inhabitants: Int?
    public var hasConsented: Bool
    /// Days counted, of the working days there were.
    public var counted: (days: Int, of: Int)

    public init(
      _ municipality: Municipality, tallies: [ContactTally], inhabitants: Int?,
      hasConsented: Bool, counted: (days: Int, of: Int)
    ) {
      self.municipality = municipality
      self.tallies = tallies
      self.inhabitants = inhabitants
      self.hasConsented = hasConsented
      self.counted = counted
    }

    /// Eighty per cent of the days.
    var isComplete: Bool { counted.of > 0 && counted.days * 100 >= counted.of * 80 }
  }

  /// Contacts per 1,000 inhabitants in one counting period. Only whole periods are compared: two
  /// spans that differ by a day would tell what happened on that day.
  public static func comparison(_ period: CountingPeriod, _ all: [Participant]) -> Report {
    let members = all.filter { $0.hasConsented && $0.isComplete && $0.inhabitants != nil }
      .sorted { $0.municipality.code < $1.municipality.code }
    let channels = Channel.allCases.filter { channel in
      members.contains { $0.tallies.external(on: channel) != 0 }
    }
    let counts = members.map { member in channels.map { member.tallies.external(on: $0) } }
    let shown = counts.map { $0.map(isShown) }
    let rows = members.indices.map { index -> [Cell] in
      let people = members[index].inhabitants ?? 1
      let cells = channels.indices.map { column -> Cell in
        shown[index][column] ? perThousand(counts[index][column], people) : .suppressed
      }
      let sum =
        shown[index].contains(false)
        ? Cell.suppressed : perThousand(counts[index].reduce(0, +), people)
      return [.text(members[index].municipality.name)] + cells + [sum]
    }
    // Two small cells in one row and none elsewhere would be given away by the columns.
    let everything = shown.allSatisfy { !$0.contains(false) }
    return Report(
      "sammenligning", "Sammenligning: \(period.name)",
      assumptions: ["\(period.first.danish) til \(period.last.danish)"]
        + absences(all.filter(\.hasConsented)),
      figures: [
        Figure("Kommuner, der er med", .count(members.count), Definition.comparison),
        Figure(
          "Henvendelser i alt",
          everything ? .count(counts.reduce(0) { $0 + $1.reduce(0, +) }) : .suppressed,
          Definition.comparison),
      ],
      tables: [
        Table(
          "Pr. 1.000 indbyggere", columns: ["Kommune"] + channels.map(\.danishName) + ["I alt"],
          rows: rows, definition: Definition.comparison, charted: channels.count + 1)
      ])
  }

  private static func isShown(_ count: Int) -> Bool { !(1...4).contains(count) }

  private static func perThousand(_ count: Int, _ people: Int) -> Cell {
    .hundredths((2 * count * 10_000 / people + 1) / 2 * 10)
  }

  /// Who said yes and is not there, and why.
  private static func absences(_ consenting: [Participant]) -> [String] {
    consenting.sorted { $0.municipality.code < $1.municipality.code }.compactMap { member in
      if member.inhabitants == nil {
        return "\(member.municipality.name) er ikke med: indbyggertallet mangler."
      }
      guard !member.isComplete else { return nil }
      return "\(member.municipality.name) er ikke med: talt på \(member.counted.days) af "
        + "\(member.counted.of) dage."
    }
  }
}
