/// The editor's list of articles: what there is, how far it has come, and what needs a person.
public struct ArticleListPage: Page {
  public var rows: [Row]
  /// What the list is narrowed to; empty for all.
  public var query: String
  public var total: Int
  public var openConflicts: Int
  public var pageNumber: Int
  public var hasNextPage: Bool
  public var notice: Notice?

  public init(
    rows: [Row], query: String = "", total: Int, openConflicts: Int, pageNumber: Int = 1,
    hasNextPage: Bool = false, notice: Notice? = nil
  ) {
    self.rows = rows
    self.query = query
    self.total = total
    self.openConflicts = openConflicts
    self.pageNumber = pageNumber
    self.hasNextPage = hasNextPage
    self.notice = notice
  }

  public struct Row: Hashable, Sendable {
    public var id: String
    public var title: String
    public var subject: String?
    public var state: ArticleState
    public var conflicts: Int
    public var changedAt: LocalMoment
    /// Initials, and the place when it is another: "KKR, Slagelse".
    public var changedBy: String

    public init(
      id: String, title: String, subject: String?, state: ArticleState, conflicts: Int,
      changedAt: LocalMoment, changedBy: String
    ) {
      self.id = id
      self.title = title
      self.subject = subject
      self.state = state
      self.conflicts = conflicts
      self.changedAt = changedAt
      self.changedBy = changedBy
    }
  }

  public var title: String { Texts.title }
  public var area: Area { .editor }

  public var notices: Markup {
    notice?.alert(conflictsPath: Paths.conflicts) ?? Markup()
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p class="actions"><a class="button button-primary" href="\(Paths.newArticle)">\(Texts.new)</a>
    \(conflictsLink)</p>
    <form class="filter" method="get" action="\(Paths.articles)" role="search">
    <label for="filter-q">\(Texts.filter)</label>
    <div class="search-row"><input class="input" type="search" id="filter-q" name="q" \
    value="\(query)" maxlength="200"><button class="button" type="submit">\(Texts.filterButton)\
    </button></div>
    </form>
    \(rows.isEmpty ? "<p>\(query.isEmpty ? Texts.empty : Texts.nothing(query))</p>\n" : table)
    """
  }

  private var conflictsLink: Markup? {
    guard openConflicts > 0 else { return nil }
    return """
      <a class="button" href="\(Paths.conflicts)">\(Texts.conflicts(openConflicts))</a>
      """
  }

  private var table: Markup {
    """
    <div class="table-frame" role="region" aria-labelledby="articles-caption" tabindex="0"><table class="stacking">
    <caption id="articles-caption">\(Texts.caption(rows.count, total))</caption>
    <thead><tr><th scope="col">\(Texts.article)</th><th scope="col">\(Texts.state)</th>\
    <th scope="col">\(Texts.changed)</th><th scope="col">\(Texts.history)</th></tr></thead>
    <tbody>
    \(rows.map(row))</tbody></table></div>
    \(pages.markup)
    """
  }

  private func row(_ row: Row) -> Markup {
    let subject: Markup? = row.subject.map { "<br><span class=\"note\">\($0)</span>" }
    let conflicts: Markup? =
      row.conflicts > 0
      ? """
       <a class="badge badge-error" href="\(Paths.conflicts(of: row.id))">\
      \(Layout.Texts.conflicts(row.conflicts))</a>
      """ : nil
    return """
      <tr><th scope="row"><a href="\(Paths.edit(row.id))">\(row.title)</a>\(subject)</th>\
      <td>\(row.state.badge)\(conflicts)</td>\
      <td data-label="\(Texts.changed)">\(row.changedAt.markup)<br><span class="note">\(row.changedBy)</span></td>\
      <td><a href="\(Paths.history(row.id))">\(Texts.history)\
      <span class="visually-hidden"> \(Texts.of) \(row.title)</span></a></td></tr>

      """
  }

  private var pages: Pagination {
    Pagination(label: Texts.pages, number: pageNumber, hasNext: hasNextPage) {
      Paths.page($0, of: "\(Paths.articles)?q=\(Paths.encoded(query))")
    }
  }

  enum Texts {
    static let title = "Svar i vidensbasen"
    static let new = "Skriv et nyt svar"
    static let filter = "Find et svar, du vil rette"
    static let filterButton = "Find"
    static let empty = "Her er endnu ingen svar. Skriv det første."
    static let article = "Svar"
    static let state = "Status"
    static let changed = "Sidst ændret"
    static let history = "Historik"
    static let of = "for"
    static let pages = "Sider med svar"

    static func nothing(_ query: String) -> String { "Ingen svar passer til “\(query)”." }
    static func conflicts(_ count: Int) -> String {
      count == 1 ? "Afgør 1 konflikt" : "Afgør \(DanishNumber.text(count)) konflikter"
    }
    static func caption(_ shown: Int, _ total: Int) -> String {
      shown == total
        ? "\(DanishNumber.text(total)) svar"
        : "\(DanishNumber.text(shown)) af \(DanishNumber.text(total)) svar"
    }
  }
}
