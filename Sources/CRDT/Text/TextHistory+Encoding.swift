/// A history, or the part of one that someone lacks, as bytes.
///
/// Columns, each of which repeats itself: writers; parents outside the part, by name; names in
/// runs; graph in runs, parents as distances; what was done in runs, positions as differences from
/// where the run before ended; all inserted text, compressed. Typing on costs nothing but its text.
///
///     magic "FVT", format 1, ordering rule 1
///     count of replicas, each 8 bytes, ascending
///     count of outer parents, each: replica index, sequence
///     count of name runs, each: replica index, length, sequence (zigzag from the expected one)
///     count of graph runs, each: length, count of parents, each parent:
///       distance back from the run's first event × 2, or outer parent's index × 2 + 1
///     count of edit runs, column of lengths × 8 + kind × 2 + (1 if moved), column of moves (zigzag)
///     bytes of text, bytes of compressed text, compressed text
extension TextHistory {
  static let magic: [UInt8] = [0x46, 0x56, 0x54]
  static let format: UInt8 = 1

  /// The whole history.
  public func encoded() -> [UInt8] {
    encode([0..<graph.end])
  }

  /// The history of a version: its events and their past.
  public func encoded(upTo version: [Int]) throws(HistoryError) -> [UInt8] {
    encode(try past(of: version))
  }

  private func past(of version: [Int]) throws(HistoryError) -> [Range<Int32>] {
    guard version.allSatisfy({ $0 >= 0 && $0 < eventCount }) else {
      throw HistoryError(.parentsNotHeads)
    }
    return graph.past(of: graph.dominators(of: version.map(Int32.init)))
  }

  /// What someone lacks who has the events of a version and their past.
  public func patch(since version: [Int]) throws(HistoryError) -> [UInt8] {
    var missing: [Range<Int32>] = []
    var next: Int32 = 0
    for range in try past(of: version) {
      if range.lowerBound > next { missing.append(next..<range.lowerBound) }
      next = range.upperBound
    }
    missing.append(next..<graph.end)
    return encode(missing.filter { !$0.isEmpty })
  }

  private func encode(_ ranges: [Range<Int32>]) -> [UInt8] {
    let part = HistoryPart(self, ranges)
    var writer = ByteWriter()
    writer.bytes(Self.magic)
    writer.byte(Self.format)
    writer.byte(DocumentState.orderingRule)
    part.writeNames(to: &writer)
    part.writeGraph(to: &writer)
    part.writeEdits(to: &writer)
    return writer.bytes
  }
}

/// Some events of a history, renumbered from 0 in the same order.
private struct HistoryPart {
  private let history: TextHistory
  private let ranges: [Range<Int32>]
  /// The new number of each range's first event.
  private var starts: [Int32] = []
  private var count: Int32 = 0

  private var names: [Identities.Run] = []
  private var nameLengths: [Int32] = []
  private var runs: [(length: Int32, parents: [Parent])] = []
  private var outer: [(replica: ReplicaID, sequence: UInt64)] = []

  private enum Parent {
    case inner(distance: Int32)
    case outer(index: Int)
  }

  init(_ history: TextHistory, _ ranges: [Range<Int32>]) {
    self.history = history
    self.ranges = ranges
    for range in ranges {
      starts.append(count)
      count += Int32(range.count)
    }
    for range in ranges {
      collectNames(in: range)
      collectRuns(in: range)
    }
  }

  private mutating func collectNames(in range: Range<Int32>) {
    let all = history.identities.runs
    var index = history.identities.index(of: range.lowerBound)
    while index < all.count, all[index].start < range.upperBound {
      let start = max(range.lowerBound, all[index].start)
      let end =
        index + 1 < all.count ? min(range.upperBound, all[index + 1].start) : range.upperBound
      var run = all[index]
      run.sequence &+= UInt64(start - run.start)
      names.append(run)
      nameLengths.append(end - start)
      index += 1
    }
  }

