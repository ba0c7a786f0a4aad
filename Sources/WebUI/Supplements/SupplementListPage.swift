/// The municipalities' own texts beside one answer.
public struct SupplementListPage: Page {
  public var id: String
  public var articleTitle: String
  public var rows: [Row]

  public init(id: String, title: String, rows: [Row]) {
    self.id = id
    self.articleTitle = title
    self.rows = rows
  }

  public struct Row: Hashable, Sendable {
    public var id: String
    public var owner: String
    public var place: SupplementPlace
    public var state: ArticleState
    public var isOutdated: Bool

    public init(
      id: String, owner: String, place: SupplementPlace, state: ArticleState, isOutdated: Bool
    ) {
      self.id = id
      self.owner = owner
      self.place = place
      self.state = state
      self.isOutdated = isOutdated
    }
  }

  public var title: String { Texts.title(articleTitle) }
  public var area: Area { .editor }

  public var breadcrumbs: [Breadcrumb] {
    [
      .articles,
      Breadcrumb(articleTitle, path: Paths.edit(id)),
    ]
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(Texts.intro)</p>
    <p class="actions"><a class="button button-primary" href="\(Paths.newSupplement(to: id))">\
    \(NewSupplementPage.Texts.heading)</a></p>
    \(rows.isEmpty ? "<p>\(Texts.none)</p>" : table)
    """
  }

  private var table: Markup {
    let lines: [Markup] = rows.map { row in
      let mark: Markup? =
        row.isOutdated
        ? " <a class=\"badge badge-warning\" href=\"\(Paths.base(of: row.id))\">\(Texts.outdated)</a>"
        : nil
      return """
        <tr><th scope="row"><a href="\(Paths.edit(row.id))">\(row.owner)</a></th>\
        <td data-label="\(Texts.place)">\(row.place.text)</td><td>\(row.state.badge)\(mark)</td></tr>

        """
    }
    return StackingTable(
      label: title, columns: [Texts.owner, Texts.place, ArticleListPage.Texts.state], rows: lines
    ).markup
  }

  enum Texts {
    static let intro =
      "Et lokalt tillæg er kommunens egne ord i et fælles svar. Det vises kun for kommunens borgere "
      + "og godkendes for sig."
    static let none = "Ingen kommune har skrevet et tillæg endnu."
    static let owner = "Kommune"
    static let place = "Plads i svaret"
    static let outdated = "Grundteksten er ændret siden"

    static func title(_ article: String) -> String { "Lokale tillæg: \(article)" }
  }
}

/// Where a supplement stands, as people say it.
public struct SupplementPlace: Hashable, Sendable {
  public let placement: MarkdownInsertion.Placement
  /// The section's heading; empty for the whole answer.
  public let section: String

  public init(_ placement: MarkdownInsertion.Placement, section: String) {
    self.placement = placement
    self.section = section
  }

  var text: String {
    let section = section.isEmpty ? Texts.wholeAnswer : "“\(section)”"
    return switch placement {
    case .before: "Før \(section)"
    case .after: "Efter \(section)"
    case .instead: "I stedet for \(section)"
    }
  }

  enum Texts {
    static let wholeAnswer = "hele svaret"
  }
}
