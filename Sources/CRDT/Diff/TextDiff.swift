/// Turns the whole text that a form sends into the edits its author made.
///
/// The splices are what the merge works with, so the question is not which edit is shortest but
/// which one *means* what was done: whole words, whole sentences where most of one changed,
/// insertions at the border between sentences. In seven steps:
///
/// 1. The caller diffs against the text of the version the form was opened with, never against
///    the current one; otherwise saving would undo what others wrote meanwhile.
/// 2. Scalars are compared, never `Character`s or `String`s: Swift calls `å` and `a` + U+030A
///    equal. Line ends are normalised by the caller with `normalised(_:)`.
/// 3. Lines that occur once on both sides are aligned (patience).
/// 4. Between them Myers on tokens, a word with its trailing blanks; beyond a fixed amount of work
///    the block is replaced.
/// 5. Changes parted by one short token are joined; a sentence of which most changed is replaced
///    as a whole.
/// 6. Insertions and deletions slide to the nearest border of a line, sentence or word, and no
///    splice begins or ends inside a grapheme cluster. What replaces the beginning of something is
///    inserted *inside* what it replaces, so that text which somebody else puts before it stays
///    before it.
/// 7. A line that was moved as it stands is deleted here and inserted there in one piece, so that
///    the history shows the move and a concurrent edit of the old place can be told.
public enum TextDiff {
  /// The splices that turn `old` into `new`. Each is positioned, in scalars, in the text that the
  /// splice before it left.
  public static func splices(from old: String, to new: String) -> [Splice] {
    var comparison = TextComparison(old, new)
    let hunks = comparison.hunks(merging: true)
    var anchors = ReplacementAnchors(comparison.old)
    var splices: [Splice] = []
    splices.reserveCapacity(hunks.count)
    for hunk in hunks {
      // Everything to the left of a hunk is new already, so its place is its place in the new text.
      let position = hunk.new.lowerBound
      let kept = anchors.anchorLength(of: hunk)
      splices.append(
        Splice(
          position: position + kept, deleted: hunk.old.count - kept,
          inserted: String(scalars: comparison.new[hunk.new])))
      if kept > 0 { splices.append(Splice(position: position, deleted: kept, inserted: "")) }
    }
    return splices
  }

  /// CRLF and lone CR become LF.
  public static func normalised(_ text: String) -> String {
    guard text.unicodeScalars.contains("\r") else { return text }
    var result = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\r" {
        result.append("\n")
      } else if !(scalar == "\n" && afterReturn) {
        result.append(scalar)
      }
      afterReturn = scalar == "\r"
    }
    return String(result)
  }
}