  private mutating func collectRuns(in range: Range<Int32>) {
    let all = history.graph.runs
    var index = history.graph.run(of: range.lowerBound)
    while index < all.count, all[index].start < range.upperBound {
      let start = max(range.lowerBound, all[index].start)
      let end = min(range.upperBound, all[index].end)
      let parents =
        start > all[index].start ? [start - 1] : Array(history.graph.parents(of: index))
      let first = number(of: start) ?? 0
      runs.append((end - start, parents.map { parent($0, of: first) }))
      index += 1
    }
  }

  private mutating func parent(_ event: Int32, of first: Int32) -> Parent {
    if let number = number(of: event) { return .inner(distance: first - number) }
    let run = history.identities.runs[history.identities.index(of: event)]
    outer.append((run.replica, run.sequence &+ UInt64(event - run.start)))
    return .outer(index: outer.count - 1)
  }

  /// The new number of an event, if it is in the part.
  private func number(of event: Int32) -> Int32? {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= event { low = middle + 1 } else { high = middle }
    }
    guard low < ranges.count, ranges[low].contains(event) else { return nil }
    return starts[low] + event - ranges[low].lowerBound
  }

  func writeNames(to writer: inout ByteWriter) {
    let replicas = Set(names.map(\.replica) + outer.map(\.replica)).sorted()
    var indices: [ReplicaID: Int] = [:]
    writer.varint(UInt64(replicas.count))
    for (index, replica) in replicas.enumerated() {
      indices[replica] = index
      writer.fixed64(replica.rawValue)
    }
    writer.varint(UInt64(outer.count))
    for name in outer {
      writer.varint(UInt64(indices[name.replica] ?? 0))
      writer.varint(name.sequence)
    }
    var expected = [UInt64](repeating: 0, count: replicas.count)
    writer.varint(UInt64(names.count))
    for (name, length) in zip(names, nameLengths) {
      let index = indices[name.replica] ?? 0
      writer.varint(UInt64(index))
      writer.varint(UInt64(length))
      writer.zigzag(Int64(bitPattern: name.sequence &- expected[index]))
      expected[index] = name.sequence &+ UInt64(length)
    }
  }

  func writeGraph(to writer: inout ByteWriter) {
    writer.varint(UInt64(runs.count))
    for run in runs {
      writer.varint(UInt64(run.length))
      writer.varint(UInt64(run.parents.count))
      for parent in run.parents {
        switch parent {
        case .inner(let distance): writer.varint(UInt64(distance) << 1)
        case .outer(let index): writer.varint(UInt64(index) << 1 | 1)
        }
      }
    }
  }

  func writeEdits(to writer: inout ByteWriter) {
    var lengths = ByteWriter()
    var moves = ByteWriter()
    var text: [UInt8] = []
    var expected: Int32 = 0
    var count = 0
    for range in ranges {
      var index = history.log.firstRun(endingAfter: range.lowerBound)
      while index < history.log.runs.count, history.log.runs[index].start < range.upperBound {
        let run = TextLog.clip(history.log.runs[index], to: range)
        let move = run.position - expected
        lengths.varint(
          UInt64(run.count) << 3 | UInt64(run.kind.rawValue) << 1 | (move == 0 ? 0 : 1))
        if move != 0 { moves.zigzag(Int64(move)) }
        if run.kind == .insert {
          for scalar in history.log.scalars[Int(run.text)..<Int(run.text + run.count)] {
            text.append(contentsOf: scalar.utf8)
          }
        }
        expected = run.expectedNext
        count += 1
        index += 1
      }
    }
    writer.varint(UInt64(count))
    writer.bytes(lengths.bytes)
    writer.lengthPrefixed(moves.bytes)
    writer.varint(UInt64(text.count))
    writer.lengthPrefixed(Compression.compress(text))
  }
}

extension TextLog.Run {
  /// Where an author who goes on without moving does the next thing.
  var expectedNext: Int32 {
    switch kind {
    case .insert: position + count
    case .delete: position
    case .erase: position - count + 1
    }
  }
}
