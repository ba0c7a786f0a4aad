@testable import CRDT

/// A trace spelled out: every scalar that was ever there, in spans of equal provenance.
struct PlainTrace: Equatable {
  struct Span: Equatable {
    var scalars: [Unicode.Scalar]
    var insertedBy: Int
    var deletedBy: [Int]
  }

  private(set) var spans: [Span] = []

  init() {}

  init(_ trace: TextTrace, of field: FieldID, in history: DocumentHistory) {
    let log = history.logs[field]?.scalars ?? []
    for span in trace.spans {
      let part = span.source..<span.source + span.scalars.count
      append(
        Array(span.insertedBy < 0 ? trace.base[part] : log[part]), span.insertedBy,
        Array(trace.deleters[span.deleters]))
    }
  }

  mutating func append(_ scalars: [Unicode.Scalar], _ insertedBy: Int, _ deletedBy: [Int]) {
    if let last = spans.last, last.insertedBy == insertedBy, last.deletedBy == deletedBy {
      spans[spans.count - 1].scalars += scalars
    } else {
      spans.append(Span(scalars: scalars, insertedBy: insertedBy, deletedBy: deletedBy))
    }
  }

  /// The text of a version given as the past of its heads.
  func text(in past: IndexBits) -> String {
    var text = String.UnicodeScalarView()
    for span in spans {
      let isThere = span.insertedBy < 0 || past.contains(span.insertedBy)
      if isThere && !span.deletedBy.contains(where: past.contains) {
        text.append(contentsOf: span.scalars)
      }
    }
    return String(text)
  }
}
