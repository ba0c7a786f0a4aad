/// What readers see of one answer that they did not see when somebody last looked, word for word.
public struct NewsItemPage: Page {
  public var id: String
  public var articleTitle: String
  public var kind: NewsPage.Kind
  /// From what was let out when the person last looked to what is now; nothing for a withdrawn one.
  public var diffs: [FieldDiff]
  public var approved: ApprovalNote?
  /// Why it was withdrawn, and since when.
  public var withdrawal: Withdrawal?
  /// How far the page goes; it comes back with the button.
  public var mark: String
  public var token: String
  /// Whether it stands at the desk as an answer of its own.
  public var isAtDesk: Bool
  /// Whether the person has seen it already.
  public var isSeen: Bool

  public init(
    id: String, title: String, kind: NewsPage.Kind, diffs: [FieldDiff] = [],
    approved: ApprovalNote? = nil, withdrawal: Withdrawal? = nil, mark: String, token: String,
    isAtDesk: Bool = true, isSeen: Bool = false
  ) {
    self.id = id
    self.articleTitle = title
    self.kind = kind
    self.diffs = diffs
    self.approved = approved
    self.withdrawal = withdrawal
    self.mark = mark
    self.token = token
    self.isAtDesk = isAtDesk
    self.isSeen = isSeen
  }

  public struct Withdrawal: Hashable, Sendable {
    public var reason: String
    public var day: CalendarDay

    public init(reason: String, day: CalendarDay) {
      self.reason = reason
      self.day = day
    }
  }

  public var title: String { articleTitle }
  public var area: Area { .desk }

  public var breadcrumbs: [Breadcrumb] {
    [
      Breadcrumb(DeskPage.Texts.title, path: Paths.desk),
      Breadcrumb(NewsPage.Texts.title, path: Paths.news),
    ]
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(kind.badge) \(approved.map(approval))</p>
    \(withdrawal.map(alert))\(isUnchanged ? "<p>\(Texts.same)</p>\n" : nil)\
    \(diffs.map { $0.markup(trimmed: kind == .changed) })\
    \(isSeen ? ways : form)
    """
  }

  private var isUnchanged: Bool { diffs.isEmpty && withdrawal == nil }

  private func approval(_ note: ApprovalNote) -> Markup {
    "<span class=\"note\">\(NewsPage.Texts.day) \(NewsPage.Texts.day(note))</span>"
  }

  private func alert(_ withdrawal: Withdrawal) -> Markup {
    """
    <div class="alert alert-error"><h2>\(Texts.withdrawn) \(withdrawal.day.markup)</h2>
    <p>\(withdrawal.reason)</p></div>

    """
  }

  private var form: Markup {
    """
    <form method="post" action="\(Paths.news(of: id))">
    \(HiddenField(name: ArticleForm.Field.token.rawValue, value: token).markup)\
    \(HiddenField(name: NewsPage.markField, value: mark).markup)\
    <p class="actions"><button class="button button-primary" type="submit" data-focus>\
    \(Texts.seen)</button>
    \(links)</p>
    </form>
    """
  }

  private var ways: Markup { "<p>\(Texts.isSeen)</p>\n<p class=\"actions\">\(links)</p>" }

  private var links: Markup {
    let desk: Markup? =
      isAtDesk
      ? "<a class=\"button\" href=\"\(Paths.deskAnswer(id))\">\(Texts.desk)</a>\n" : nil
    return "\(desk)<a class=\"button\" href=\"\(Paths.news)\">\(Texts.list)</a>"
  }

  enum Texts {
    static let withdrawn = "Læserne kan ikke længere se svaret. Trukket tilbage"
    static let same = "Læserne ser det samme, som da du sidst så svaret."
    static let seen = "Set, vis det næste"
    static let isSeen = "Du har set det."
    static let desk = "Se svaret i skranken"
    static let list = "Til listen"
  }
}
