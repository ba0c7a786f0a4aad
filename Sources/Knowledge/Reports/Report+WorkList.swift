/// What the front could not answer: the editors' list, the dearest first.
extension Report {
  /// - Parameter tallies: kept apart by topic and by the department forwarded to.
  /// - Parameter names: what a topic is called: an article's title, a subject's number.
  public static func workList(
    _ tallies: [ContactTally], days: ClosedRange<CivilDate>, prices: PriceList,
    names: (ContactKey.Topic) -> String
  ) -> Report {
    var entries: [WorkListKey: (count: Int, ore: Int?)] = [:]
    var unpriced: Set<Channel> = []
    for tally in tallies
    where (tally.outcome == .forwarded || tally.outcome == .writtenUp) && !tally.isInternal {
      let price = prices.line(for: tally.channel, on: days.lowerBound)?.ore
      if price == nil { unpriced.insert(tally.channel) }
      let key = WorkListKey(topic: tally.about, outcome: tally.outcome, to: tally.forwardedTo)
      let old = entries[key] ?? (0, nil)
      // Without a price is not for nothing.
      let ore = price.map { (old.ore ?? 0) + tally.count * $0 } ?? old.ore
      entries[key] = (old.count + tally.count, ore)
    }
    let ranked = entries.filter { $0.value.count > 0 }.sorted { left, right in
      (right.value.ore ?? 0, right.value.count, left.key.text)
        < (left.value.ore ?? 0, left.value.count, right.key.text)
    }
    let unpricedNames = unpriced.map(\.danishName).sorted().joined(separator: ", ")
    return Report(
      "arbejdsliste", "Det, fronten ikke kunne svare på",
      assumptions: [words(days)]
        + (unpriced.isEmpty ? [] : ["Uden pris: \(unpricedNames)."]),
      tables: [
        Table(
          "Efter emne", columns: ["Emne", "Udfald", "Videre til", "Antal", "Kroner"],
          rows: ranked.map { key, value in
            [
              .text(key.topic == .nothing ? "Intet emne" : names(key.topic)),
              .text(key.outcome.danishName), key.to.map { .text($0.text) } ?? .none,
              .count(value.count), value.ore.map(Report.Cell.ore) ?? .none,
            ]
          }, definition: Definition.workList, charted: 4)
      ])
  }
}

private struct WorkListKey: Hashable {
  var topic: ContactKey.Topic
  var outcome: ContactKey.Outcome
  var to: Code?

  var text: String { "\(topic.text) \(outcome.rawValue) \(to?.text ?? "")" }
}
