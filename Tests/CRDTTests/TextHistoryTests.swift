import Chance
import Testing

@testable import CRDT

@Suite struct `A history of keystrokes` {
  @Test(arguments: 0..<8)
  func `gives the twin's text, with and without linear stretches`(block: UInt64) throws {
    for seed in block * 60..<(block + 1) * 60 {
      let random = RandomHistory(seed: 2_000_000 + seed, changeCount: 12 + Int(seed % 20))
      let expected = random.twin.state(at: random.twin.heads).texts[body] ?? ""
      let history = try TypedHistory(random.changes).history
      let text = try history.text()
      #expect(text.utf8.elementsEqual(expected.utf8), "seed \(seed)")
      for distance in [1, 2, 16] {
        let walk = try TypedHistory.walked(history, markerDistance: distance)
        #expect(walk.text.utf8.elementsEqual(expected.utf8), "seed \(seed), marker \(distance)")
        #expect(walk.brokenInvariant == nil, "seed \(seed)")
      }
    }
  }

  /// One person types on and on, which is one run; others know more or less of it and write into it
  /// and into each other's words. So runs are parted in the middle, by names before and behind.
  @Test(arguments: 0..<8)
  func `gives the twin's text where others part a run in its middle`(block: UInt64) throws {
    for seed in block * 60..<(block + 1) * 60 {
      var random = SeededRandom(seed: seed)
      var twin = PlainHistory([change(id(1, 1), insert("[]", at: 0))])
      let length = 4 + random.below(5)
      for index in 0..<length {
        let parent = index == 0 ? id(1, 1) : id(5, UInt64(index))
        twin.append(change(id(5, UInt64(index) + 1), after: [parent], insert("r", at: 1 + index)))
      }
      var sequences: [UInt64: UInt64] = [:]
      for _ in 0..<3 + random.below(9) {
        let writer = [2, 3, 7, 9][random.below(4)] as UInt64
        let parent = twin.changes[random.below(twin.changes.count)].id
        let known = twin.state(at: [parent]).texts[body]?.unicodeScalars.count ?? 0
        sequences[writer, default: 0] += 1
        let word = String(RandomHistory.alphabet[random.below(6)])
        twin.append(
          change(
            id(writer, sequences[writer]!), after: [parent],
            insert(word, at: 1 + random.below(known - 1))))
      }
      let expected = twin.state(at: twin.heads).texts[body] ?? ""
      let history = try TypedHistory(twin.changes).history
      for distance in [1, 3, 16] {
        let walk = try TypedHistory.walked(history, markerDistance: distance)
        #expect(walk.text.utf8.elementsEqual(expected.utf8), "seed \(seed), marker \(distance)")
      }
      #expect(try history.text().utf8.elementsEqual(expected.utf8), "seed \(seed)")
    }
  }

  @Test(arguments: 0..<8)
  func `is the same after encoding and decoding`(block: UInt64) throws {
    for seed in block * 60..<(block + 1) * 60 {
      let random = RandomHistory(seed: 3_000_000 + seed, changeCount: 3 + Int(seed % 30))
      let history = try TypedHistory(random.changes).history
      let bytes = history.encoded()
      let copy = try TextHistory(decoding: bytes)
      #expect(copy.encoded() == bytes, "seed \(seed)")
      #expect(try copy.text() == history.text(), "seed \(seed)")
    }
  }

  @Test(arguments: 0..<8)
  func `can be put together from overlapping patches`(block: UInt64) throws {
    for seed in block * 60..<(block + 1) * 60 {
      let random = RandomHistory(seed: 4_000_000 + seed, changeCount: 6 + Int(seed % 20))
      let history = try TypedHistory(random.changes).history
      guard history.eventCount > 0 else { continue }
      var source = SeededRandom(seed: seed)
      var pieced = try TypedHistory([random.changes[0]]).history
      let versions = (0..<3).map { _ in [source.below(history.eventCount)] }
      for version in versions { try pieced.merge(history.encoded(upTo: version)) }
      for version in versions { try pieced.merge(history.patch(since: version)) }
      #expect(pieced.eventCount == history.eventCount, "seed \(seed)")
      #expect(try pieced.text() == history.text(), "seed \(seed)")
    }
  }

