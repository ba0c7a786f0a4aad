public import CRDT
public import Digest

/// A run of changes as it travels: numbers of several streams in an order in which no change comes
/// before its parents.
///
/// For each stream it says where the run starts and the marks before its first and after its last
/// change, so that a receiver sees a gap, a fork or a codec's mistake before it stores anything.
public struct Batch: Hashable, Sendable {
  /// One stream's part of a batch.
  public struct Span: Hashable, Sendable {
    public let replica: ReplicaID
    public let first: UInt64
    public let count: UInt64
    /// The mark of number `first - 1`; `nil` when the run starts the stream.
    public let base: ChainMark?
    /// The mark of the last number of the run.
    public let end: ChainMark
    /// What stands for the salts of the run, ascending; numbers it does not cover bring their own.
    public var salts: [SaltNode] = []

    public init(
      replica: ReplicaID, first: UInt64, count: UInt64, base: ChainMark?, end: ChainMark
    ) {
      self.replica = replica
      self.first = first
      self.count = count
      self.base = base
      self.end = end
    }
  }

  /// One for each stream that occurs, in the order of their first entries.
  public let spans: [Span]
  public let entries: [StreamEntry]

  public static let empty = Batch(spans: [], entries: [])

  public var isEmpty: Bool { entries.isEmpty }

  /// Takes parts that fit each other, as a decoder has checked them.
  init(spans: [Span], entries: [StreamEntry]) {
    self.spans = spans
    self.entries = entries
  }

  /// A batch of what the log holds, in the log's order. `chain` gives the chain hash of a number
  /// of a stream that the log holds too: the one before each stream's first entry. `salts` gives
  /// what is known of the secrets that the salts of some numbers follow from.
  public init(
    _ log: some Collection<LogEntry>,
    salts: (ReplicaID, ClosedRange<UInt64>) throws -> [SaltNode] = { _, _ in [] },
    chain: (ChangeID) throws -> SHA256Digest?
  ) throws {
    var places: [ReplicaID: Int] = [:]
    var spans: [Span] = []
    for entry in log {
      let id = entry.id
      let end = ChainMark(entry.chain)
      if let place = places[id.replica] {
        let span = spans[place]
        precondition(span.first + span.count == id.sequence)
        spans[place] = Span(
          replica: id.replica, first: span.first, count: span.count + 1, base: span.base, end: end)
      } else {
        let base =
          id.sequence == 1
          ? nil : try chain(ChangeID(replica: id.replica, sequence: id.sequence - 1))
        precondition(id.sequence == 1 || base != nil)
        places[id.replica] = spans.count
        spans.append(
          Span(
            replica: id.replica, first: id.sequence, count: 1, base: base.map { ChainMark($0) },
            end: end))
      }
    }
    entries = log.map(\.streamEntry)
    let runs = Self.saltRuns(of: entries)
    self.spans = try spans.map { span in
      guard let runs = runs[span.replica] else { return span }
      var span = span
      let known = try salts(span.replica, span.first...(span.first + span.count - 1))
      span.salts = runs.flatMap {
        SaltNode.cover($0.salts, from: $0.first, of: span.replica, known: known)
      }
      return span
    }
  }

  /// The salts of each stream, in runs that no entry without a payload interrupts.
  private static func saltRuns(of entries: [StreamEntry]) -> [ReplicaID: [SaltRun]] {
    var runs: [ReplicaID: [SaltRun]] = [:]
    for entry in entries {
      guard case .whole(let change) = entry else { continue }
      runs[change.id.replica, default: []].take(change.salt, of: change.id.sequence)
    }
    return runs
  }
}

/// Salts of consecutive numbers.
private struct SaltRun {
  var first: UInt64
  var salts: [UInt64]
}

extension [SaltRun] {
  fileprivate mutating func take(_ salt: UInt64, of number: UInt64) {
    if let last = indices.last, self[last].first + UInt64(self[last].salts.count) == number {
      self[last].salts.append(salt)
    } else {
      append(SaltRun(first: number, salts: [salt]))
    }
  }
}
