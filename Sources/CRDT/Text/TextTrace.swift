/// Everything a replay knew about one text field: every piece that was ever inserted, in document
/// order, tombstones included, with who inserted and who deleted it.
///
/// Finding conflicts reads it as an exact alignment of all versions: no second diff, no guess.
struct TextTrace: Equatable, Sendable {
  /// Scalars of one origin and one fate that stand together.
  struct Span: Equatable, Sendable {
    /// Into `TextTrace.scalars`.
    var scalars: Range<Int>
    /// Index of the inserting change in `DocumentHistory.changes`; -1 for the base text.
    var insertedBy: Int
    /// Indices of the changes that deleted it, ascending.
    var deletedBy: [Int]
  }

  var scalars: [Unicode.Scalar]
  var spans: [Span]

  /// The text of a version given as the past of its heads.
  func text(in past: IndexBits) -> String {
    var text = String.UnicodeScalarView()
    for span in spans where isVisible(span, in: past) {
      text.append(contentsOf: scalars[span.scalars])
    }
    return String(text)
  }

  /// The number of scalars in a version given as the past of its heads.
  func length(in past: IndexBits) -> Int {
    spans.reduce(0) { isVisible($1, in: past) ? $0 + $1.scalars.count : $0 }
  }

  func isVisible(_ span: Span, in past: IndexBits) -> Bool {
    (span.insertedBy < 0 || past.contains(span.insertedBy))
      && !span.deletedBy.contains(where: past.contains)
  }
}
