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
    /// Indices of the changes that deleted it, ascending.
    var deletedBy: [Int]
  }

  /// The first event that the trace tells of.
  let firstEvent: Int32

  /// The text before that event.
  let base: [Unicode.Scalar]

  private(set) var spans: [Span] = []

  init(from firstEvent: Int32, base: [Unicode.Scalar]) {
    self.firstEvent = firstEvent
    self.base = base
  }

  /// Adds scalars behind all others; what continues the last span lengthens it.
  mutating func append(source: Int, count: Int, insertedBy: Int, deletedBy: [Int]) {
    let start = spans.last?.scalars.upperBound ?? 0
    if let last = spans.last, last.source + last.scalars.count == source,
      last.insertedBy == insertedBy, last.deletedBy == deletedBy
    {
      spans[spans.count - 1].scalars = last.scalars.lowerBound..<start + count
    } else if count > 0 {
      spans.append(
        Span(
          scalars: start..<start + count, source: source, insertedBy: insertedBy,
          deletedBy: deletedBy))
    }
  }
}
