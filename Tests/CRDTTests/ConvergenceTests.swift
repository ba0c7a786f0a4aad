import Testing

@testable import CRDT

/// The fast walker against its slow twin on seeded histories. A seed is a bug report.
@Suite struct `Merged histories` {
  /// Everything that must hold of one history, whatever it is.
  private func check(seed: UInt64, changeCount: Int) throws {
    var random = RandomHistory(seed: seed, changeCount: changeCount)
    let expected = random.twin.state(at: random.twin.heads)
    let whole = try DocumentHistory(random.changes)
    #expect(whole.state() == expected, "seed \(seed)")

    var grown: DocumentHistory?
    for change in random.shuffled() {
      try grown?.append(change)
      if grown == nil { grown = try DocumentHistory([change]) }
    }
    #expect(grown?.state() == expected, "seed \(seed), one by one in another order")

    let version = random.version()
    #expect(
      try whole.state(at: version) == random.twin.state(at: version), "seed \(seed), \(version)")
    let trace = PlainTrace(whole.textTrace(of: body), of: body, in: whole)
    #expect(trace == random.twin.trace(of: body), "seed \(seed), provenance")
  }

  @Test(arguments: 0..<20)
  func `small ones equal the slow twin in any order`(block: UInt64) throws {
    for seed in block * 1000..<(block + 1) * 1000 {
      try check(seed: seed, changeCount: 3 + Int(seed % 8))
    }
  }

  @Test(arguments: 0..<10)
  func `larger ones equal the slow twin in any order`(block: UInt64) throws {
    for seed in block * 20..<(block + 1) * 20 {
      try check(seed: 1_000_000 + seed, changeCount: 20 + Int(seed % 40))
    }
  }

  @Test(arguments: 0..<6)
  func `can be traced from any change that all others lie before or behind`(block: UInt64) throws {
    for seed in block * 40..<(block + 1) * 40 {
      let random = RandomHistory(seed: 7_000_000 + seed, changeCount: 6 + Int(seed % 12))
      let history = try DocumentHistory(random.changes)
      let heads = random.twin.past(of: random.twin.heads)
      let past = history.graph.past(of: heads.sorted())
      let expected = random.twin.state(at: random.twin.heads).texts[body] ?? ""
      for index in history.changes.indices {
        let isCritical = heads.allSatisfy {
          random.twin.pasts[index].contains($0) || random.twin.pasts[$0].contains(index)
        }
        let trace = history.textTrace(of: body, since: index).map {
          PlainTrace($0, of: body, in: history)
        }
        #expect((trace != nil) == isCritical, "seed \(seed), change \(index)")
        #expect(trace.map { $0.text(in: past) == expected } ?? true, "seed \(seed), \(index)")
      }
    }
  }

  @Test func `several changes come in all together or not at all`() throws {
    let random = RandomHistory(seed: 42, changeCount: 20)
    var history = try DocumentHistory(random.changes.prefix(5))
    let before = history.state()
    let misfit = change(id(77, 1), after: [id(78, 1)], insert("x", at: 0))
    #expect(throws: HistoryError.self) {
      try history.append(contentsOf: random.changes.suffix(15) + [misfit])
    }
    #expect(history.state() == before)
    try history.append(contentsOf: random.changes)
    #expect(history.state() == random.twin.state(at: random.twin.heads))
  }
}
