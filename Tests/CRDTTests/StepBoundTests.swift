import Testing

@testable import CRDT

/// Shapes that a hostile or unlucky history can have, and how much work they may be.
///
/// Steps are tree nodes looked at, list halvings and spans moved. Each shape is walked at one size
/// and at twice that size: a quadratic path would show as four times the steps, and fails here
/// rather than at a customer.
@Suite struct `The work of a merge` {
  private struct Scribe {
    var history = TextHistory()
    private var sequences: [UInt64: UInt64] = [:]

    /// Adds one splice and returns the version behind it.
    mutating func write(
      _ writer: UInt64, after parents: [Int], at position: Int, _ text: String, deleting: Int = 0
    ) throws -> [Int] {
      let sequence = sequences[writer, default: 0]
      let events = try history.append(
        replica: ReplicaID(rawValue: writer), sequence: sequence, parents: parents,
        splices: [Splice(position: position, deleted: deleting, inserted: text)])
      sequences[writer] = sequence + UInt64(events.count)
      return [events.upperBound - 1]
    }
  }

  /// Steps of a shape grow with its size, up to the logarithm, and stay below so many an event.
  private func check(
    perEvent bound: Int, sizes: (Int, Int) = (400, 800),
    _ shape: (inout Scribe, Int) throws -> Void
  ) throws {
    var steps: [Int] = []
    var replaySteps: [Int] = []
    for size in [sizes.0, sizes.1] {
      var scribe = Scribe()
      try shape(&scribe, size)
      let walk = try TypedHistory.walked(scribe.history)
      #expect(walk.brokenInvariant == nil)
      #expect(walk.steps <= bound * scribe.history.eventCount)
      let replay = try TypedHistory.replayed(scribe.history)
      #expect(replay.steps <= 2 * bound * scribe.history.eventCount)
      #expect(walk.text == replay.text)
      steps.append(walk.steps)
      replaySteps.append(replay.steps)
    }
    #expect(steps[1] * 10 <= steps[0] * 26, "\(steps)")
    #expect(replaySteps[1] * 10 <= replaySteps[0] * 26, "\(replaySteps)")
  }

  @Test func `two people who type backwards at one spot cost a line`() throws {
    try check(perEvent: 40) { scribe, size in
      let start = try scribe.write(1, after: [], at: 0, "ab")
      for writer in [2, 3] as [UInt64] {
        var version = start
        for _ in 0..<size { version = try scribe.write(writer, after: version, at: 1, "x") }
      }
    }
  }

  @Test func `two people who type forwards at one spot cost a line`() throws {
    try check(perEvent: 40) { scribe, size in
      let start = try scribe.write(1, after: [], at: 0, "ab")
      for writer in [2, 3] as [UInt64] {
        var version = start
        for index in 0..<size {
          version = try scribe.write(writer, after: version, at: 1 + index, "x")
          // Looking away in between keeps the keystrokes from being one run.
          if index % 2 == 0 {
            version = try scribe.write(writer, after: version, at: 0, "y", deleting: 0)
          }
          if index % 2 == 0 {
            version = try scribe.write(writer, after: version, at: 0, "", deleting: 1)
          }
        }
      }
    }
  }

  @Test func `a thousand people who write at one spot cost a line`() throws {
    try check(perEvent: 60) { scribe, size in
      let start = try scribe.write(1, after: [], at: 0, "ab")
      for writer in 2..<UInt64(2 + size) {
        _ = try scribe.write(writer * 7919 % 10_007, after: start, at: 1, "x")
      }
    }
  }

  @Test func `single insertions around a long backward one cost a line`() throws {
    for isSmaller in [true, false] {
      try check(perEvent: 60) { scribe, size in
        let start = try scribe.write(1, after: [], at: 0, "ab")
        var version = start
        var versions: [[Int]] = []
        for _ in 0..<size {
          versions.append(version)
          version = try scribe.write(50_000, after: version, at: 1, "x")
        }
        // Each knows one more of the long chain than the one before and is its sibling there.
        for (index, version) in versions.enumerated() {
          let writer = UInt64(isSmaller ? 1_000 + index : 100_000 + index)
          _ = try scribe.write(writer, after: version, at: 1, "o")
        }
        for index in 0..<size {
          _ = try scribe.write(
            UInt64(isSmaller ? 500 : 200_000) + UInt64(index), after: start, at: 1, "p")
        }
      }
    }
  }

  @Test func `insertions into every place of a long run cost a line`() throws {
    try check(perEvent: 120) { scribe, size in
      let start = try scribe.write(1, after: [], at: 0, "ab")
      let run = try scribe.write(50_000, after: start, at: 1, String(repeating: "r", count: size))
      let first = run[0] - size + 1
      for writer in [100, 90_000] as [UInt64] {
        for index in 0..<size - 1 {
          _ = try scribe.write(writer + UInt64(index), after: [first + index], at: 2 + index, "o")
        }
      }
    }
  }
}
