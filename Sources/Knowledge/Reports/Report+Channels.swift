/// Contacts by channel, and what it is worth that they move from one to another.
extension Report {
  /// How many contacts there were on each channel, and of each type.
  ///
  /// - Parameter baseline: what they are held against, where somebody asked.
  public static func channels(
    _ tallies: [ContactTally], days: ClosedRange<CivilDate>, baseline: Baseline? = nil
  ) -> Report {
    let counted = tallies.filter { !$0.isInternal }
    let before = baseline?.tallies.filter { !$0.isInternal } ?? []
    func table<Group: Hashable>(
      _ title: String, _ column: String, _ groups: [Group], _ name: (Group) -> String,
      _ isIn: (ContactTally, Group) -> Bool
    ) -> Table {
      let rows = groups.compactMap { group -> [Cell]? in
        let now = counted.filter { isIn($0, group) }
        let then = before.filter { isIn($0, group) }
        guard !now.isEmpty || !then.isEmpty else { return nil }
        let inbound = now.sum { $0.direction == .inbound }
        let earlier = then.sum { $0.direction == .inbound }
        return [
          .text(name(group)), .count(inbound), .count(now.sum { $0.direction == .outbound }),
          .count(now.sum { $0.origin.isImported }),
        ] + (baseline == nil ? [] : [.count(earlier), .change(inbound, from: earlier)])
      }
      return Table(
        title,
        columns: [column, "Ind", "Ud", "Heraf hentet"]
          + (baseline == nil ? [] : ["Ind før", "Ændring"]), rows: rows,
        definition: [
          Definition.contact, Definition.imported, baseline == nil ? nil : Definition.change,
        ].compactMap(\.self).joined(separator: " "), charted: 1)
    }
    return Report(
      "kanaler", "Henvendelser efter kanal",
      assumptions: [words(days)] + (baseline.map { ["Sammenlignet med \(words($0.days))"] } ?? []),
      figures: [Figure("Henvendelser i alt", .count(counted.sum()), Definition.contact)],
      tables: [
        table("Efter kanal", "Kanal", Channel.allCases, \.danishName) { $0.channel == $1 },
        table("Efter type", "Type", ContactKey.ContactType.allCases, \.danishName) {
          $0.type == $1
        },
      ])
  }

  /// What a report is held against: the contacts of an earlier time, and when that was.
  public struct Baseline: Sendable {
    public var tallies: [ContactTally]
    public var days: ClosedRange<CivilDate>

    public init(_ tallies: [ContactTally], days: ClosedRange<CivilDate>) {
      self.tallies = tallies
      self.days = days
    }
  }

  /// What was saved, or lost, since a baseline: for each channel the contacts there are fewer of,
  /// times its price.
  ///
  /// - Parameter prices: those that hold on the first day; a channel without one is listed and is not
  ///   in the sum.
  public static func savings(
    _ tallies: [ContactTally], days: ClosedRange<CivilDate>, baseline: [ContactTally],
    baselineDays: ClosedRange<CivilDate>, prices: PriceList
  ) -> Report {
    var rows: [[Cell]] = []
    var sources: [String] = []
    var unpriced: [String] = []
    var saved = 0
    for channel in Channel.allCases {
      let now = tallies.external(on: channel)
      let before = scaled(
        baseline.external(on: channel), from: baselineDays.dayCount, to: days.dayCount)
      guard now != 0 || before != 0 else { continue }
      let line = prices.line(for: channel, on: days.lowerBound)
      let gain = line?.ore.map { rounded((before - now * 100) * $0, by: 100) }
      rows.append([
        .text(channel.danishName), .hundredths(before), .count(now),
        line?.ore.map(Cell.ore) ?? .none, gain.map(Cell.ore) ?? .none,
      ])
      if let line, line.ore != nil {
        sources.append("\(channel.danishName): \(line.source), fra \(line.from.danishShort).")
      } else {
        unpriced.append(channel.danishName)
      }
      saved += gain ?? 0
    }
    var assumptions = [words(days), "Sammenlignet med \(words(baselineDays))"] + sources
    if !unpriced.isEmpty {
      assumptions.append(
        "Uden pris og derfor ikke med i summen: \(unpriced.joined(separator: ", ")).")
    }
    return Report(
      "gevinst", "Gevinst ved kanalskift", assumptions: assumptions,
      figures: [Figure("Gevinst", .ore(saved), Definition.savings)],
      tables: [
        Table(
          "Efter kanal", columns: ["Kanal", "Før", "Nu", "Pris", "Gevinst"], rows: rows,
          definition: Definition.savings, charted: 4)
      ])
  }

  /// Hundredths of what the baseline would be in as many days.
  private static func scaled(_ count: Int, from: Int, to: Int) -> Int {
    rounded(count * 100 * to, by: from)
  }

  private static func rounded(_ number: Int, by divisor: Int) -> Int {
    (2 * number + (number < 0 ? -divisor : divisor)) / (2 * divisor)
  }

  static func words(_ days: ClosedRange<CivilDate>) -> String {
    "\(days.lowerBound.danishShort) til \(days.upperBound.danishShort), \(days.dayCount) dage"
  }
}

extension ClosedRange<CivilDate> {
  var dayCount: Int { upperBound.daysSince1970 - lowerBound.daysSince1970 + 1 }
}

extension Sequence<ContactTally> {
  func sum(_ isCounted: (ContactTally) -> Bool = { _ in true }) -> Int {
    reduce(0) { isCounted($1) ? $0 + $1.count : $0 }
  }

  /// Contacts from outside on a channel.
  func external(on channel: Channel) -> Int {
    sum { $0.channel == channel && $0.direction == .inbound && !$0.isInternal }
  }
}

extension ContactKey.Origin {
  /// Whether the number comes from another system.
  public var isImported: Bool {
    switch self {
    case .imported, .webStatistics, .digitalPost, .selfServiceStatistics, .importedWrongly: true
    case .counted, .undone, .countedTwice, .countedWrongly: false
    }
  }
}
