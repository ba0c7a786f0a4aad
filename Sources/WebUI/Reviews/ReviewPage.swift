/// One answer, read through by somebody who then says that it still holds.
public struct ReviewPage: Page {
  public var id: String
  public var articleTitle: String
  /// What readers see.
  public var form: ArticleForm
  public var state: ReviewState
  public var verifiedBy: String?
  public var reviewedOn: CalendarDay?
  public var token: String
  public var initials: String
  /// One of `intervals`.
  public var interval: String
  public var problems: [ArticleForm.Problem]

  public init(
    id: String, title: String, form: ArticleForm, state: ReviewState, verifiedBy: String?,
    reviewedOn: CalendarDay?, token: String, initials: String = "",
    interval: String = intervals[1].value, problems: [ArticleForm.Problem] = []
  ) {
    self.id = id
    self.articleTitle = title
    self.form = form
    self.state = state
    self.verifiedBy = verifiedBy
    self.reviewedOn = reviewedOn
    self.token = token
    self.initials = initials
    self.interval = interval
    self.problems = problems
  }

  /// After how long an answer may be looked at again; values as `review_in` has them.
  public static let intervals: [(value: String, text: String)] = [
    ("3 months", "3 måneder"), ("6 months", "6 måneder"), ("1 year", "1 år"), ("2 years", "2 år"),
  ]

  /// The name of the field.
  public static let intervalField = "igen-om"

  public var title: String { Texts.title(articleTitle) }
  public var area: Area { .editor }
  public var status: Int { problems.isEmpty ? 200 : 422 }

  public var breadcrumbs: [Breadcrumb] {
    [
      .articles,
      Breadcrumb(ReviewListPage.Texts.title, path: Paths.reviews),
    ]
  }

  public var notices: Markup {
    ErrorSummary(problems: problems.map { ($0.field.rawValue, ProblemTexts.text($0)) }).markup
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(state.badge) \(reviewedOn.map(last) ?? "")</p>
    <p>\(Texts.task)</p>
    <h2>\(EditPage.Texts.preview)</h2>
    <div class="preview-body">
    \(Preview(form: form).markup)</div>
    <form method="post" action="\(Paths.review(id))">
    \(HiddenField(name: ArticleForm.Field.token.rawValue, value: token).markup)\
    \(intervalChoice)\(InitialsField(value: initials, problems: problems, signedIn: site.signedIn).markup)\
    <p class="actions"><button class="button button-primary" type="submit">\(Texts.holds)</button>
    <a class="button" href="\(Paths.edit(id))">\(Texts.edit)</a>
    <a class="button" href="\(Paths.withdraw(id))">\(EditPage.Texts.withdraw)</a></p>
    </form>
    """
  }

  private func last(_ day: CalendarDay) -> Markup {
    "\(Texts.last) \(day.markup)\(verifiedBy.map { " \(Texts.by) \($0)" as Markup })."
  }

  private var intervalChoice: Markup {
    FormField(
      name: ReviewPage.intervalField, label: Texts.again, value: interval,
      control: .choice(ReviewPage.intervals), isRequired: true
    ).markup
  }

  enum Texts {
    static let task = "Læs svaret. Gælder det stadig ord for ord, så sig det med knappen herunder."
    static let last = "Sidst gennemgået"
    static let by = "af"
    static let again = "Skal gennemgås igen om"
    static let holds = "Svaret gælder stadig"
    static let edit = "Ret svaret"

    static func title(_ article: String) -> String { "Gennemgå: \(article)" }
  }
}
