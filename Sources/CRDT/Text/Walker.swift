/// Turns the events of a text into the text: Eg-walker (Gentle and Kleppmann, EuroSys 2025).
///
/// History falls into linear stretches and zones. In a linear stretch every version is *critical*:
/// everything else lies before or behind it, so its events are applied to the text as they were
/// typed and no CRDT exists. Only between critical versions, where people wrote at the same time,
/// a `Tracker` lives for as long as the zone lasts; and where two people wrote, each in one line,
/// a `BranchPair` does without.
struct Walker: ~Copyable {
  /// A run did not fit the text of the version it was typed in.
  struct Misfit: Error {
    var event: Int32
  }

  let graph: EventGraph
  let identities: Identities
  let log: TextLog
  var tracker = Tracker()
  private(set) var pair = BranchPair()
  /// Whether the zone walked last was a pair of branches.
  private(set) var isPair = false
  /// Whether pairs of branches are told from other zones; the tests that judge the tracker say no.
  var knowsPairs = true
  /// The event of the last walk before which everything was text already.
  private(set) var mark: Int32?

  private var difference = VersionDifference()
  private var order = WalkOrder()
  /// Where in the log the walk is.
  private var place = 0
  private var zonesMerged = 0

  /// The text before the only zone that a replay merged, and the zone's first event, if the replay
  /// was asked to keep them and nothing was done to the text behind the zone. The tracker still
  /// holds the zone then.
  private(set) var beforeOnlyZone: (event: Int32, text: [Unicode.Scalar])?

  init(graph: EventGraph, identities: Identities, log: TextLog) {
    self.graph = graph
    self.identities = identities
    self.log = log
  }

  // MARK: Whole history

  /// Applies the whole graph to an empty text, or what lies behind a critical version to the text
  /// of that version. With `keeping`, `beforeOnlyZone` is noted.
  mutating func replay(
    into text: inout TextBuffer, from first: Int32 = 0, keeping: Bool = false
  ) throws(Misfit) {
    guard first < graph.end else { return }
    let zones = CriticalVersions(graph)
    var zone: (run: Int, event: Int32)?
    for index in graph.run(of: first)..<graph.runs.count {
      let run = graph.runs[index]
      let start = max(run.start, first)
      guard zones.closes(before: index, graph) else {
        if zone == nil { zone = (index, start) }
        continue
      }
      if let open = zone { try merge(open, untilRun: index, into: &text, keeping) }
      zone = nil
      let linearEnd = min(run.end, zones.limits[index] + 1)
      if linearEnd > start { try applyLinearly(start..<linearEnd, to: &text) }
      if linearEnd < run.end { zone = (index, max(start, linearEnd)) }
    }
    if let open = zone { try merge(open, untilRun: graph.runs.count, into: &text, keeping) }
  }

  private mutating func merge(
    _ zone: (run: Int, event: Int32), untilRun end: Int, into text: inout TextBuffer,
    _ keeping: Bool
  ) throws(Misfit) {
    let last = graph.runs[end - 1].end
    let first = log.firstRun(endingAfter: zone.event)
    guard first < log.runs.count, log.runs[first].start < last else { return }
    try walk(from: zone.event, inRun: zone.run, untilRun: end, baseLength: text.count)
    let isLast = log.runs[log.runs.count - 1].end <= last
    beforeOnlyZone =
      keeping && isLast && zonesMerged == 0 ? (zone.event, text.elements()) : nil
    zonesMerged += 1
    settle(into: &text)
  }

  /// The fast path: what was typed is what happens.
  private func applyLinearly(
    _ range: Range<Int32>, to text: inout TextBuffer
  ) throws(Misfit) {
    var index = log.firstRun(endingAfter: range.lowerBound)
    while index < log.runs.count, log.runs[index].start < range.upperBound {
      let run = TextLog.clip(log.runs[index], to: range)
      switch run.kind {
      case .insert:
        guard run.position >= 0, run.position <= text.count else { throw Misfit(event: run.start) }
        text.replace(
          run.position..<run.position, with: log.scalars,
          Int(run.text)..<Int(run.text + run.count))
      case .delete, .erase:
        let start = run.regionStart
        guard start >= 0, run.count <= text.count - start else { throw Misfit(event: run.start) }
        text.replace(start..<start + run.count, with: log.scalars, 0..<0)
      }
      index += 1
    }
  }

