/// What could be written better, beside the preview: a help to the author and nothing that stands in
/// the way of saving.
public struct AdviceList: Hashable, Sendable {
  /// How hard the text is; `nil` for one too short to tell.
  public var readability: String?
  public var items: [Item]

  public init(readability: String?, items: [Item]) {
    self.readability = readability
    self.items = items
  }

  public struct Item: Hashable, Sendable {
    /// The field, as its label says it.
    public var field: String
    public var line: Int?
    /// A whole sentence, or two.
    public var text: String

    public init(field: String, line: Int? = nil, text: String) {
      self.field = field
      self.line = line
      self.text = text
    }
  }

  /// More would push the preview out of sight; what is mended makes room.
  static let shownMax = 6

  var markup: Markup {
    let rows: [Markup] = items.prefix(AdviceList.shownMax).map { item in
      "<li><strong>\(Texts.place(item)):</strong> \(item.text)</li>\n"
    }
    let rest = items.count - rows.count
    return """
      <section class="advice" aria-label="\(Texts.heading)">
      <p class="advice-heading">\(Texts.heading(items.count))</p>
      \(if: !rows.isEmpty, "<ul>\n\(rows)</ul>\n")\(if: rest > 0, "<p>\(Texts.more(rest))</p>\n")\
      \(readability.map { "<p class=\"note\">\($0)</p>\n" as Markup })</section>

      """
  }

  enum Texts {
    static let heading = "Gode råd"

    static func heading(_ count: Int) -> String {
      switch count {
      case 0: "Ingen råd: overskrifter, links og tabeller er, som de skal være."
      case 1: "1 godt råd"
      default: "\(DanishNumber.text(count)) gode råd"
      }
    }
    static func place(_ item: Item) -> String {
      item.line.map { "\(item.field), linje \($0)" } ?? item.field
    }
    static func more(_ count: Int) -> String {
      count == 1 ? "Og 1 råd mere." : "Og \(DanishNumber.text(count)) råd mere."
    }
  }
}
