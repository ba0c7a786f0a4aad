/// The editor's list of articles: what there is, how far it has come, and what needs a person.
public struct ArticleListPage: Page {
  public var rows: [Row]
  /// What the list is narrowed to; empty for all.
  public var query: String
  public var view: View
  /// How many texts wait for their authors.
  public var sentBack: Int
  /// How many drafts of their own the visitor has.
  public var drafts: Int
  public var total: Int
  public var openConflicts: Int
  public var pageNumber: Int
  public var hasNextPage: Bool
  /// Whether the visitor can write here; whoever cannot reads the history.
  public var isEditable: Bool
  /// Whether the visitor sees to who may do what here.
  public var isAdmin: Bool
  public var notice: Notice?

  public init(
    rows: [Row], query: String = "", view: View = .all, sentBack: Int = 0, drafts: Int = 0,
    total: Int, openConflicts: Int,
    pageNumber: Int = 1,
    hasNextPage: Bool = false, isEditable: Bool = true, isAdmin: Bool = false,
    notice: Notice? = nil
  ) {
    self.rows = rows
    self.query = query
    self.view = view
    self.sentBack = sentBack
    self.drafts = drafts
    self.total = total
    self.openConflicts = openConflicts
    self.pageNumber = pageNumber
    self.hasNextPage = hasNextPage
    self.isEditable = isEditable
    self.isAdmin = isAdmin
    self.notice = notice
  }

  /// Which of the articles are listed.
  public enum View: String, Hashable, Sendable, CaseIterable {
    case all = "alle"
    /// Those with something that no approver has seen.
    case waiting = "venter"
    /// Those whose author is to mend something.
    case sentBack = "sendt-tilbage"

    /// The name of the query parameter.
    public static let parameter = "vis"
  }

  public struct Row: Hashable, Sendable {
    public var id: String
    public var title: String
    public var subject: String?
    public var state: ArticleState
    public var conflicts: Int
    /// Whether an approver sent the newest text back.
    public var isSentBack: Bool
    public var changedAt: LocalMoment
    /// Initials, and the place when it is another: "KKR, Slagelse".
    public var changedBy: String
    /// When readers' text was approved and by whom; `nil` for what they cannot read.
    public var approved: ApprovalNote?

