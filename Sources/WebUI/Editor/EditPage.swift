/// The form for writing and correcting an answer, with a preview of how readers will see it.
///
/// Without script, "Vis forhåndsvisning" sends the form to `Paths.preview`, and the page comes back
/// with everything kept and the preview beside it; with script the preview follows what is typed.
public struct EditPage: EditorPage {
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
  /// When readers' text was let out and by whom; `nil` for what they cannot read.
  public var approved: ApprovalNote?
  /// What an approver said when the text was sent back.
  public var answer: ApproverAnswer?
  /// Why readers do not get the answer; `nil` for one that holds.
  public var withdrawal: WithdrawalNote?
  /// Known subjects, suggested while one types the number.
  public var subjects: [Subject]
  /// Whether there is a plan of subjects to look a number up in.
  public var hasSubjectPlan: Bool
  public var problems: [ArticleForm.Problem]
  /// Whether to show the preview: the form was sent for it.
  public var showsPreview: Bool
  /// What could be written better, as far as the preview is shown.
  public var advice: AdviceList?
  /// How the form stands to the writer's own draft, if there is one.
  public var draft: KeptDraft?
  /// A new answer can begin with one of these.
  public var templates: [Template]
  /// Words that other answers are found by.
  public var keywords: [String]
  public var notice: Notice?

  public init(
    id: String?, form: ArticleForm, baseVersion: String, token: String,
    state: ArticleState = .draft, conflicts: Int = 0, isSupplement: Bool = false,
    approved: ApprovalNote? = nil, answer: ApproverAnswer? = nil, withdrawal: WithdrawalNote? = nil,
    subjects: [Subject] = [], hasSubjectPlan: Bool = false,
    problems: [ArticleForm.Problem] = [], showsPreview: Bool = false, advice: AdviceList? = nil,
    draft: KeptDraft? = nil, templates: [Template] = [], keywords: [String] = [],
    notice: Notice? = nil
  ) {
    self.id = id
    self.form = form
    self.baseVersion = baseVersion
    self.token = token
    self.state = state
    self.conflicts = conflicts
    self.isSupplement = isSupplement
    self.approved = approved
    self.answer = answer
    self.withdrawal = withdrawal
    self.subjects = subjects
    self.hasSubjectPlan = hasSubjectPlan
    self.problems = problems
    self.showsPreview = showsPreview
    self.advice = advice
    self.draft = draft
    self.templates = templates
    self.keywords = keywords
    self.notice = notice
  }

  public var title: String {
    if id == nil { return Texts.newTitle }
    return form.title.isEmpty ? Texts.titleWithoutName : Texts.title(form.title)
  }

  /// 422 (RFC 9110 §15.5.21) when the form comes back to be mended.
  public var status: Int { problems.isEmpty ? 200 : 422 }

  public var notices: Markup {
    let summary = ErrorSummary(
      problems: problems.map { ($0.field.rawValue, ProblemTexts.text($0)) })
    let conflictsPath = id.map(Paths.conflicts(of:))
    return """
      \(summary.markup)\(notice?.alert(conflictsPath: conflictsPath))\(withdrawalNotice)\(conflictNotice)\
      \(answer?.alert)\(draftNotice)
      """
  }

  private var withdrawalNotice: Markup? {
    id.flatMap { id in withdrawal?.alert(id: id) }
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
    \(id.map(articleLinks))\(templateChoice)
    <form method="post" action="\(id.map(Paths.edit) ?? Paths.newArticle)" class="edit-form" \
    data-preview="forhaandsvisning"\(draftKeeping.attributes)>
    \(HiddenField(name: ArticleForm.Field.token.rawValue, value: token).markup)\
    \(HiddenField(name: ArticleForm.Field.baseVersion.rawValue, value: baseVersion).markup)\
    \(id.map { HiddenField(name: ArticleForm.Field.id.rawValue, value: $0).markup })\
    <div class="edit-columns">
    <div class="edit-fields">
    \(fields)\(site.signedIn?.signature ?? initialsField)\(buttons)</div>
    <section class="preview" aria-labelledby="preview-heading" tabindex="0">
    <h2 id="preview-heading">\(Texts.preview)</h2>
    <div id="forhaandsvisning" class="preview-body">
    \(showsPreview ? Preview(form: form, advice: advice).markup : "<p class=\"note\">\(Texts.previewHint)</p>\n")</div>
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
    \(approved.map { "<p class=\"note\">\($0.sentence(state)).</p>\n" as Markup })
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
}
