/// A list of many lines as a table: on a narrow screen each line stacks its cells under each other,
/// and on a wide one the table scrolls in a frame of its own before it widens the page.
///
/// The frame can be reached and scrolled with the keyboard, so it says what it holds. A cell names
/// its column in `data-label`, which stands before it where the heads are gone.
struct StackingTable {
  /// What the frame holds, for those who listen; the caption says it where there is one.
  let label: String
  var caption: String?
  let columns: [String]
  /// The columns whose cells are numbers, and stand to the right.
  var numbers: Set<Int> = []
  /// Whole `tr` elements.
  let rows: [Markup]

  private static let captionID = "tabel"

  var markup: Markup {
    """
    <div class="table-frame" role="region" \(name) tabindex="0"><table class="stacking">
    \(caption.map { "<caption id=\"\(StackingTable.captionID)\">\($0)</caption>\n" as Markup })\
    <thead><tr>\(heads)</tr></thead>
    <tbody>
    \(rows)</tbody></table></div>

    """
  }

  private var name: Markup {
    caption == nil
      ? "aria-label=\"\(label)\"" : "aria-labelledby=\"\(StackingTable.captionID)\""
  }

  private var heads: [Markup] {
    columns.enumerated().map { column, text in
      "<th scope=\"col\"\(if: numbers.contains(column), " class=\"number\"")>\(text)</th>"
    }
  }
}
