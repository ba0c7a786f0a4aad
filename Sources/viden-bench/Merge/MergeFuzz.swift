import CRDT
import Chance
import Glibc

/// `viden-bench merge --fuzz N --seed S`: random histories against each other.
///
/// Each history is grown on several branches with many insertions at few places, then judged by
/// laws that need no oracle: any causal order gives the same text, so do patches in any grouping,
/// encoding and decoding change nothing, and broken bytes are refused without a trap. The tests
/// compare with a slow twin as well; here the number is yours.
enum MergeFuzz {
  static func run(_ arguments: [String]) -> Int32 {
    guard arguments.count == 4, arguments[2] == "--seed", let count = UInt64(arguments[1]),
      let seed = UInt64(arguments[3])
    else { return MergeBenchmark.usage() }
    for number in 0..<count {
      do {
        var trial = MergeTrial(seed: seed &+ number)
        if let broken = try trial.brokenLaw() {
          print("seed \(seed &+ number): \(broken)")
          return 1
        }
      } catch {
        print("seed \(seed &+ number): \(error)")
        return 1
      }
    }
    print("\(count) histories from seed \(seed): every law held")
    return 0
  }
}

/// One random history and what must hold of it.
struct MergeTrial {
  private struct Step {
    var replica: ReplicaID
    var sequence: UInt64
    var parents: [Int]
    var splice: Splice
    var first: Int
  }

  private var random: SeededRandom
  private var steps: [Step] = []
  private var history = TextHistory()

  private static let alphabet: [Unicode.Scalar] = [
    "a", "b", "æ", "ø", "å", "\u{30A}", "😀", "\r", "\n", " ",
  ]

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
  }

  /// The law that does not hold, if any.
  mutating func brokenLaw() throws -> String? {
    try grow()
    let text = try history.text()
    if try TextHistory(decoding: history.encoded()).text() != text { return "encoding" }
    for _ in 0..<3 where try reordered().text() != text { return "order of arrival" }
    if try pieced().text() != text { return "patches" }
    if let broken = try live(text) { return broken }
    corrupt()
    return nil
  }

  private mutating func grow() throws {
    let branchCount = 2 + random.below(4)
    let writerCount = 1 + random.below(branchCount)
    var branches = [[Int]](repeating: [], count: branchCount)
    var sequences = [UInt64](repeating: 0, count: writerCount)
    for _ in 0..<10 + random.below(60) {
      let branch = random.below(branchCount)
      if random.below(100) < 35 {
        branches[branch] = Array(Set(branches[branch] + branches[random.below(branchCount)]))
      }
      let length = try history.text(at: branches[branch]).unicodeScalars.count
      let splice = randomSplice(length: length)
      let size = splice.deleted + splice.inserted.unicodeScalars.count
      guard size > 0 else { continue }
      let writer = branch % writerCount
      let step = Step(
        replica: ReplicaID(rawValue: UInt64(writer + 1)), sequence: sequences[writer],
        parents: branches[branch], splice: splice, first: history.eventCount)
      try append(step, to: &history, parents: step.parents)
      sequences[writer] += UInt64(size)
      steps.append(step)
      branches[branch] = [history.eventCount - 1]
    }
  }

  private mutating func randomSplice(length: Int) -> Splice {
    let position =
      random.below(100) < 60 ? random.below(min(length, 2) + 1) : random.below(length + 1)
    let deleted = random.below(100) < 35 ? random.below(min(4, length - position) + 1) : 0
    var inserted = ""
    if deleted == 0 || random.below(100) < 30 {
      for _ in 0..<1 + random.below(4) {
        inserted.unicodeScalars.append(Self.alphabet[random.below(Self.alphabet.count)])
      }
    }
    return Splice(position: position, deleted: deleted, inserted: inserted)
  }

  private func append(_ step: Step, to history: inout TextHistory, parents: [Int]) throws {
    try history.append(
      replica: step.replica, sequence: step.sequence, parents: parents, splices: [step.splice])
  }

  /// The same events in another causal order.
  private mutating func reordered() throws -> TextHistory {
    var result = TextHistory()
    var place = [Int](repeating: -1, count: history.eventCount)
    var left = Array(steps.indices)
    while !left.isEmpty {
      let ready = left.indices.filter { index in
        steps[left[index]].parents.allSatisfy { place[$0] >= 0 }
      }
      let step = steps[left.remove(at: ready[random.below(ready.count)])]
      let start = result.eventCount
      try append(step, to: &result, parents: step.parents.map { place[$0] })
      for event in start..<result.eventCount { place[step.first + event - start] = event }
    }
    return result
  }

  /// The history put together from patches that overlap.
  private mutating func pieced() throws -> TextHistory {
    var result = TextHistory()
    for _ in 0..<3 {
      let version = history.eventCount > 0 ? [random.below(history.eventCount)] : []
      try result.merge(history.encoded(upTo: version))
    }
    try result.merge(history.encoded())
    if history.eventCount > 0 {
      try result.merge(history.patch(since: [random.below(history.eventCount)]))
    }
    return result
  }

  /// The text as it grows while pieces of the history come in.
  private mutating func live(_ text: String) throws -> String? {
    guard history.eventCount > 0 else { return nil }
    var live = try LiveText(TextHistory(decoding: history.encoded(upTo: [0])))
    for _ in 0..<4 {
      try live.merge(history.encoded(upTo: [random.below(history.eventCount)]))
      if try live.history.text() != live.text { return "a live text" }
    }
    try live.merge(history.encoded())
    return live.text == text ? nil : "a live text in the end"
  }

  /// Broken bytes must be refused or give some text; either way without a trap.
  private mutating func corrupt() {
    var bytes = history.encoded()
    for _ in 0..<3 { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
    bytes.removeLast(random.below(3))
    _ = try? TextHistory(decoding: bytes).text()  // only a trap would be wrong
  }
}
