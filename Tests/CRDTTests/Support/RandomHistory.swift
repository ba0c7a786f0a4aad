import Chance

@testable import CRDT

/// Makes histories that are hard to merge: few places, many people, much at the same time.
///
/// Two to five branches, some of them written by the same replica (a restored backup does that);
/// half of the insertions fall into the first three positions, a third of the operations delete,
/// some people type backwards, and the alphabet has what breaks naive code: æøå, a combining ring,
/// an emoji of four bytes, CR and LF.
struct RandomHistory {
  private(set) var twin = PlainHistory()
  private var random: SeededRandom
  private var branches: [[ChangeID]]
  private var replicas: [UInt64]
  private var sequences: [UInt64: UInt64] = [1: 1]

  static let alphabet: [Unicode.Scalar] = [
    "a", "b", "c", "æ", "ø", "å", "\u{30A}", "😀", "\r", "\n", " ", "e", "\u{301}",
  ]

  var changes: [Change] { twin.changes }

  init(seed: UInt64, changeCount: Int, startLength: Int = 4) {
    random = SeededRandom(seed: seed)
    let count = 2 + random.below(4)
    branches = Array(repeating: [id(1, 1)], count: count)
    let writers = UInt64(1 + random.below(count))
    replicas = (0..<UInt64(count)).map { 1 + $0 % writers }
    let start = text(random.below(startLength + 1))
    twin.append(change(id(1, 1), insert(start, at: 0), .assign(title, Value("a"))))
    for _ in 1..<max(2, changeCount) { step() }
  }

  private mutating func step() {
    let branch = random.below(branches.count)
    if random.chance(35) {
      branches[branch] = twin.heads(of: branches[branch] + branches[random.below(branches.count)])
    }
    let replica = replicas[branch]
    sequences[replica, default: 0] += 1
    let name = id(replica, sequences[replica]!)
    var operations = [CRDT.Operation]()
    if random.chance(90) { operations.append(.edit(body, splices(at: branches[branch]))) }
    if random.chance(15) { operations.append(other()) }
    if random.chance(15) { operations.append(other()) }
    twin.append(
      Change(
        id: name, document: id(1, 1), parents: branches[branch], author: "", time: 0, salt: 0,
        operations: operations))
    branches[branch] = [name]
  }

  private mutating func splices(at version: [ChangeID]) -> [Splice] {
    var length =
      twin.walkers[body]?.text(in: twin.past(of: version)).unicodeScalars.count ?? 0
    var splices: [Splice] = []
    var position = place(in: length)
    for _ in 0..<1 + random.below(3) {
      let isBackwards = random.chance(30)
      if !isBackwards { position = place(in: length) }
      position = min(position, length)
      let deleted = random.chance(35) ? random.below(min(4, length - position) + 1) : 0
      let inserted = deleted > 0 && random.chance(70) ? "" : text(1 + random.below(4))
      splices.append(Splice(position: position, deleted: deleted, inserted: inserted))
      length += inserted.unicodeScalars.count - deleted
    }
    return splices
  }

  private mutating func place(in length: Int) -> Int {
    random.chance(60) ? random.below(min(length, 2) + 1) : random.below(length + 1)
  }

  private mutating func text(_ length: Int) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<length { text.append(Self.alphabet[random.below(Self.alphabet.count)]) }
    return String(text)
  }

  private mutating func other() -> CRDT.Operation {
    let value = Value(String("xyz".unicodeScalars.map { Character($0) }[random.below(3)]))
    return switch random.below(6) {
    case 0: .assign(title, value)
    case 1, 2: .add(keywords, value)
    case 3: .remove(keywords, value)
    case 4: .count(tally, key: value, amount: Int64(random.below(3)) - 1)
    default: .acknowledge(ConflictID(bytes: value.bytes))
    }
  }

  /// The changes in another causal order, some of them twice.
  mutating func shuffled() -> [Change] {
    var left = changes.shuffled(using: &random)
    var done: Set<ChangeID> = []
    var order: [Change] = []
    while !left.isEmpty {
      let next = left.firstIndex { $0.parents.allSatisfy(done.contains) }!
      let change = left.remove(at: next)
      done.insert(change.id)
      order.append(change)
      if random.chance(10) { order.append(order[random.below(order.count)]) }
    }
    return order
  }

  /// Some version that existed or could have.
  mutating func version() -> [ChangeID] {
    (0..<1 + random.below(3)).map { _ in changes[random.below(changes.count)].id }
  }
}
