extension TextLog {
  /// The number of events of some splices: one for every scalar deleted or inserted. `nil` if that
  /// is more than a history can hold.
  static func eventCount(of splices: [Splice], limit: Int) -> Int? {
    var count = 0
    for splice in splices {
      guard splice.deleted >= 0, splice.deleted <= limit - count else { return nil }
      count += splice.deleted
      let inserted = splice.inserted.utf8.count <= limit ? splice.inserted.unicodeScalars.count : -1
      guard inserted >= 0, inserted <= limit - count else { return nil }
      count += inserted
    }
    return count
  }

  /// Adds splices that `eventCount` has counted, from event `start` on: what is replaced is deleted
  /// first. With `joining`, typing and deleting that go on where they were are one run; the first
  /// splice only if it is a continuation, with the last event for its only parent. Returns the
  /// event behind the last one.
  @discardableResult
  mutating func append(
    _ splices: [Splice], start: Int32, joining: Bool, isContinuation: Bool
  ) -> Int32 {
    var event = start
    for splice in splices {
      let position = Int32(clamping: splice.position)
      append(
        .delete, start: event, count: Int32(splice.deleted), position: position,
        text: Int32(scalars.count), joining: joining && (isContinuation || event > start))
      event += Int32(splice.deleted)
      let text = Int32(scalars.count)
      scalars.append(contentsOf: splice.inserted.unicodeScalars)
      let inserted = Int32(scalars.count) - text
      append(
        .insert, start: event, count: inserted, position: position, text: text,
        joining: joining && (isContinuation || event > start))
      event += inserted
    }
    return event
  }
}
