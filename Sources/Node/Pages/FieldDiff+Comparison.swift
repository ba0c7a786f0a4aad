import CRDT
import ReplicaStore
import WebUI

/// From a comparison of two versions to what a page shows of it.
extension FieldDiff {
  init(_ comparison: Comparison) {
    self.init(
      field: FieldLabel.text(comparison.field),
      segments: RegisterWords.translates(comparison.field)
        ? FieldDiff.words(comparison) : comparison.segments.map(DiffSegment.init))
  }

  /// A value is another as a whole: half of "approved" means nothing.
  private static func words(_ comparison: Comparison) -> [DiffSegment] {
    func value(without kind: WordDiff.Segment.Kind) -> String {
      let text = comparison.segments.filter { $0.kind != kind }.map(\.text).joined()
      return RegisterWords.shown(text, of: comparison.field)
    }
    return [
      DiffSegment(.deleted, value(without: .inserted)),
      DiffSegment(.inserted, value(without: .deleted)),
    ].filter { !$0.text.isEmpty }
  }
}

extension DiffSegment {
  init(_ segment: WordDiff.Segment) {
    switch segment.kind {
    case .same: self.init(.same, segment.text)
    case .deleted: self.init(.deleted, segment.text)
    case .inserted: self.init(.inserted, segment.text)
    }
  }
}
