/// What changed between two versions of a text, for showing to people.
///
/// Made by the same comparison as the splices of a save, so history shows the edits that were
/// merged. Example: from `Fristen er 1. marts.` to `Fristen er 1. maj.` gives the segments
/// same `Fristen er 1. `, deleted `marts`, inserted `maj`, same `.`
public enum WordDiff {
  public struct Segment: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      case same
      case deleted
      case inserted
    }

    public let kind: Kind
    public let text: String

    public init(kind: Kind, text: String) {
      self.kind = kind
      self.text = text
    }
  }

  /// The texts in order; what is deleted stands before what replaces it. No segment is empty.
  public static func segments(from old: String, to new: String) -> [Segment] {
    var comparison = TextComparison(old, new)
    var segments: [Segment] = []
    func append(_ kind: Segment.Kind, _ scalars: ArraySlice<Unicode.Scalar>) {
      if !scalars.isEmpty { segments.append(Segment(kind: kind, text: String(scalars: scalars))) }
    }
    var shown = 0
    for hunk in comparison.hunks(merging: false) {
      append(.same, comparison.new[shown..<hunk.new.lowerBound])
      append(.deleted, comparison.old[hunk.old])
      append(.inserted, comparison.new[hunk.new])
      shown = hunk.new.upperBound
    }
    append(.same, comparison.new[shown...])
    return segments
  }
}
