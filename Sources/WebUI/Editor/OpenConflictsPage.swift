/// All conflicts that wait for a person, the weightiest first as the model orders them.
public struct OpenConflictsPage: EditorPage {
  public var rows: [Row]
  /// How many answers have conflicts, when not all are shown.
  public var total: Int
  public var pageNumber: Int
  public var hasNextPage: Bool
  public var notice: Notice?

  public init(
    rows: [Row], total: Int = 0, pageNumber: Int = 1, hasNextPage: Bool = false,
    notice: Notice? = nil
  ) {
    self.rows = rows
    self.total = max(total, rows.count)
    self.pageNumber = pageNumber
    self.hasNextPage = hasNextPage
    self.notice = notice
  }

  public struct Row: Hashable, Sendable {
    public var articleID: String
    public var articleTitle: String
    public var count: Int
    public var severity: Conflict.Severity
    /// Those who wrote the wordings: "KKR, Slagelse".
    public var authors: [String]
    /// When the youngest of the wordings was written.
    public var since: LocalMoment

    public init(
      articleID: String, articleTitle: String, count: Int, severity: Conflict.Severity,
      authors: [String], since: LocalMoment
    ) {
      self.articleID = articleID
      self.articleTitle = articleTitle
      self.count = count
      self.severity = severity
      self.authors = authors
      self.since = since
    }
  }

  public var title: String { Texts.title }
  public var notices: Markup { notice?.alert() ?? Markup() }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    \(rows.isEmpty ? "<p>\(Texts.none)</p>" : table)
    """
  }

  private var table: Markup {
    let table = StackingTable(
      label: title, caption: ArticleListPage.Texts.caption(rows.count, total),
      columns: [ArticleListPage.Texts.article, Texts.count, Texts.authors, Texts.since],
      rows: rows.map(row))
    return "<p>\(Texts.intro)</p>\n\(table.markup)\(pages.markup)"
  }

  private var pages: Pagination {
    Pagination(label: Texts.pages, number: pageNumber, hasNext: hasNextPage) {
      Paths.page($0, of: Paths.conflicts)
    }
  }

  private func row(_ row: Row) -> Markup {
    let badge: Markup =
      row.severity == .high
      ? " <span class=\"badge badge-error\">\(ConflictForm.Texts.important)</span>" : ""
    return """
      <tr><th scope="row"><a href="\(Paths.conflicts(of: row.articleID))">\(row.articleTitle)</a></th>\
      <td>\(Layout.Texts.conflicts(row.count))\(badge)</td>\
      <td data-label="\(Texts.authors)">\(row.authors.joined(separator: "; "))</td>\
      <td data-label="\(Texts.since)">\(row.since.markup)</td></tr>

      """
  }

  enum Texts {
    static let title = "Åbne konflikter"
    static let none = "Der er ingen konflikter, som nogen skal tage stilling til."
    static let intro =
      "Konflikterne er de samme hos alle, og enhver redaktør kan afgøre dem. Når én har valgt, "
      + "forsvinder konflikten hos de andre ved næste synkronisering."
    static let pages = "Sider med konflikter"
    static let count = "Konflikter"
    static let authors = "Rettet af"
    static let since = "Siden"
  }
}
