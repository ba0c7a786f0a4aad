/// Reads what `TextHistory.encoded()` and `patch(since:)` wrote, from bytes that anyone may have
/// sent. Nothing is applied unless all of it fits; positions are checked when the text is made.
extension TextHistory {
  /// Reads a whole history.
  public init(decoding bytes: [UInt8]) throws(ByteError) {
    self.init()
    try merge(bytes)
  }

  /// Takes in a part of someone's history. Events that are already here are skipped.
  public mutating func merge(_ patch: [UInt8]) throws(ByteError) {
    try merge(HistoryColumns(decoding: patch, held: eventCount))
  }

  /// Where each event of a part went, in runs: its number there, and its number here.
  typealias Numbering = [(start: Int32, here: Int32)]

  @discardableResult
  mutating func merge(_ columns: HistoryColumns) throws(ByteError) -> Numbering {
    let before = extent
    do throws(ByteError) {
      if eventCount == 0 && columns.outer.isEmpty {
        try adopt(columns)
        return [(0, 0)]
      }
      return try add(columns)
    } catch {
      shrink(to: before)
      throw error
    }
  }

  /// The quick way for a history that is empty: the columns become the history.
  private mutating func adopt(_ columns: HistoryColumns) throws(ByteError) {
    var parents: [Int32] = []
    for run in columns.runs {
      parents.removeAll(keepingCapacity: true)
      for parent in columns.parents[run.parents] { parents.append(parent.number) }
      if parents.count > 1 { parents = try antichain(parents, at: columns.graphOffset) }
      graph.append(run.events, parents: parents)
    }
    for name in columns.names { identities.append(name.run) }
    log = columns.log
  }

  private func antichain(_ parents: [Int32], at offset: Int) throws(ByteError) -> [Int32] {
    let heads = graph.dominators(of: parents)
    guard heads.count == parents.count else { throw ByteError(.notCanonical, at: offset) }
    return heads
  }

  /// Adds the columns run by run; names that are known are skipped.
  private mutating func add(_ columns: HistoryColumns) throws(ByteError) -> Numbering {
    var places = NamePlaces(identities, end: graph.end)
    var here: Numbering = []
    var name = 0
    for run in columns.runs {
      var start = run.events.lowerBound
      while start < run.events.upperBound {
        while columns.names[name].end <= start { name += 1 }
        let named = columns.names[name]
        let end = min(run.events.upperBound, named.end)
        let sequence = named.run.sequence &+ UInt64(start - named.run.start)
        let (event, known) = places.find(named.run.replica, sequence, count: end - start)
        if let event {
          here.append((start, event))
          start += known
          continue
        }
        let version =
          start > run.events.lowerBound
          ? [Self.number(start - 1, here)]
          : try resolve(run, columns, places, here)
        guard Int(end - start) <= Self.eventsMax - eventCount else {
          throw ByteError(.tooMany, at: columns.graphOffset)
        }
        here.append((start, graph.end))
        places.add(named.run.replica, sequence, event: graph.end, count: known)
        append(columns, start..<start + known, parents: version, named.run.replica, sequence)
        start += known
      }
    }
    return here
  }

  private mutating func append(
    _ columns: HistoryColumns, _ range: Range<Int32>, parents: [Int32], _ replica: ReplicaID,
    _ sequence: UInt64
  ) {
    let first = graph.end
    let heads = graph.dominators(of: parents)
    var isContinuation = heads.count == 1 && heads[0] == first - 1
    graph.append(first..<first + Int32(range.count), parents: heads)
    identities.append(
      Identities.Run(start: first, countsEvents: true, replica: replica, sequence: sequence))
    var index = columns.log.firstRun(endingAfter: range.lowerBound)
    let last = columns.log.firstRun(endingAfter: range.upperBound - 1, near: index)
    let text = columns.log.scalarCount(before: range.lowerBound, inRun: index)
    let textEnd = columns.log.scalarCount(before: range.upperBound, inRun: last)
    let shift = Int32(log.scalars.count) - text
    log.scalars.append(contentsOf: columns.log.scalars[Int(text)..<Int(textEnd)])
    while index < columns.log.runs.count, columns.log.runs[index].start < range.upperBound {
      let run = TextLog.clip(columns.log.runs[index], to: range)
      log.append(
        run.kind, start: first + run.start - range.lowerBound, count: run.count,
        position: run.position, text: run.text + shift, joining: isContinuation)
      isContinuation = true
      index += 1
    }
  }

  private func resolve(
    _ run: HistoryColumns.Run, _ columns: HistoryColumns, _ places: NamePlaces,
    _ here: Numbering
  ) throws(ByteError) -> [Int32] {
    var version: [Int32] = []
    for parent in columns.parents[run.parents] {
      switch parent {
      case .inner(let number):
        version.append(Self.number(number, here))
      case .outer(let index):
        let name = columns.outer[index]
        guard let event = places.find(name.replica, name.sequence, count: 1).event else {
          throw ByteError(.invalidValue, at: columns.outerOffset)
        }
        version.append(event)
      }
    }
    return version
  }

  private static func number(_ event: Int32, _ here: Numbering) -> Int32 {
    var low = 0
    var high = here.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if here[middle].start <= event { low = middle } else { high = middle }
    }
    return here[low].here + event - here[low].start
  }
}

/// Finds events by name: for every replica its runs in the order of sequences.
private struct NamePlaces {
  private struct Run {
    var sequence: UInt64
    var event: Int32
    var count: Int32
  }

  private var runs: [ReplicaID: [Run]] = [:]

  init(_ identities: Identities, end: Int32) {
    for (index, run) in identities.runs.enumerated() {
      let next = index + 1 < identities.runs.count ? identities.runs[index + 1].start : end
      add(run.replica, run.sequence, event: run.start, count: next - run.start)
    }
  }

  mutating func add(_ replica: ReplicaID, _ sequence: UInt64, event: Int32, count: Int32) {
    let run = Run(sequence: sequence, event: event, count: count)
    let index = index(after: sequence, in: runs[replica] ?? [])
    runs[replica, default: []].insert(run, at: index)
  }

  /// The event of a name, and for how many of the next names it goes on like that: known in a row,
  /// or unknown.
  func find(_ replica: ReplicaID, _ sequence: UInt64, count: Int32) -> (event: Int32?, Int32) {
    let held = runs[replica] ?? []
    let index = index(after: sequence, in: held)
    if index > 0 {
      let run = held[index - 1]
      let offset = sequence - run.sequence
      if offset < UInt64(run.count) {
        return (run.event + Int32(offset), min(count, run.count - Int32(offset)))
      }
    }
    guard index < held.count else { return (nil, count) }
    return (nil, Int32(min(UInt64(count), held[index].sequence - sequence)))
  }

  private func index(after sequence: UInt64, in runs: [Run]) -> Int {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].sequence <= sequence { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
