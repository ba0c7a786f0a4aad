import Planted

/// The names that events have on every replica, in runs: writer, sequence, offset.
///
/// Only the order of insertions at one place asks for them. In a document every scalar of a change
/// has the change's sequence and its own offset; in an editing trace every event has a sequence.
struct Identities: Sendable {
  struct Run: Sendable {
    var start: Int32
    /// Whether sequences rise from event to event, or offsets do.
    var countsEvents: Bool
    var replica: ReplicaID
    var sequence: UInt64
  }

  private(set) var runs: [Run] = []

  /// Names the events from `start` on.
  mutating func append(_ run: Run) {
    if let last = runs.last, last.countsEvents, run.countsEvents, last.replica == run.replica,
      last.sequence &+ UInt64(run.start - last.start) == run.sequence
    {
      return
    }
    runs.append(run)
  }

  /// Forgets all runs but the first ones.
  mutating func shrink(to count: Int) {
    runs.removeLast(runs.count - count)
  }

  /// Fugue's tie-break: replica, then sequence, then offset.
  func precedes(_ event: Int32, _ other: Int32) -> Bool {
    if Planted.has(.siblingsByArrival) { return event < other }
    let mine = name(of: event)
    let theirs = name(of: other)
    return (mine.replica, mine.sequence, mine.offset)
      < (theirs.replica, theirs.sequence, theirs.offset)
  }

  private func name(of event: Int32) -> (replica: UInt64, sequence: UInt64, offset: Int32) {
    let run = runs[index(of: event)]
    let offset = event - run.start
    return run.countsEvents
      ? (run.replica.rawValue, run.sequence &+ UInt64(offset), 0)
      : (run.replica.rawValue, run.sequence, offset)
  }

  func index(of event: Int32) -> Int {
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].start <= event { low = middle } else { high = middle }
    }
    return low
  }
}
