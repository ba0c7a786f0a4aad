import CRDT
import Glibc

/// How many clashes between two offline editors are found, how many are cried for nothing, and
/// what looking costs beside merging.
///
///     viden-bench conflicts CORPUS        a generated corpus with its edit sets
///     viden-bench conflicts --shapes      histories that make looking dear
///
/// Reads `CORPUS/edits.tsv`, set `d`: articles edited on both sides, in different paragraphs
/// (class `para`, nothing to flag), in one sentence (`word`) or in one word (`same`). Each pair is
/// saved as two forms opened on the same version.
///
/// Times are processor time per pair. *Merge* is what a replica does with a branch it received:
/// build the history from its decoded changes, merge, and give the state. *Conflicts* is what
/// `conflictMarks()` costs after that: which conflicts there are and whether they are open, which
/// is what a replica keeps of them. *Wording* is `openConflicts()` instead, for whoever opens the
/// page: the same, and what all versions say. Every batch of pairs is taken several times, and the
/// least time counts: what looking costs is a small difference, and other work on the machine only
/// ever adds to either side of it.
enum ConflictBench {
  static func run(_ arguments: [String]) -> Int32 {
    guard arguments.count == 1 else {
      print("usage: viden-bench conflicts CORPUS | --shapes")
      return 64
    }
    do {
      if arguments[0] == "--shapes" {
        try ConflictShapes.printAll()
        return 0
      }
      return try count(in: arguments[0])
    } catch {
      print("viden-bench conflicts: \(error)")
      return 70
    }
  }

  private static func count(in corpus: String) throws -> Int32 {
    guard let pairs = PlantedPair.pairs(in: corpus) else {
      print("viden-bench conflicts: \(corpus)/edits.tsv is missing or names missing files")
      return 66
    }
    var tally = Tally()
    for pair in pairs { try tally.count(pair) }
    tally.print()
    try Costs(of: pairs).print()
    return tally.missed == 0 ? 0 : 1
  }
}

/// An article, and what two people who did not know of each other made of it.
private struct PlantedPair {
  let path: String
  let kind: String
  let base: String
  let left: String
  let right: String

  var isConflict: Bool { kind != "para" }

  static func pairs(in corpus: String) -> [PlantedPair]? {
    guard let table = TextFile.read(corpus + "/edits.tsv") else { return nil }
    var pairs: [PlantedPair] = []
    for line in table.split(separator: "\n") {
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard columns.count > 4, columns[0] == "d", columns[1] == "A" else { continue }
      let path = columns[3]
      guard let base = TextFile.read("\(corpus)/base/\(path)"),
        let left = TextFile.read("\(corpus)/edits/d/A/\(path)"),
        let right = TextFile.read("\(corpus)/edits/d/B/\(path)")
      else { return nil }
      pairs.append(
        PlantedPair(path: path, kind: columns[4], base: base, left: left, right: right))
    }
    return pairs.isEmpty ? nil : pairs
  }

  /// The article's creation, and a save on it by each of the two.
  var changes: [Change] {
    let body = FieldID(rawValue: 1)
    let creation = change(
      1, [], [.create(kind: 1), .edit(body, [Splice(position: 0, deleted: 0, inserted: base)])])
    return [
      creation,
      change(2, [creation.id], [.edit(body, TextDiff.splices(from: base, to: left))]),
      change(3, [creation.id], [.edit(body, TextDiff.splices(from: base, to: right))]),
    ]
  }

  private func change(
    _ replica: UInt64, _ parents: [ChangeID], _ operations: [CRDT.Operation]
  ) -> Change {
    Change(
      id: ChangeID(replica: ReplicaID(rawValue: replica), sequence: 1),
      document: ChangeID(replica: ReplicaID(rawValue: 1), sequence: 1), parents: parents,
      author: "", time: 0, salt: 0, operations: operations)
  }
}

private struct Tally {
  private var planted = 0
  private var clean = 0
  private(set) var missed = 0
  private var falselyFlagged = 0
  private var kinds: [String: Int] = [:]
  private var diffMilliseconds = 0.0

  mutating func count(_ pair: PlantedPair) throws {
    let found = try conflicts(of: pair)
    for conflict in found { kinds["\(pair.kind) \(conflict.kind)", default: 0] += 1 }
    if pair.isConflict {
      planted += 1
      if found.isEmpty { report("missed", pair, &missed) }
    } else {
      clean += 1
      if !found.isEmpty { report("false", pair, &falselyFlagged) }
    }
  }

