import Chance
import Testing

@testable import CRDT

@Suite struct `A text that patches come in to` {
  @Test(arguments: 0..<8)
  func `is the same as one replayed from its beginning`(block: UInt64) throws {
    for seed in block * 60..<(block + 1) * 60 {
      let random = RandomHistory(seed: 8_000_000 + seed, changeCount: 4 + Int(seed % 24))
      let expected = random.twin.state(at: random.twin.heads).texts[body] ?? ""
      let history = try TypedHistory(random.changes).history
      guard history.eventCount > 0 else { continue }
      var source = SeededRandom(seed: seed)
      var live = try LiveText(TypedHistory([random.changes[0]]).history)
      for _ in 0..<6 {
        try live.merge(history.encoded(upTo: [source.below(history.eventCount)]))
        #expect(try live.text == live.history.text(), "seed \(seed)")
      }
      try live.merge(history.encoded())
      try live.merge(history.patch(since: [source.below(history.eventCount)]))
      #expect(live.text.utf8.elementsEqual(expected.utf8), "seed \(seed)")
    }
  }

  /// Two who write alone for long, in many runs, and then hear of each other: all at once, or in
  /// two pieces, the second of which each typed without having read the first.
  @Test(arguments: 0..<24 as Range<UInt64>)
  func `is the same for both of two long branches`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var history = TextHistory()
    let start = (0..<random.below(300)).map { _ in RandomHistory.alphabet[random.below(13)] }
    try history.append(
      replica: ReplicaID(rawValue: 5), sequence: 0, parents: [],
      splices: [Splice(position: 0, deleted: 0, inserted: string(start) + "🌊")])
    let base = history.frontier
    var halves: [[Int]] = []
    for writer in [9, 2] as [UInt64] {
      var sequence: UInt64 = 0
      var length = try history.text(at: base).unicodeScalars.count
      var parents = base
      for step in 0..<240 {
        let splice = splice(in: length, &random)
        let events = try history.append(
          replica: ReplicaID(rawValue: writer), sequence: sequence, parents: parents,
          splices: [splice])
        guard let last = events.last else { continue }
        length += splice.inserted.unicodeScalars.count - splice.deleted
        sequence += UInt64(events.count)
        parents = [last]
        if step == 100 { halves.append(parents) }
      }
    }
    let expected = try TypedHistory.walked(history).text
    #expect(try history.text() == expected)
    for (mine, theirs) in [(0, 1), (1, 0)] {
      var live = try LiveText(
        TextHistory(decoding: history.encoded(upTo: [history.frontier[mine]])))
      let before = live
      try live.merge(history.encoded(upTo: halves[theirs]))
      #expect(try live.text == live.history.text())
      try live.merge(history.encoded())
      #expect(live.text == expected)
      live = before
      try live.merge(history.patch(since: [history.frontier[mine]]))
      #expect(live.text == expected)
    }
  }

  private func string(_ scalars: [Unicode.Scalar]) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  private func splice(in length: Int, _ random: inout SeededRandom) -> Splice {
    let isNear = random.chance(40)
    let position = isNear ? random.below(min(length, 3) + 1) : random.below(length + 1)
    let deleted = random.chance(40) ? random.below(min(9, length - position) + 1) : 0
    let count = deleted > 0 && random.chance(50) ? 0 : 1 + random.below(5)
    let text = (0..<count).map { _ in RandomHistory.alphabet[random.below(13)] }
    return Splice(position: position, deleted: deleted, inserted: string(text))
  }

  @Test func `a patch that does not fit leaves everything as it was`() throws {
    var history = TextHistory()
    let anna = ReplicaID(rawValue: 1)
    try history.append(
      replica: anna, sequence: 0, parents: [],
      splices: [Splice(position: 0, deleted: 0, inserted: "rødgrød")])
    let base = history.frontier
    try history.append(
      replica: anna, sequence: 7, parents: base,
      splices: [Splice(position: 7, deleted: 0, inserted: " med fløde")])
    let held = history
    for (parents, position, deleted) in [
      (base, 8, 0), (base, 3, 5), (held.frontier, 18, 0), (held.frontier, 0, 18), ([2], 4, 0),
    ] {
      var wrong = held
      try wrong.append(
        replica: ReplicaID(rawValue: 2), sequence: 0, parents: parents,
        splices: [Splice(position: position, deleted: deleted, inserted: "x")])
      var live = try LiveText(held)
      let error = #expect(throws: ByteError.self) {
        try live.merge(wrong.patch(since: held.frontier))
      }
      #expect(error?.reason == .invalidValue)
      #expect(live.text == "rødgrød med fløde")
      #expect(live.history.encoded() == held.encoded())
      var right = held
      try right.append(
        replica: ReplicaID(rawValue: 2), sequence: 0, parents: base,
        splices: [Splice(position: 0, deleted: 1, inserted: "R")])
      try live.merge(right.patch(since: held.frontier))
      #expect(live.text == "Rødgrød med fløde")
    }
  }

  @Test func `the error of an edit beyond the text says where its run begins`() throws {
    var history = TextHistory()
    try history.append(
      replica: ReplicaID(rawValue: 1), sequence: 0, parents: [],
      splices: [Splice(position: 0, deleted: 0, inserted: "abc")])
    let held = history
    try history.append(
      replica: ReplicaID(rawValue: 2), sequence: 0, parents: held.frontier,
      splices: [
        Splice(position: 1, deleted: 0, inserted: "x"),
        Splice(position: 3, deleted: 1, inserted: ""),
        Splice(position: 0, deleted: 4, inserted: ""),
      ])
    let patch = try history.patch(since: held.frontier)
    // The runs are the last column but two: three lengths × 8, with the kind and whether it moved.
    let runs: [UInt8] = [3, 1 << 3 | 1, 1 << 3 | 3, 4 << 3 | 3]
    let start = patch.indices.first { patch[$0...].starts(with: runs) }
    var live = try LiveText(held)
    let error = #expect(throws: ByteError.self) { try live.merge(patch) }
    #expect(error == ByteError(.invalidValue, at: start.map { $0 + 3 } ?? -1))
    let whole = history.encoded()
    let wholeError = #expect(throws: ByteError.self) { try live.merge(whole) }
    let wholeRuns: [UInt8] = [4, 3 << 3] + runs[1...]
    let wholeStart = whole.indices.first { whole[$0...].starts(with: wholeRuns) }
    #expect(wholeError == ByteError(.invalidValue, at: wholeStart.map { $0 + 4 } ?? -1))
  }

  @Test func `broken patches change all or nothing, and never trap`() throws {
    var source = SeededRandom(seed: 6)
    for seed in 0..<40 as Range<UInt64> {
      let random = RandomHistory(seed: 9_000_000 + seed, changeCount: 12)
      let history = try TypedHistory(random.changes).history
      guard history.eventCount > 1 else { continue }
      let version = [source.below(history.eventCount)]
      let patch = try history.patch(since: version)
      let held = try LiveText(TextHistory(decoding: history.encoded(upTo: version)))
      for _ in 0..<40 {
        var broken = patch
        for _ in 0..<1 + source.below(3) {
          broken[source.below(broken.count)] = UInt8(source.below(256))
        }
        broken.removeLast(source.below(3))
        var live = held
        do {
          try live.merge(broken)
          #expect(try live.text == live.history.text())
        } catch {
          #expect(live.text == held.text)
          #expect(live.history.encoded() == held.history.encoded())
        }
      }
    }
  }
}
