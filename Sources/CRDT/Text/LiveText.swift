/// A text and its history, both in memory, while patches come in: what an editor holds.
///
/// A patch costs what it says and what was written at the same time, not the whole history: only
/// the zone behind the newest version that everything lies before or behind is walked, and the new
/// text is made from the old one in one go.
///
///     var live = try LiveText(TextHistory(decoding: stored))
///     try live.merge(patch)            // refused whole if it does not fit
///     live.text
public struct LiveText: Sendable {
  public private(set) var history: TextHistory
  public private(set) var text: String

  /// The scalars of `text`.
  private var length: Int

  public init(_ history: TextHistory) throws(HistoryError) {
    self.history = history
    text = try history.text()
    length = text.unicodeScalars.count
    // Something will be written, and the first word of it should not move all that there is.
    self.history.reserve(length / 2)
  }

  /// Takes in a part of someone's history. Events that are already here are skipped; a patch that
  /// does not fit leaves everything as it was, and the error says at which byte. If that is an edit
  /// beyond the text its author saw, it is the byte where its run begins.
  public mutating func merge(_ patch: [UInt8]) throws(ByteError) {
    let columns = try HistoryColumns(decoding: patch, held: history.eventCount)
    let before = history.extent
    let numbering = try history.merge(columns)
    guard history.graph.end > before.graph.end else { return }
    do throws(Walker.Misfit) {
      let merged = try merged(since: before, columns)
      text = merged.text
      length += merged.growth
    } catch {
      history.shrink(to: before)
      let run = numbering.last { $0.here >= before.graph.end && $0.here <= error.event }
      let event = run.map { $0.start + error.event - $0.here } ?? 0
      throw ByteError(.invalidValue, at: try columns.offset(ofEvent: event, in: patch))
    }
  }

  /// The text with the events that are new.
  private func merged(
    since before: TextHistory.Extent, _ columns: HistoryColumns
  ) throws(Walker.Misfit) -> (text: String, growth: Int) {
    let (graph, log, mark) = (history.graph, history.log, before.graph.end)
    var walker = Walker(graph: graph, identities: history.identities, log: log)
    let base = graph.newestCriticalEvent(before: mark)
    let first = base.map { $0.event + 1 } ?? 0
    if first == mark {
      var buffer = TextBuffer(text)
      try walker.replay(into: &buffer, from: mark)
      return (buffer.string(), Int(buffer.count) - length)
    }
    let run = base.map { first < graph.runs[$0.run].end ? $0.run : $0.run + 1 } ?? 0
    // The text there cannot be longer than all that was inserted before.
    let longest = log.scalarCount(before: first, inRun: log.firstRun(endingAfter: first))
    try walker.walk(
      from: first, inRun: run, untilRun: graph.runs.count, baseLength: longest, mark: mark,
      lengthAtMark: Int32(length))
    let scalars = before.log.scalarCount..<log.scalars.count
    let isAllNew = scalars.count == columns.log.scalars.count
    return walker.settled(
      text, with: isAllNew ? ArrivedText(columns.utf8, scalars: scalars) : nil)
  }
}