  private func report(_ what: String, _ pair: PlantedPair, _ counter: inout Int) {
    counter += 1
    Swift.print("\(what): \(pair.kind) \(pair.path)")
  }

  private mutating func conflicts(of pair: PlantedPair) throws -> [Conflict] {
    let started = CPUClock.milliseconds()
    let changes = pair.changes
    diffMilliseconds += CPUClock.milliseconds() - started
    return try DocumentHistory(changes).openConflicts()
  }

  func print() {
    let rows = kinds.keys.sorted().map { "\"\($0)\":\(kinds[$0] ?? 0)" }
    let diff = diffMilliseconds * 1000 / Double(planted + clean)
    Swift.print(
      "{\"planted\":\(planted),\"missed\":\(missed),\"clean\":\(clean),"
        + "\"false\":\(falselyFlagged),\"diff_us\":\(ConflictShapes.rounded(diff)),"
        + "\"kinds\":{\(rows.joined(separator: ","))}}")
  }
}

/// What merging and looking cost.
private struct Costs {
  /// Sums over some pairs, in milliseconds.
  struct Cost {
    var pairs = 0
    var merging = 0.0
    var looking = 0.0
    var wording = 0.0

    var ratio: Double { merging > 0 ? looking / merging : 0 }

    mutating func add(_ other: Cost) {
      pairs += other.pairs
      merging += other.merging
      looking += other.looking
      wording += other.wording
    }
  }

  private var all = Cost()
  private var planted = Cost()
  private var clean = Cost()

  /// Asking the clock takes as long as looking at a pair, so pairs are taken in batches: merged,
  /// merged and looked at, merged and worded, in turn. What looking costs is the difference.
  private static let batch = 20
  private static let rounds = 25

  init(of pairs: [PlantedPair]) throws {
    for isConflict in [true, false] {
      let alike = pairs.filter { $0.isConflict == isConflict }
      for start in stride(from: 0, to: alike.count, by: Costs.batch) {
        let cost = try Costs.cost(of: alike[start..<min(start + Costs.batch, alike.count)])
        all.add(cost)
        if isConflict { planted.add(cost) } else { clean.add(cost) }
      }
    }
  }

  private static func cost(of pairs: ArraySlice<PlantedPair>) throws -> Cost {
    let changes = pairs.map(\.changes)
    var (merging, looking, wording) = (Double.infinity, Double.infinity, Double.infinity)
    for _ in 0..<rounds {
      let (merged, looked, worded) = (
        try time(changes) { _ in 0 },
        try time(changes) { $0.conflictMarks().count(where: \.isOpen) },
        try time(changes) { $0.openConflicts().count }
      )
      precondition(looked.found == worded.found)
      merging = min(merging, merged.milliseconds)
      looking = min(looking, looked.milliseconds)
      wording = min(wording, worded.milliseconds)
    }
    return Cost(
      pairs: pairs.count, merging: merging, looking: looking - merging,
      wording: wording - merging)
  }

  /// Merges every pair, gives its state, and looks at it in some way.
  private static func time(
    _ pairs: [[Change]], looking: (DocumentHistory) -> Int
  ) throws -> (milliseconds: Double, found: Int) {
    var histories: [DocumentHistory] = []
    histories.reserveCapacity(pairs.count)
    var texts = 0
    var found = 0
    let started = CPUClock.milliseconds()
    for changes in pairs {
      let history = try DocumentHistory(changes)
      texts += history.state().texts.count
      found += looking(history)
      histories.append(history)
    }
    let milliseconds = CPUClock.milliseconds() - started
    precondition(texts == pairs.count && histories.count == pairs.count)
    return (milliseconds, found)
  }

  func print() {
    for (name, cost) in [("all", all), ("with conflict", planted), ("without", clean)] {
      let scale = 1000 / Double(max(1, cost.pairs))
      Swift.print(
        "{\"pairs\":\"\(name)\",\"count\":\(cost.pairs),"
          + "\"merge\":\"history from decoded changes, merged, and its state\","
          + "\"merge_us\":\(ConflictShapes.rounded(cost.merging * scale)),"
          + "\"conflicts_us\":\(ConflictShapes.rounded(cost.looking * scale)),"
          + "\"percent\":\(ConflictShapes.rounded(cost.ratio * 100)),"
          + "\"wording_us\":\(ConflictShapes.rounded(cost.wording * scale))}")
    }
  }
}
