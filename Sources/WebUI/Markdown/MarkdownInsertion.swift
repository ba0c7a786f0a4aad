/// Something that is set into a document beside one of its sections.
public struct MarkdownInsertion: Sendable {
  public enum Placement: Hashable, Sendable {
    case before
    case after
    /// In place of what stands under the heading; the heading stays.
    case instead
  }

  /// The section's heading as its author wrote it; empty for the whole document.
  public let section: String
  public let placement: Placement
  public let markup: Markup

  public init(section: String, placement: Placement, markup: Markup) {
    self.section = section
    self.placement = placement
    self.markup = markup
  }

  /// Headings are compared without their marks, as a reader of the page would compare them.
  func stands(at heading: String) -> Bool {
    !section.isEmpty && Slug(section) == Slug(heading)
  }
}

extension MarkdownRenderer {
  /// Renders the blocks of the document with the insertions in their places. Nothing that was to be
  /// set in is ever left out: what finds no place goes to the end.
  mutating func renderDocument(with insertions: [MarkdownInsertion]) {
    func whole(_ placement: MarkdownInsertion.Placement) -> [Markup] {
      insertions.filter { $0.section.isEmpty && $0.placement == placement }.map(\.markup)
    }
    output += "\(whole(.before))"
    let substitutes = whole(.instead)
    if substitutes.isEmpty { renderSections(with: insertions.filter { !$0.section.isEmpty }) }
    output += "\(substitutes)\(whole(.after))"
  }

  private mutating func renderSections(with insertions: [MarkdownInsertion]) {
    var waiting = insertions
    // What goes behind a section, until a heading of its level or a higher one ends it.
    var open: [(level: Int, markup: Markup, hidesText: Bool)] = []
    for child in blocks[0].children {
      let block = blocks[child]
      if case .heading(let level) = block.kind {
        while let last = open.last, level <= last.level { output += open.removeLast().markup }
        let name = plainText(of: block)
        let here = waiting.filter { $0.stands(at: name) }
        waiting.removeAll { $0.stands(at: name) }
        output += "\(here.filter { $0.placement == .before }.map(\.markup))"
        if !open.contains(where: \.hidesText) { render(blocks[child], isTight: false) }
        for insertion in here where insertion.placement != .before {
          open.append((level, insertion.markup, insertion.placement == .instead))
        }
      } else if !open.contains(where: \.hidesText) {
        render(block, isTight: false)
      }
    }
    output += "\(open.reversed().map(\.markup))\(waiting.map(\.markup))"
  }
}
