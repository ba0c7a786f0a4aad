/// A person's own drafts: what was written here and not sent.
public struct DraftListPage: EditorPage {
  public var rows: [Row]
  public var token: String
  public var pageNumber: Int
  public var hasNextPage: Bool
  public var notice: Notice?

  public init(
    rows: [Row], token: String, pageNumber: Int = 1, hasNextPage: Bool = false,
    notice: Notice? = nil
  ) {
    self.rows = rows
    self.token = token
    self.pageNumber = pageNumber
    self.hasNextPage = hasNextPage
    self.notice = notice
  }

  public struct Row: Hashable, Sendable {
    /// The article's id; of a new answer, the name of its form.
    public var name: String
    public var title: String
    public var isNew: Bool
    /// The answer's id, for a text beside it that is not there yet.
    public var base: String?
    public var keptAt: LocalMoment

    public init(
      name: String, title: String, isNew: Bool, base: String? = nil, keptAt: LocalMoment
    ) {
      self.name = name
      self.title = title
      self.isNew = isNew
      self.base = base
      self.keptAt = keptAt
    }
  }

  /// The field that says which draft is meant.
  public static let nameField = "kladde"

  public var title: String { Texts.title }
  public var notices: Markup { notice?.alert() ?? Markup() }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(Texts.lead)</p>
    \(rows.isEmpty ? "<p>\(Texts.none)</p>\n" : table)
    """
  }

  private var table: Markup {
    let table = StackingTable(
      label: title, columns: [ArticleListPage.Texts.article, Texts.kept, Texts.drop],
      rows: rows.map(row))
    return "\(table.markup)\(pages.markup)"
  }

  private var pages: Pagination {
    Pagination(label: Texts.pages, number: pageNumber, hasNext: hasNextPage) {
      Paths.page($0, of: Paths.drafts)
    }
  }

  private func row(_ row: Row) -> Markup {
    let path =
      row.base.map { Paths.newSupplement(to: $0, draft: row.name) }
      ?? (row.isNew ? Paths.newArticle(draft: row.name) : Paths.edit(row.name))
    let title = row.title.isEmpty ? EditPage.Texts.untitled : row.title
    return """
      <tr><th scope="row"><a href="\(path)">\(title)</a>\
      \(if: row.isNew, " <span class=\"badge badge-info\">\(row.base == nil ? Texts.new : Texts.supplement)</span>")</th>\
      <td data-label="\(Texts.kept)">\(row.keptAt.markup)</td>\
      <td>\(DraftListPage.dropForm(name: row.name, token: token, label: Texts.drop, of: title))</td></tr>

      """
  }

  /// The button that throws a draft away.
  static func dropForm(
    name: String, token: String, label: String, of article: String? = nil
  ) -> Markup {
    """
    <form method="post" action="\(Paths.dropDraft)">\
    \(HiddenField(name: ArticleForm.Field.token.rawValue, value: token).markup)\
    \(HiddenField(name: nameField, value: name).markup)\
    <button class="button" type="submit">\(label)\
    \(article.map { "<span class=\"visually-hidden\">: \($0)</span>" as Markup })</button></form>
    """
  }

  enum Texts {
    static let title = "Mine kladder"
    static let lead =
      "Det her har du skrevet og ikke gemt i et svar. Kun du kan se det, og kun her på noden."
    static let none = "Du har ingen kladder."
    static let pages = "Sider med kladder"
    static let kept = "Gemt"
    static let new = "Nyt svar"
    static let supplement = "Lokalt tillæg"
    static let drop = "Kassér"
  }
}