  @Test func `a patch needs the events it stands on`() throws {
    var history = TextHistory()
    let anna = ReplicaID(rawValue: 1)
    let first = try history.append(
      replica: anna, sequence: 0, parents: [],
      splices: [Splice(position: 0, deleted: 0, inserted: "æble")])
    try history.append(
      replica: ReplicaID(rawValue: 2), sequence: 0, parents: [first.upperBound - 1],
      splices: [Splice(position: 4, deleted: 0, inserted: "grød")])
    let patch = try history.patch(since: [first.upperBound - 1])
    var empty = TextHistory()
    let error = #expect(throws: ByteError.self) { try empty.merge(patch) }
    #expect(error?.reason == .invalidValue)
    #expect(empty.eventCount == 0)
    var held = try TextHistory(decoding: history.encoded(upTo: [first.upperBound - 1]))
    try held.merge(patch)
    try held.merge(patch)
    #expect(try held.text() == "æblegrød")
    #expect(held.eventCount == 8)
  }

  @Test func `broken bytes are refused or give some text, and never trap`() throws {
    var source = SeededRandom(seed: 5)
    for seed in 0..<60 as Range<UInt64> {
      let random = RandomHistory(seed: 5_000_000 + seed, changeCount: 12)
      let bytes = try TypedHistory(random.changes).history.encoded()
      for _ in 0..<40 {
        var broken = bytes
        for _ in 0..<1 + source.below(3) {
          broken[source.below(broken.count)] = UInt8(source.below(256))
        }
        broken.removeLast(source.below(3))
        let text = try? TextHistory(decoding: broken).text()  // a refusal is as good as a text
        #expect(text.map { $0.utf8.count < 1 << 20 } ?? true)
      }
    }
  }

  @Test func `a deletion beyond the text is an error, wherever it happens`() throws {
    for parents in [[2], [0], [2, 4]] {
      var history = TextHistory()
      try history.append(
        replica: ReplicaID(rawValue: 1), sequence: 0, parents: [],
        splices: [Splice(position: 0, deleted: 0, inserted: "abc")])
      try history.append(
        replica: ReplicaID(rawValue: 2), sequence: 0, parents: [0],
        splices: [Splice(position: 1, deleted: 0, inserted: "xy")])
      try history.append(
        replica: ReplicaID(rawValue: 3), sequence: 0, parents: parents,
        splices: [Splice(position: 0, deleted: 6, inserted: "")])
      #expect(throws: HistoryError.self) { try history.text() }
    }
  }

  @Test func `words typed at one spot stay whole, forwards and backwards`() throws {
    var history = TextHistory()
    let start = try history.append(
      replica: ReplicaID(rawValue: 9), sequence: 0, parents: [],
      splices: [Splice(position: 0, deleted: 0, inserted: "[]")])
    for (writer, word) in [(1, "rødgrød"), (2, "ymerdrys"), (3, "fløde")] as [(UInt64, String)] {
      var parents = [start.upperBound - 1]
      var sequence: UInt64 = 0
      let scalars = Array(word.unicodeScalars)
      for index in scalars.indices {
        let scalar = writer == 2 ? scalars[scalars.count - 1 - index] : scalars[index]
        let splice = Splice(
          position: writer == 2 ? 1 : 1 + index, deleted: 0, inserted: String(scalar))
        let events = try history.append(
          replica: ReplicaID(rawValue: writer), sequence: sequence, parents: parents,
          splices: [splice])
        parents = [events.upperBound - 1]
        sequence += 1
      }
    }
    #expect(try history.text() == "[rødgrødymerdrysfløde]")
  }
}