    public init(
      id: String, title: String, subject: String?, state: ArticleState, conflicts: Int,
      isSentBack: Bool = false, changedAt: LocalMoment, changedBy: String,
      approved: ApprovalNote? = nil
    ) {
      self.id = id
      self.title = title
      self.subject = subject
      self.state = state
      self.conflicts = conflicts
      self.isSentBack = isSentBack
      self.changedAt = changedAt
      self.changedBy = changedBy
      self.approved = approved
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
    \(if: isEditable, actions)\
    \(tabs)
    <form class="filter" method="get" action="\(Paths.articles)" role="search">
    <label for="filter-q">\(Texts.filter)</label>
    <div class="search-row"><input class="input" type="search" id="filter-q" name="q" \
    value="\(query)" maxlength="200">\
    \(if: view != .all, HiddenField(name: View.parameter, value: view.rawValue).markup)<button class="button" type="submit">\(Texts.filterButton)\
    </button></div>
    </form>
    \(rows.isEmpty ? "<p>\(nothing)</p>\n" : table)
    """
  }

  private var actions: Markup {
    """
    <p class="actions"><a class="button button-primary" href="\(Paths.newArticle)">\(Texts.new)</a>
    \(conflictsLink)
    \(if: drafts > 0, draftsLink)</p>
    <nav class="tools" aria-label="\(Texts.tools)"><ul>
    \(tools.map { "<li><a href=\"\($0.path)\">\($0.title)</a></li>\n" as Markup })</ul></nav>

    """
  }

  /// The lists that somebody should look at now and then.
  private var tools: [Breadcrumb] {
    let people = Breadcrumb(PeoplePage.Texts.title, path: Paths.people)
    return [
      Breadcrumb(ReviewListPage.Texts.title, path: Paths.reviews),
      Breadcrumb(SearchesInVainPage.Texts.title, path: Paths.searchesInVain),
      Breadcrumb(FeedbackListPage.Texts.title, path: Paths.feedbackList),
      Breadcrumb(BrokenLinksPage.Texts.title, path: Paths.links),
      Breadcrumb(ChecklistPage.Texts.short, path: Paths.checklist),
      Breadcrumb(SubjectPlanPage.Texts.title, path: Paths.subjectPlan),
      Breadcrumb(SearchesInVainPage.Texts.synonyms, path: Paths.synonyms),
      Breadcrumb(SearchesInVainPage.Texts.situations, path: Paths.situations),
    ] + (isAdmin ? [people] : [])
  }

  private var nothing: String {
    if !query.isEmpty { return Texts.nothing(query) }
    switch view {
    case .all: return Texts.empty
    case .waiting: return Texts.nothingWaits
    case .sentBack: return Texts.nothingSentBack
    }
  }

  private var tabs: Markup {
    let entries: [Markup] = View.allCases.map { view in
      let current: Markup = view == self.view ? " aria-current=\"true\"" : ""
      return
        "<li><a href=\"\(address(of: view))\"\(current)>\(Texts.name(of: view))\(count(of: view))</a></li>\n"
    }
    return """
      <nav class="tabs" aria-label="\(Texts.views)"><ul>
      \(entries)</ul></nav>
      """
  }

  private func count(of view: View) -> String {
    view == .sentBack && sentBack > 0 ? " (\(DanishNumber.text(sentBack)))" : ""
  }

  private var draftsLink: Markup {
    """
    <a class="button" href="\(Paths.drafts)">\(Texts.drafts(drafts))</a>
    """
  }

  private func address(of view: View) -> String {
    view == .all ? Paths.articles : "\(Paths.articles)?\(View.parameter)=\(view.rawValue)"
  }

  private var conflictsLink: Markup? {
    guard openConflicts > 0 else { return nil }
    return """
      <a class="button" href="\(Paths.conflicts)">\(Texts.conflicts(openConflicts))</a>
      """
  }

  private var table: Markup {
    let table = StackingTable(
      label: title, caption: Texts.caption(rows.count, total),
      columns: [Texts.article, Texts.state, Texts.changed, Texts.history], rows: rows.map(row))
    return "\(table.markup)\(pages.markup)"
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
      <tr><th scope="row"><a href="\(isEditable ? Paths.edit(row.id) : Paths.history(row.id))">\(row.title)</a>\(subject)</th>\
      <td>\(row.state.badge)\(if: row.isSentBack, " \(sentBackBadge)")\(conflicts)\
      \(row.approved.map { "<br><span class=\"note\">\($0.sentence(row.state))</span>" as Markup })</td>\
      <td data-label="\(Texts.changed)">\(row.changedAt.markup)<br><span class="note">\(row.changedBy)</span></td>\
      <td><a href="\(Paths.history(row.id))">\(Texts.history)\
      <span class="visually-hidden"> \(Texts.of) \(row.title)</span></a></td></tr>

      """
  }

  private var sentBackBadge: Markup {
    "<span class=\"badge badge-warning\">\(Texts.name(of: .sentBack))</span>"
  }

  private var pages: Pagination {
    Pagination(label: Texts.pages, number: pageNumber, hasNext: hasNextPage) {
      Paths.page(
        $0, of: "\(Paths.articles)?q=\(Paths.encoded(query))&\(View.parameter)=\(view.rawValue)")
    }
  }

  enum Texts {
    static let title = "Svar i vidensbasen"
    static let new = "Skriv et nyt svar"
    static let filter = "Find et svar, du vil rette"
    static let filterButton = "Find"
    static let empty = "Her er endnu ingen svar. Skriv det første."
    static let nothingWaits = "Ingen svar venter på at blive godkendt."
    static let nothingSentBack = "Ingen svar er sendt tilbage."
    static let views = "Hvilke svar"
    static let tools = "Redaktørens lister"
    static let article = "Svar"
    static let state = "Status"
    static let changed = "Sidst ændret"
    static let history = "Historik"
    static let of = "for"
    static let pages = "Sider med svar"

    static func name(of view: View) -> String {
      switch view {
      case .all: "Alle svar"
      case .waiting: "Venter på godkendelse"
      case .sentBack: "Sendt tilbage"
      }
    }
    static func drafts(_ count: Int) -> String {
      count == 1 ? "Min kladde" : "Mine \(DanishNumber.text(count)) kladder"
    }
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
