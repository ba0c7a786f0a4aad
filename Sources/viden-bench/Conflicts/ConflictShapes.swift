import CRDT

/// Histories that make finding conflicts dear, each in two sizes: the time should double with
/// them, or at least not explode.
enum ConflictShapes {
  static func printAll() throws {
    for saves in [50, 200] { try measure("two-branches", saves, twoBranches(saves: saves)) }
    for people in [50, 200, 800] {
      try measure("one-sentence", people, oneSentence(people: people))
    }
    for rounds in [50, 200] { try measure("merge-every-day", rounds, mergeEveryDay(rounds)) }
    for rounds in [50, 200] { try measure("never-critical", rounds, neverCritical(rounds)) }
  }

  private static func measure(_ name: String, _ size: Int, _ changes: [Change]) throws {
    let started = CPUClock.milliseconds()
    let history = try DocumentHistory(changes)
    let state = history.state()
    let merged = CPUClock.milliseconds()
    let conflicts = history.conflicts()
    let looked = CPUClock.milliseconds()
    print(
      "{\"case\":\"\(name)\",\"size\":\(size),\"changes\":\(changes.count),"
        + "\"scalars\":\(state.texts[body]?.unicodeScalars.count ?? 0),"
        + "\"conflicts\":\(conflicts.count),\"merge_ms\":\(rounded(merged - started)),"
        + "\"conflict_ms\":\(rounded(looked - merged))}")
  }

  static func rounded(_ milliseconds: Double) -> Double {
    Double(Int(milliseconds * 1000)) / 1000
  }

  private static let body = FieldID(rawValue: 1)

  /// 200 sentences in paragraphs of five, some 14 kB.
  private static let article: [String] = (0..<200).map {
    "Punkt \($0) skal du altid huske, når du søger om dette hos kommunen."
      + ($0 % 5 == 4 ? "\n\n" : " ")
  }

  private static func change(
    _ replica: UInt64, _ sequence: UInt64, _ parents: [ChangeID], _ operations: [Operation]
  ) -> Change {
    Change(
      id: ChangeID(replica: ReplicaID(rawValue: replica), sequence: sequence),
      document: ChangeID(replica: ReplicaID(rawValue: 1), sequence: 1), parents: parents.sorted(),
      author: "", time: 0, salt: 0, operations: operations)
  }

  private static var creation: Change {
    let text = Splice(position: 0, deleted: 0, inserted: article.joined())
    return change(1, 1, [], [.create(kind: 1), .edit(body, [text])])
  }

  /// The splices that change a few sentences of a text kept as sentences.
  private static func save(_ sentences: inout [String], _ number: Int) -> [Splice] {
    let before = sentences.joined()
    for step in 0..<5 {
      let index = (number * 37 + step * 41) % sentences.count
      sentences[index].replace("søger", with: "søger\(number)")
      sentences[index].replace("dette", with: "dette\(number % 7)")
    }
    return TextDiff.splices(from: before, to: sentences.joined())
  }

  private static func twoBranches(saves: Int) -> [Change] {
    var changes = [creation]
    for replica in 2...3 as ClosedRange<UInt64> {
      var parent = creation.id
      var sentences = article
      for number in 1...saves {
        let splices = save(&sentences, number * Int(replica))
        changes.append(change(replica, UInt64(number), [parent], [.edit(body, splices)]))
        parent = changes[changes.count - 1].id
      }
    }
    return changes
  }

  private static func oneSentence(people: Int) -> [Change] {
    [creation]
      + (0..<people).map { person in
        let splice = Splice(position: 6, deleted: 1, inserted: "nr\(person)")
        return change(UInt64(person + 2), 1, [creation.id], [.edit(body, [splice])])
      }
  }

  /// Two editors a day who do not know of each other; the next day starts from both.
  private static func mergeEveryDay(_ days: Int) -> [Change] {
    var changes = [creation]
    var parents = [creation.id]
    for day in 1...days {
      let pair = (2...3 as ClosedRange<UInt64>).map { replica in
        let place = (day * 131 + Int(replica) * 17) % 9000
        return change(
          replica, UInt64(day), parents,
          [.edit(body, [Splice(position: place, deleted: 3, inserted: "dag \(day) ")])])
      }
      changes += pair
      parents = pair.map(\.id)
    }
    return changes
  }

  /// The same, while a third editor stays out all the time, so that no version is critical.
  private static func neverCritical(_ days: Int) -> [Change] {
    var changes = mergeEveryDay(days)
    changes.append(
      change(
        9, 1, [creation.id], [.edit(body, [Splice(position: 20, deleted: 4, inserted: "ikke")])]))
    return changes
  }
}
