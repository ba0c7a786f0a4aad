/// The history of one text at the grain of single keystrokes: the merge core without documents.
///
/// Events are numbered 0, 1, 2 … as they are appended, one per scalar deleted or inserted; parents
/// are such numbers. Editing traces are loaded, measured and stored through it; a document keeps
/// whole changes instead (`DocumentHistory`).
///
///     var history = TextHistory()
///     let first = try history.append(replica: anna, sequence: 0, parents: [], splices: [typed])
///     try history.append(replica: bent, sequence: 0, parents: [first.upperBound - 1], …)
///     try history.text()
public struct TextHistory: Sendable {
  /// The most events a history holds: what 32-bit numbers reach, with room to spare.
  public static let eventsMax = 1 << 29

  var graph = EventGraph()
  var identities = Identities()
  var log = TextLog()

  public init() {}

  /// The number of events, which is also the number of the next one.
  public var eventCount: Int { Int(graph.end) }

  /// The last events of the history: those in nobody's past, ascending.
  public var frontier: [Int] { graph.frontier.map(Int.init) }

  /// Adds what one writer did in one go. `sequence` is the writer's number for the first event;
  /// it and the replica decide the order of insertions that two writers made at one place.
  @discardableResult
  public mutating func append(
    replica: ReplicaID, sequence: UInt64, parents: [Int], splices: [Splice]
  ) throws(HistoryError) -> Range<Int> {
    let room = Self.eventsMax - eventCount
    guard let count = TextLog.eventCount(of: splices, limit: room) else {
      throw HistoryError(.tooLarge)
    }
    guard splices.allSatisfy({ $0.position >= 0 && $0.position <= Self.eventsMax }) else {
      throw HistoryError(.positionPastEnd)
    }
    guard parents.allSatisfy({ $0 >= 0 && $0 < eventCount }) else {
      throw HistoryError(.parentsNotHeads)
    }
    let start = graph.end
    guard count > 0 else { return Int(start)..<Int(start) }
    let heads = graph.dominators(of: parents.map(Int32.init))
    // A run may only go on where its events follow each other in the graph too.
    let joining = heads == [start - 1]
    graph.append(start..<start + Int32(count), parents: heads)
    identities.append(
      Identities.Run(start: start, countsEvents: true, replica: replica, sequence: sequence))
    log.append(splices, start: start, joining: true, isContinuation: joining)
    return Int(start)..<Int(start) + count
  }

  /// The text with everything in it.
  public func text() throws(HistoryError) -> String {
    try text(of: graph)
  }

  /// The text of any version, given by events whose pasts make it up.
  public func text(at version: [Int]) throws(HistoryError) -> String {
    guard version.allSatisfy({ $0 >= 0 && $0 < eventCount }) else {
      throw HistoryError(.parentsNotHeads)
    }
    return try text(of: graph.restricted(to: graph.dominators(of: version.map(Int32.init))))
  }

  /// How far the history reached once, to take back what was added since.
  struct Extent {
    var graph: EventGraph.Extent
    var nameCount: Int
    var log: TextLog.Extent
  }

  var extent: Extent {
    Extent(graph: graph.extent, nameCount: identities.runs.count, log: log.extent)
  }

  mutating func shrink(to extent: Extent) {
    graph.shrink(to: extent.graph)
    identities.shrink(to: extent.nameCount)
    log.shrink(to: extent.log)
  }

  /// Makes room for so many more scalars.
  mutating func reserve(_ count: Int) {
    log.scalars.reserveCapacity(log.scalars.count + count)
  }

  private func text(of graph: EventGraph) throws(HistoryError) -> String {
    var buffer = TextBuffer()
    var walker = Walker(graph: graph, identities: identities, log: log)
    do throws(Walker.Misfit) {
      try walker.replay(into: &buffer)
    } catch {
      throw HistoryError(.positionPastEnd)
    }
    return buffer.string()
  }
}