  // MARK: Zones

  /// Walks a zone. Events from `mark` on come last, and what they alone did is told apart. Who
  /// knows the length of the text there need not know that of the base: it may be too large then.
  mutating func walk(
    from first: Int32, inRun firstRun: Int, untilRun endRun: Int, baseLength: Int32,
    mark: Int32? = nil, lengthAtMark: Int32? = nil
  ) throws(Misfit) {
    self.mark = mark
    isPair = false
    if knowsPairs, pair.take(graph, from: first, firstRun: firstRun, endRun: endRun, mark: mark) {
      if try walkPair(baseLength, lengthAtMark) { return }
    }
    tracker.begin(first..<graph.runs[endRun - 1].end, of: log, baseLength: baseLength)
    order.prepare(graph, from: first, firstRun: firstRun, endRun: endRun, mark: mark)
    var current: (event: Int32, run: Int32)?
    var isMarked = mark == nil
    while let piece = order.next() {
      if !isMarked, let mark, piece.start >= mark {
        if let lengthAtMark { tracker.cut(to: lengthAtMark) }
        tracker.mark()
        isMarked = true
      }
      try move(from: current, to: piece, zoneStart: first)
      try apply(piece.start..<piece.end)
      current = (piece.end - 1, piece.run)
    }
  }

  /// Walks two branches; `false` if the length of the base cannot be told from that at the mark.
  private mutating func walkPair(
    _ baseLength: Int32, _ lengthAtMark: Int32?
  ) throws(Misfit) -> Bool {
    var length = baseLength
    if let mark, let lengthAtMark {
      guard let growth = pair.growth(log, before: mark) else { return false }
      length = lengthAtMark - growth
    }
    try pair.walk(log, baseLength: length)
    isPair = true
    return true
  }

  /// Elementary moves since the start, for the tests that bound the work.
  var steps: Int { tracker.steps + pair.steps }

  /// Retreats and advances from the version just walked to the one the piece was typed in.
  private mutating func move(
    from current: (event: Int32, run: Int32)?, to piece: WalkOrder.Piece, zoneStart: Int32
  ) throws(Misfit) {
    let run = graph.runs[Int(piece.run)]
    var entries = 0..<0
    var single: (event: Int32, run: Int32)?
    if piece.start > run.start {
      if piece.start > zoneStart { single = (piece.start - 1, piece.run) }
    } else {
      entries = Int(run.parentsStart)..<Int(run.parentsStart + run.parentsCount)
      if entries.count == 1, graph.parentPool[entries.lowerBound] >= zoneStart {
        single = (graph.parentPool[entries.lowerBound], graph.parentRuns[entries.lowerBound])
        entries = 0..<0
      }
    }
    if single?.event == current?.event && entries.isEmpty { return }
    difference.compute(
      graph, from: zoneStart, left: current, rightEntries: entries, rightSingle: single)
    for range in difference.onlyLeft { retreat(range) }
    for range in difference.onlyRight.reversed() { advance(range) }
  }

  private mutating func apply(_ range: Range<Int32>) throws(Misfit) {
    seek(range.lowerBound)
    while place < log.runs.count, log.runs[place].start < range.upperBound {
      let run = TextLog.clip(log.runs[place], to: range)
      guard tracker.apply(run, number: place, identities: identities) else {
        throw Misfit(event: run.start)
      }
      place += 1
    }
  }

  private mutating func retreat(_ range: Range<Int32>) {
    seek(range.upperBound - 1)
    if place == log.runs.count || log.runs[place].start >= range.upperBound { place -= 1 }
    while place >= 0, log.runs[place].end > range.lowerBound {
      tracker.retreat(TextLog.clip(log.runs[place], to: range), number: place)
      place -= 1
    }
    place += 1
  }

  private mutating func advance(_ range: Range<Int32>) {
    seek(range.lowerBound)
    while place < log.runs.count, log.runs[place].start < range.upperBound {
      tracker.advance(TextLog.clip(log.runs[place], to: range), number: place)
      place += 1
    }
  }

  private mutating func seek(_ event: Int32) {
    place = log.firstRun(endingAfter: event, near: place)
  }
}
