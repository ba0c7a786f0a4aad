/// What one version of an answer says that another does not, word by word.
public struct ComparisonPage: Page {
  public var id: String
  public var articleTitle: String
  public var older: Side
  public var newer: Side
  public var diffs: [FieldDiff]

  public init(id: String, title: String, older: Side, newer: Side, diffs: [FieldDiff]) {
    self.id = id
    self.articleTitle = title
    self.older = older
    self.newer = newer
    self.diffs = diffs
  }

  /// One of the two versions.
  public struct Side: Hashable, Sendable {
    public var version: String
    public var author: String
    public var place: String
    public var time: LocalMoment

    public init(version: String, author: String, place: String, time: LocalMoment) {
      self.version = version
      self.author = author
      self.place = place
      self.time = time
    }
  }

  public var title: String { Texts.title(articleTitle) }
  public var area: Area { .editor }

  public var breadcrumbs: [Breadcrumb] {
    [
      .articles,
      Breadcrumb(articleTitle, path: Paths.edit(id)),
      Breadcrumb(ArticleListPage.Texts.history, path: Paths.history(id)),
    ]
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <dl class="facts-list">
    \(line(Texts.from, older))\(line(Texts.to, newer))</dl>
    \(if: diffs.isEmpty, "<p>\(Texts.same)</p>\n")\(diffs.map { $0.markup(trimmed: true) })\
    <p class="actions"><a class="button" href="\(Paths.history(id))">\(VersionPage.Texts.back)</a></p>
    """
  }

  private func line(_ label: String, _ side: Side) -> Markup {
    """
    <div><dt>\(label)</dt><dd><a href="\(Paths.version(side.version, of: id))">\
    \(side.time.markup)</a>, \(Whereabouts.text(side.author, side.place))</dd></div>

    """
  }

  enum Texts {
    static let from = "Fra"
    static let to = "Til"
    static let same = "De to versioner siger det samme."

    static func title(_ article: String) -> String { "Sammenlign to versioner: \(article)" }
  }
}
