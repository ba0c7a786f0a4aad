/// Contacts by channel, and what it is worth that they move from one to another.
extension Report {
  /// How many contacts there were on each channel.
  public static func channels(_ tallies: [ContactTally], days: ClosedRange<CivilDate>) -> Report {
    let counted = tallies.filter { !$0.isInternal }
    let rows = Channel.allCases.compactMap { channel -> [Cell]? in
      let found = counted.filter { $0.channel == channel }
      guard !found.isEmpty else { return nil }
      return [
        .text(channel.danishName), .count(found.sum { $0.direction == .inbound }),
        .count(found.sum { $0.direction == .outbound }), .count(found.sum { $0.origin.isImported }),
      ]
    }
    return Report(
      "kanaler", "Henvendelser efter kanal", assumptions: [words(days)],
      figures: [Figure("Henvendelser i alt", .count(counted.sum()), Definition.contact)],
      tables: [
        Table(
          "Efter kanal", columns: ["Kanal", "Ind", "Ud", "Heraf hentet"], rows: rows,
          definition: Definition.contact + " " + Definition.imported, charted: 1)
      ])
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
