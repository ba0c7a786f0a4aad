/// The form for writing and correcting an answer, with a preview of how readers will see it.
///
/// Without script, "Vis forhåndsvisning" sends the form to `Paths.preview`, and the page comes back
/// with everything kept and the preview beside it; with script the preview follows what is typed.
public struct EditPage: Page {
  /// `nil` for a new article.
  public var id: String?
  public var form: ArticleForm
  /// The version that the form was filled from; it comes back with the form.
  public var baseVersion: String
  /// The form token of the session.
  public var token: String
  public var state: ArticleState
  public var conflicts: Int
  /// Whether the article is a municipality's text beside another one.
  public var isSupplement: Bool
  /// Known subjects, suggested while one types the number.
  public var subjects: [Subject]
  public var problems: [ArticleForm.Problem]
  /// Whether to show the preview: the form was sent for it.
  public var showsPreview: Bool
  public var notice: Notice?

  public init(
    id: String?, form: ArticleForm, baseVersion: String, token: String,
    state: ArticleState = .draft, conflicts: Int = 0, isSupplement: Bool = false,
    subjects: [Subject] = [],
    problems: [ArticleForm.Problem] = [], showsPreview: Bool = false, notice: Notice? = nil
  ) {
    self.id = id
    self.form = form
    self.baseVersion = baseVersion
    self.token = token
    self.state = state
    self.conflicts = conflicts
    self.isSupplement = isSupplement
    self.subjects = subjects
    self.problems = problems
    self.showsPreview = showsPreview
    self.notice = notice
  }

  public var title: String {
    if id == nil { return Texts.newTitle }
    return form.title.isEmpty ? Texts.titleWithoutName : Texts.title(form.title)
  }

  public var area: Area { .editor }

  /// 422 (RFC 9110 §15.5.21) when the form comes back to be mended.
  public var status: Int { problems.isEmpty ? 200 : 422 }

  public var breadcrumbs: [Breadcrumb] {
    [Breadcrumb(ArticleListPage.Texts.title, path: Paths.articles)]
  }

  public var notices: Markup {
    let summary = ErrorSummary(
      problems: problems.map { ($0.field.rawValue, ProblemTexts.text($0)) })
    let conflictsPath = id.map(Paths.conflicts(of:))
    return "\(summary.markup)\(notice?.alert(conflictsPath: conflictsPath))\(conflictNotice)"
  }

