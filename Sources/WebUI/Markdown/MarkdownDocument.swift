/// An article's body: Markdown read into blocks, and written as HTML.
///
/// A subset of CommonMark 0.31.2 with the tables of GitHub Flavored Markdown. What differs, and
/// why:
/// - HTML is text. Nothing an author or a peer writes becomes a tag that this renderer did not make
///   itself; output is built, never filtered.
/// - Images show their alternative text: a picture from elsewhere would tell that server who reads.
/// - Headings are shifted one level down, since the page's own heading is the article's title.
/// - Containers nest 16 deep and inline elements too; what goes deeper is text.
/// - Links lead where `LinkTarget` allows; elsewhere the link's text stands alone.
///
/// Reading and writing take time in proportion to the text, whatever the text: the known traps
/// (`[[[[`, `****`, runs of backticks, reference definitions used a million times, tables with
/// short rows) each have a bound named where they would bite.
///
///     MarkdownDocument("## Sådan gør du\n\nRing **før** kl. 14.").markup
///     // <h3 id="afsnit-saadan-goer-du">Sådan gør du</h3> <p>Ring <strong>før</strong> kl. 14.</p>
public struct MarkdownDocument: Sendable {
  /// A heading of the document, for a list of contents.
  public struct Heading: Hashable, Sendable {
    /// The level in the page: 2 for `#`.
    public let level: Int
    /// The element's `id`, unique within the document.
    public let anchor: String
    public let text: String
  }

  /// The document as HTML block elements.
  public let markup: Markup

  public let headings: [Heading]

  /// - Parameters:
  ///   - insertions: what is set in beside the sections.
  ///   - anchorPrefix: what the headings' ids begin with; another one for each document of a page.
  public init(
    _ source: String, insertions: [MarkdownInsertion] = [], anchorPrefix: String = "afsnit-"
  ) {
    var parser = BlockParser(source)
    parser.readAll()
    var renderer = MarkdownRenderer(
      blocks: parser.blocks, references: parser.references, anchorPrefix: anchorPrefix)
    renderer.renderDocument(with: insertions)
    markup = renderer.output
    headings = renderer.headings
  }

  /// How deep block quotes and list items nest, and inline elements likewise.
  static let nestingMax = 16
}
