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
    #expect(whole.textTrace(of: body) == random.twin.trace(of: body), "seed \(seed), provenance")
  }

  @Test(arguments: 0..<20)
  func `small ones equal the slow twin in any order`(block: UInt64) throws {
    for seed in block * 900..<(block + 1) * 900 {
      try check(seed: seed, changeCount: 3 + Int(seed % 8))
    }
  }

  @Test(arguments: 0..<10)
  func `larger ones equal the slow twin in any order`(block: UInt64) throws {
    for seed in block * 20..<(block + 1) * 20 {
      try check(seed: 1_000_000 + seed, changeCount: 20 + Int(seed % 40))
    }
  }
}
