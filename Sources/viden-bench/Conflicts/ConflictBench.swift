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
/// saved as two forms opened on the same version. CPU times are sums over all pairs.
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
}

private struct Tally {
  private var planted = 0
  private var clean = 0
  private(set) var missed = 0
  private var falselyFlagged = 0
  private var kinds: [String: Int] = [:]
  private var diffMilliseconds = 0.0
  private var mergeMilliseconds = 0.0
  private var conflictMilliseconds = 0.0

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
    let body = FieldID(rawValue: 1)
    let creation = change(
      1, [],
      [.create(kind: 1), .edit(body, [Splice(position: 0, deleted: 0, inserted: pair.base)])])
    let started = CPUClock.milliseconds()
    let left = TextDiff.splices(from: pair.base, to: pair.left)
    let right = TextDiff.splices(from: pair.base, to: pair.right)
    let diffed = CPUClock.milliseconds()
    let history = try DocumentHistory([
      creation, change(2, [creation.id], [.edit(body, left)]),
      change(3, [creation.id], [.edit(body, right)]),
    ])
    let length = history.state().texts[body]?.utf8.count ?? 0
    let merged = CPUClock.milliseconds()
    let found = history.openConflicts()
    let looked = CPUClock.milliseconds()
    precondition(length > 0)
    diffMilliseconds += diffed - started
    mergeMilliseconds += merged - diffed
    conflictMilliseconds += looked - merged
    return found
  }

  private func change(_ replica: UInt64, _ parents: [ChangeID], _ operations: [Operation]) -> Change
  {
    Change(
      id: ChangeID(replica: ReplicaID(rawValue: replica), sequence: 1),
      document: ChangeID(replica: ReplicaID(rawValue: 1), sequence: 1), parents: parents,
      author: "", time: 0, salt: 0, operations: operations)
  }

  func print() {
    let rows = kinds.keys.sorted().map { "\"\($0)\":\(kinds[$0] ?? 0)" }
    Swift.print(
      "{\"planted\":\(planted),\"missed\":\(missed),\"clean\":\(clean),"
        + "\"false\":\(falselyFlagged),\"diff_ms\":\(ConflictShapes.rounded(diffMilliseconds)),"
        + "\"merge_ms\":\(ConflictShapes.rounded(mergeMilliseconds)),"
        + "\"conflict_ms\":\(ConflictShapes.rounded(conflictMilliseconds)),\"kinds\":{\(rows.joined(separator: ","))}}"
    )
  }
}