  /// Said at every visit while it lasts, unless the notice has just said it.
  private var conflictNotice: Markup? {
    guard conflicts > 0, let id, notice == nil else { return nil }
    return """
      <div class="alert alert-warning"><h2>\(Texts.conflictHeading(conflicts))</h2>
      <p>\(Texts.conflict) <a href="\(Paths.conflicts(of: id))">\(Notice.Texts.seeConflicts)</a></p>
      </div>

      """
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    \(id.map(articleLinks))
    <form method="post" action="\(id.map(Paths.edit) ?? Paths.newArticle)" class="edit-form" \
    data-preview="forhaandsvisning" data-unsaved="\(Texts.unsaved)">
    \(HiddenField(name: ArticleForm.Field.token.rawValue, value: token).markup)\
    \(HiddenField(name: ArticleForm.Field.baseVersion.rawValue, value: baseVersion).markup)\
    \(id.map { HiddenField(name: ArticleForm.Field.id.rawValue, value: $0).markup })\
    <div class="edit-columns">
    <div class="edit-fields">
    \(fields)\(site.signedIn?.signature ?? initialsField)\(buttons)</div>
    <section class="preview" aria-labelledby="preview-heading">
    <h2 id="preview-heading">\(Texts.preview)</h2>
    <div id="forhaandsvisning" class="preview-body">
    \(showsPreview ? Preview(form: form).markup : "<p class=\"note\">\(Texts.previewHint)</p>\n")</div>
    </section>
    </div>
    </form>
    """
  }

  /// The state, and the ways to the article's other pages.
  private func articleLinks(_ id: String) -> Markup {
    """
    <p class="article-links">\(state.badge) \
    <a href="\(Paths.history(id))">\(ArticleListPage.Texts.history)</a> \
    <a href="\(Paths.approve(id))">\(ApprovePage.Texts.heading)</a> \
    \(isSupplement ? baseLink(id) : supplementsLink(id)) \
    \(if: isPublished, "<a href=\"\(Paths.review(id))\">\(Texts.review)</a> ")\
    <a href="\(Paths.withdraw(id))">\(state == .withdrawn ? Texts.reinstate : Texts.withdraw)</a> \
    <a href="\(Paths.answer(id, title: form.title))">\(Texts.seeAnswer)</a></p>
    """
  }

  private func baseLink(_ id: String) -> Markup {
    "<a href=\"\(Paths.base(of: id))\">\(Texts.base)</a>"
  }

  private func supplementsLink(_ id: String) -> Markup {
    "<a href=\"\(Paths.supplements(to: id))\">\(Texts.supplements)</a>"
  }

  /// Whether readers have a text that could be reviewed.
  private var isPublished: Bool {
    switch state {
    case .approved, .approvedWithPending: true
    case .draft, .inReview, .withdrawn: false
    }
  }

  private var buttons: Markup {
    """
    <p class="actions">
    <button class="button button-primary" type="submit">\(Texts.save)</button>
    <button class="button" type="submit" formaction="\(Paths.preview)" formnovalidate \
    data-preview-button>\(Texts.showPreview)</button>
    </p>

    """
  }

  // MARK: Fields

  private var fields: Markup {
    """
    \(field(.title, .line(inputLength: ArticleForm.titleCharactersMax), form.title, isRequired: true))\
    \(field(.shortAnswer, .text(rows: 3), form.shortAnswer))\
    \(field(.body, .text(rows: 18), form.body, attributes: " spellcheck=\"true\""))\
    \(markdownHelp)\
    \(field(.subject, .line(inputLength: 8), form.subject, attributes: subjectAttributes))\
    \(subjectSuggestions)\
    \(field(.audience, .choice(Texts.audiences), form.audience.rawValue, isRequired: true))\
    \(field(.keywords, .line(inputLength: 1_000), form.keywords))\
    \(field(.links, .text(rows: 3), form.links))
    """
  }

  private var initialsField: Markup {
    field(.initials, .line(inputLength: 40), form.initials, isRequired: true)
  }

  private func field(
    _ field: ArticleForm.Field, _ control: FormField.Control, _ value: String,
    isRequired: Bool = false, attributes: Markup = ""
  ) -> Markup {
    FormField(
      name: field.rawValue, label: Texts.label(field), hint: Texts.hint(field), value: value,
      control: control, isRequired: isRequired,
      error: problems.first { $0.field == field }.map(ProblemTexts.text), attributes: attributes
    ).markup
  }

  private var subjectAttributes: Markup {
    subjects.isEmpty ? "" : " list=\"emneliste\""
  }

  private var subjectSuggestions: Markup? {
    guard !subjects.isEmpty else { return nil }
    let options: [Markup] = subjects.map {
      "<option value=\"\($0.number)\">\($0.name)</option>\n"
    }
    return "<datalist id=\"emneliste\">\n\(options)</datalist>\n"
  }

  private var markdownHelp: Markup {
    let rows: [Markup] = Texts.markdownHelp.map { example in
      "<tr><td><code>\(example.typed)</code></td><td>\(example.meaning)</td></tr>\n"
    }
    return """
      <details><summary>\(Texts.markdownHelpHeading)</summary>
      <table><thead><tr><th scope="col">\(Texts.typed)</th><th scope="col">\(Texts.shown)</th></tr>\
      </thead><tbody>
      \(rows)</tbody></table></details>

      """
  }
}

/// How readers will see what is in the form: a part of the page, or what is fetched while one types.
public struct Preview: Sendable {
  public var form: ArticleForm

  public init(form: ArticleForm) {
    self.form = form
  }

  /// For `fragment=1`.
  public var fragment: [UInt8] { markup.bytes }

  var markup: Markup {
    let shortAnswer: Markup? =
      form.shortAnswer.isEmpty
      ? nil
      : """
      <div class="short-answer"><p class="preview-label">\(AnswerPage.Texts.shortAnswer.danish)</p>
      <p>\(form.shortAnswer)</p></div>

      """
    let title = form.title.isEmpty ? EditPage.Texts.untitled : form.title
    return """
      <p class="preview-title">\(title)</p>
      \(shortAnswer)<div class="prose">
      \(MarkdownDocument(form.body).markup)</div>

      """
  }
}
