/// What a replay knew about one text field behind some version: every piece that was there or was
/// inserted since, in document order, tombstones included, with who inserted and who deleted it.
///
/// Finding conflicts reads it as an exact alignment of all versions: no second diff, no guess. It
/// says where scalars lie and copies none of those that were inserted, so it is as large as what
/// was done, and the text as it was before.
struct TextTrace: Sendable {
  /// Scalars of one origin and one fate that stand together.
  struct Span: Equatable, Sendable {
    /// Its place among everything that the trace holds.
    var scalars: Range<Int>
    /// Where its scalars begin: in the base text, or in the log if a change inserted them.
    var source: Int
    /// Index of the inserting change in `DocumentHistory.changes`; -1 for the base text.
    var insertedBy: Int
    /// Where the changes that deleted it stand among `deleters`; empty if none did.
    var deleters: Range<Int>
  }

  /// The first event that the trace tells of.
  let firstEvent: Int32

  /// The text before that event.
  let base: [Unicode.Scalar]

  private(set) var spans: [Span] = []

  /// Indices of changes, ascending for each span. Spans of one fate that follow each other share
  /// them, and a span without an array of its own is copied for nothing.
  private(set) var deleters: [Int] = []

  /// Where the deleters stand that were added last.
  private var last: Range<Int>?

  init(from firstEvent: Int32, base: [Unicode.Scalar]) {
    self.firstEvent = firstEvent
    self.base = base
  }

  /// Adds scalars behind all others; what continues the last span lengthens it.
  /// `deletedBy` are the changes that deleted it, ascending.
  mutating func append(
    source: Int, count: Int, insertedBy: Int, deletedBy changes: borrowing Swift.Span<Int>
  ) {
    guard count > 0 else { return }
    let start = spans.last?.scalars.upperBound ?? 0
    let deleters = place(of: changes)
    if let last = spans.last, last.source + last.scalars.count == source,
      last.insertedBy == insertedBy, last.deleters == deleters
    {
      spans[spans.count - 1].scalars = last.scalars.lowerBound..<start + count
    } else {
      spans.append(
        Span(
          scalars: start..<start + count, source: source, insertedBy: insertedBy,
          deleters: deleters))
    }
  }

  /// Where these changes stand among the deleters: where those that were needed last do, if they
  /// are the same, and behind all others if not.
  private mutating func place(of changes: borrowing Swift.Span<Int>) -> Range<Int> {
    if changes.isEmpty { return 0..<0 }
    if let last, last.count == changes.count,
      changes.indices.allSatisfy({ deleters[last.lowerBound + $0] == changes[$0] })
    {
      return last
    }
    let place = deleters.count..<deleters.count + changes.count
    for index in changes.indices { deleters.append(changes[index]) }
    last = place
    return place
  }

  /// The first of the changes that deleted a span.
  func firstDeleter(of span: Span) -> Int? {
    span.deleters.isEmpty ? nil : deleters[span.deleters.lowerBound]
  }
}
