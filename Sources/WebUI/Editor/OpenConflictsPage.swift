/// All conflicts that wait for a person, the weightiest first as the model orders them.
public struct OpenConflictsPage: Page {
  public var rows: [Row]
  public var notice: Notice?

  public init(rows: [Row], notice: Notice? = nil) {
    self.rows = rows
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
  public var area: Area { .editor }
  public var notices: Markup { notice?.alert() ?? Markup() }

  public var breadcrumbs: [Breadcrumb] {
    [Breadcrumb(ArticleListPage.Texts.title, path: Paths.articles)]
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    \(rows.isEmpty ? "<p>\(Texts.none)</p>" : table)
    """
  }

  private var table: Markup {
    """
    <p>\(Texts.intro)</p>
    <div class="table-frame" role="region" aria-label="\(title)" tabindex="0"><table class="stacking">
    <thead><tr><th scope="col">\(ArticleListPage.Texts.article)</th>\
    <th scope="col">\(Texts.count)</th><th scope="col">\(Texts.authors)</th>\
    <th scope="col">\(Texts.since)</th></tr></thead>
    <tbody>
    \(rows.map(row))</tbody></table></div>
    """
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
    static let count = "Konflikter"
    static let authors = "Rettet af"
    static let since = "Siden"
  }
}
