/// What was let out or taken back since somebody last looked, the newest first: for whoever answers
/// calls, and must not give yesterday's answer.
public struct NewsPage: Page {
  public var rows: [Row]
  /// How many there are, when not all are shown.
  public var total: Int
  /// Whether the person has ever said that everything was seen; before that everything is new.
  public var hasBegun: Bool
  /// How far the list goes; it comes back with the button.
  public var mark: String
  public var token: String
  public var pageNumber: Int
  public var hasNextPage: Bool
  public var notice: Notice?

  public init(
    rows: [Row], total: Int, hasBegun: Bool, mark: String, token: String, pageNumber: Int = 1,
    hasNextPage: Bool = false, notice: Notice? = nil
  ) {
    self.rows = rows
    self.total = total
    self.hasBegun = hasBegun
    self.mark = mark
    self.token = token
    self.pageNumber = pageNumber
    self.hasNextPage = hasNextPage
    self.notice = notice
  }

  /// The field that says how far somebody has seen.
  public static let markField = "til"

  public struct Row: Hashable, Sendable {
    public var id: String
    public var title: String
    public var kind: Kind
    /// When readers got the text that they have now, and from whom; `nil` for a withdrawn one.
    public var approved: ApprovalNote?

    public init(id: String, title: String, kind: Kind, approved: ApprovalNote?) {
      self.id = id
      self.title = title
      self.kind = kind
      self.approved = approved
    }
  }

  /// What became of an answer, seen from who last looked.
  public enum Kind: Hashable, Sendable, CaseIterable {
    case new
    case changed
    case withdrawn

    var badge: Markup {
      switch self {
      case .new: "<span class=\"badge badge-info\">\(Texts.new)</span>"
      case .changed: "<span class=\"badge badge-warning\">\(Texts.changed)</span>"
      case .withdrawn: "<span class=\"badge badge-error\">\(Texts.withdrawn)</span>"
      }
    }
  }

  public var title: String { Texts.title }
  public var area: Area { .desk }
  public var notices: Markup { notice?.alert() ?? Markup() }

  public var breadcrumbs: [Breadcrumb] {
    [Breadcrumb(DeskPage.Texts.title, path: Paths.desk)]
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(Texts.intro(total, hasBegun: hasBegun))</p>
    \(if: total > 0, list)
    """
  }

  private var list: Markup {
    let table = StackingTable(
      label: title, caption: ArticleListPage.Texts.caption(rows.count, total),
      columns: [ArticleListPage.Texts.article, Texts.kind, Texts.day], rows: rows.map(row))
    return """
      <form method="post" action="\(Paths.news)">
      \(HiddenField(name: ArticleForm.Field.token.rawValue, value: token).markup)\
      \(HiddenField(name: NewsPage.markField, value: mark).markup)\
      <p class="actions"><button class="button" type="submit">\(Texts.allSeen)</button></p>
      </form>
      \(table.markup)\(pages.markup)
      """
  }

  private func row(_ row: Row) -> Markup {
    """
    <tr><th scope="row"><a href="\(Paths.news(of: row.id))">\(row.title)</a></th>\
    <td>\(row.kind.badge)</td>\
    <td data-label="\(Texts.day)">\(row.approved.map(Texts.day) ?? "–")</td></tr>

    """
  }

  private var pages: Pagination {
    Pagination(label: Texts.pages, number: pageNumber, hasNext: hasNextPage) {
      Paths.page($0, of: Paths.news)
    }
  }

  enum Texts {
    static let title = "Nyt siden sidst"
    static let kind = "Hvad der er sket"
    static let day = "Godkendt"
    static let new = "Nyt svar"
    static let changed = "Rettet"
    static let withdrawn = "Trukket tilbage"
    static let allSeen = "Jeg har set det hele"
    static let pages = "Sider med nyt"
    private static let whose = "Hvad du har set, kan kun du se, og det bliver her på noden."

    static func day(_ note: ApprovalNote) -> Markup { "\(note.day.markup) af \(note.by)" }

    static func intro(_ count: Int, hasBegun: Bool) -> String {
      switch (count, hasBegun) {
      case (0, _): "Du har set alt det, der er godkendt eller trukket tilbage. \(whose)"
      case (_, false):
        "Her står alle svar, de nyeste først, for du har ikke brugt listen før. Tryk på "
          + "“\(allSeen)”, så viser den fremover kun det, der kommer til. \(whose)"
      case (1, true): "1 svar er et andet for læserne, end da du sidst så det. \(whose)"
      default:
        "\(DanishNumber.text(count)) svar er andre for læserne, end da du sidst så dem. \(whose)"
      }
    }

    /// The way there from the desk; without a number for who has not begun.
    static func link(_ count: Int?) -> String {
      switch count {
      case nil: title
      case 0: "Intet nyt siden sidst"
      case 1: "1 svar er nyt eller ændret, siden du sidst så efter"
      case let count?:
        "\(DanishNumber.text(count)) svar er nye eller ændrede, siden du sidst så efter"
      }
    }
  }
}

extension Paths {
  public static let news = "/nyt"
  /// What is new in one answer.
  public static func news(of id: String) -> String { "\(news)/\(encoded(id))" }
}
