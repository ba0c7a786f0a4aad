/// Texts by the walker. Positions were checked when the changes came in, so a walk that does not
/// fit is our own mistake and stops the program.
extension DocumentHistory {
  /// Replays one text field from its first event.
  func textTrace(of field: FieldID) -> TextTrace {
    trace(of: field, from: 0, base: [])
  }

  /// The same behind a change that every other one lies before or behind, on the text it left;
  /// `nil` if there is concurrency across that change.
  func textTrace(of field: FieldID, since change: Int) -> TextTrace? {
    graph.isCritical(change) ? textTrace(of: field, sinceCritical: change) : nil
  }

  /// The same where that is known of the change.
  func textTrace(of field: FieldID, sinceCritical change: Int) -> TextTrace {
    let last = graph.lastEvent(of: change)
    var walker = walker(of: field, in: graph.events.restricted(to: [last]))
    var buffer = TextBuffer()
    replay(&walker, into: &buffer, keeping: false)
    return trace(of: field, from: last + 1, base: buffer.elements())
  }

  private func trace(
    of field: FieldID, from event: Int32, base: [Unicode.Scalar]
  ) -> TextTrace {
    var walker = walker(of: field, in: graph.events)
    do {
      return try walker.trace(from: event, base: base, graph)
    } catch {
      preconditionFailure("event \(error.event) was checked when it came in")
    }
  }

  /// The text of a field at the end of a part of the graph.
  func text(of field: FieldID, in events: EventGraph) -> String {
    var walker = walker(of: field, in: events)
    var buffer = TextBuffer()
    replay(&walker, into: &buffer, keeping: false)
    return buffer.string()
  }

  /// The text of a field at the heads. Its trace comes along where the walk knows it: when there
  /// was concurrency once, and nothing was done to the field since.
  func tracedText(of field: FieldID) -> (text: String, trace: TextTrace?) {
    var walker = walker(of: field, in: graph.events)
    var buffer = TextBuffer()
    replay(&walker, into: &buffer, keeping: true)
    guard let (event, base) = walker.beforeOnlyZone else { return (buffer.string(), nil) }
    return (buffer.string(), walker.traceOfWalk(from: event, base: base, graph))
  }

  private func replay(_ walker: inout Walker, into buffer: inout TextBuffer, keeping: Bool) {
    do {
      try walker.replay(into: &buffer, keeping: keeping)
    } catch {
      preconditionFailure("event \(error.event) was checked when it came in")
    }
  }

  /// The text of a field after the last change, from the text before it.
  func text(of field: FieldID, mergingLastInto text: String) -> String {
    let zone = newestZone(in: graph.events)
    let mark = graph.firstEvent(of: graph.count - 1)
    var walker = walker(of: field, in: graph.events)
    walk(&walker, zone, field: field, mark: mark)
    return walker.settled(text).text
  }

  /// Lengths of the text fields in the version that several changes name.
  func mergedLengths(at version: [Int]) -> [FieldID: Int] {
    let events = graph.events.restricted(
      to: graph.events.dominators(of: version.map(graph.lastEvent)))
    let zone = newestZone(in: events)
    var lengths: [FieldID: Int] = [:]
    for field in logs.keys {
      var walker = walker(of: field, in: events)
      walk(&walker, zone, field: field, mark: nil)
      lengths[field] = walker.lengthWalked
    }
    return lengths
  }

  private func walker(of field: FieldID, in events: EventGraph) -> Walker {
    Walker(graph: events, identities: graph.identities, log: logs[field] ?? TextLog())
  }

  /// The stretch behind the newest version that everything else lies before or behind.
  private func newestZone(in events: EventGraph) -> (base: Int?, first: Int32, run: Int) {
    guard let base = graph.newestCriticalChange(in: events) else { return (nil, 0, 0) }
    let last = graph.lastEvent(of: base)
    let run = events.run(of: last)
    return last + 1 < events.runs[run].end ? (base, last + 1, run) : (base, last + 1, run + 1)
  }

  private func walk(
    _ walker: inout Walker, _ zone: (base: Int?, first: Int32, run: Int), field: FieldID,
    mark: Int32?
  ) {
    let length = zone.base.flatMap { lengths[$0][field] } ?? 0
    guard zone.run < walker.graph.runs.count else {
      return walker.tracker.begin(
        zone.first..<zone.first, of: walker.log, baseLength: Int32(length))
    }
    do {
      try walker.walk(
        from: zone.first, inRun: zone.run, untilRun: walker.graph.runs.count,
        baseLength: Int32(length), mark: mark)
    } catch {
      preconditionFailure("event \(error.event) was checked when it came in")
    }
  }
}
