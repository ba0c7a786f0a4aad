/// A supplement beside the text it was written against and what that text says today, for somebody
/// to judge whether the two still go together.
public struct ThreeWayPage: Page {
  public var id: String
  public var owner: String
  public var place: SupplementPlace
  public var baseID: String
  public var baseTitle: String
  /// How the base's section has changed; empty when it says the same.
  public var change: [FieldDiff]
  /// Whether the section is gone altogether.
  public var isGone: Bool
  /// The supplement, Markdown.
  public var text: String
  public var token: String
  public var initials: String
  public var problems: [ArticleForm.Problem]

  public init(
    id: String, owner: String, place: SupplementPlace, baseID: String, baseTitle: String,
    change: [FieldDiff], isGone: Bool, text: String, token: String, initials: String = "",
    problems: [ArticleForm.Problem] = []
  ) {
    self.id = id
    self.owner = owner
    self.place = place
    self.baseID = baseID
    self.baseTitle = baseTitle
    self.change = change
    self.isGone = isGone
    self.text = text
    self.token = token
    self.initials = initials
    self.problems = problems
  }

  public var title: String { Texts.title(owner, baseTitle) }
  public var area: Area { .editor }
  public var status: Int { problems.isEmpty ? 200 : 422 }

  public var breadcrumbs: [Breadcrumb] {
    [
      .articles,
      Breadcrumb(SupplementListPage.Texts.title(baseTitle), path: Paths.supplements(to: baseID)),
    ]
  }

  public var notices: Markup {
    ErrorSummary(problems: problems.map { ($0.field.rawValue, ProblemTexts.text($0)) }).markup
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <h2>\(Texts.base)</h2>
    <p>\(place.text).</p>
    \(if: isGone, "<div class=\"alert alert-warning\"><p>\(Texts.gone)</p></div>\n")\
    \(change.map { $0.markup(trimmed: false) })\
    \(if: change.isEmpty && !isGone, "<p>\(Texts.same)</p>\n")\
    <h2>\(Texts.supplement(owner))</h2>
    <div class="preview-body"><div class="prose">
    \(MarkdownDocument(text, anchorPrefix: "tillaeg-").markup)</div></div>
    <p class="actions"><a class="button" href="\(Paths.edit(id))">\(Texts.edit)</a></p>
    \(if: !isGone && !change.isEmpty, confirmForm(on: site))
    """
  }

  private func confirmForm(on site: Site) -> Markup {
    """
    <form method="post" action="\(Paths.base(of: id))">
    <h2>\(Texts.confirmHeading)</h2>
    <p>\(Texts.meaning)</p>
    \(HiddenField(name: ArticleForm.Field.token.rawValue, value: token).markup)\
    \(InitialsField(value: initials, problems: problems, signedIn: site.signedIn).markup)\
    <p class="actions"><button class="button button-primary" type="submit">\(Texts.confirm)</button></p>
    </form>
    """
  }

  enum Texts {
    static let base = "Den fælles tekst: dengang og nu"
    static let same = "Den fælles tekst siger det samme som dengang."
    static let gone = "Afsnittet findes ikke længere. Tillægget vises nederst i svaret."
    static let edit = "Ret tillægget"
    static let confirmHeading = "Passer tillægget stadig?"
    static let meaning =
      "Siger du ja, forsvinder bemærkningen om, at grundteksten er ændret, når tillægget er "
      + "godkendt igen."
    static let confirm = "Ja, tillægget passer stadig"

    static func title(_ owner: String, _ base: String) -> String { "\(owner): \(base)" }
    static func supplement(_ owner: String) -> String { "Tillægget fra \(owner)" }
  }
}
