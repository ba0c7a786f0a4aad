import Accounts
import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// The editors' list, and the form for writing and correcting an answer.
struct EditorRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(
      .get, Paths.articles,
      handler: context.staff(.staff) { request, _, session in try list(request, session) })
    router.add(
      .get, Paths.newArticle,
      handler: context.staff { request, _, session in try blank(request, session) })
    router.add(
      .post, Paths.newArticle,
      handler: context.staff { request, _, session in try create(request, session) })
    router.add(
      .post, Paths.preview,
      handler: context.staff { request, _, session in try preview(request, session) })
    router.add(.get, Paths.articles + "/:id", handler: context.article { try edit($0, $1, $2) })
    router.add(.post, Paths.articles + "/:id", handler: context.article { try save($0, $1, $2) })
  }

  // MARK: The list

  /// So that a page stays under its 60 kB.
  private static let rowsPerPage = 30

  private func list(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    let query = request.query("q") ?? ""
    let view =
      request.query(ArticleListPage.View.parameter).flatMap(ArticleListPage.View.init) ?? .all
    let number = PageNumber(
      of: request, max: query.isEmpty ? PageNumber.ofAnyList : SearchRoutes.pagesMax)
    return try context.store.read { replica in
      let everything = try summaries(matching: query, number, in: replica)
      let summaries = everything.filter { view.shows($0) }
      let part = number.part(of: summaries, size: EditorRoutes.rowsPerPage)
      let page = ArticleListPage(
        rows: try part.rows.map { try row($0, in: replica) }, query: query,
        view: view, sentBack: try replica.sentBackCount(),
        drafts: try replica.privateDraftCount(of: session.draftOwner),
        total: query.isEmpty && view == .all ? try replica.articleCount() : summaries.count,
        openConflicts: try replica.conflictCount(), pageNumber: number.value,
        hasNextPage: part.hasNext,
        isEditable: try context.mayWrite(request, in: replica),
        isAdmin: try context.visitor(of: request).may(.admin),
        notice: request.notice)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  /// Without words all articles by title; with words those that have them, the best first.
  private func summaries(
    matching query: String, _ number: PageNumber, in replica: Replica
  ) throws -> [Replica.Summary] {
    guard !query.isEmpty else { return try context.summaries.value(replica) }
    let found = try replica.searchAll(query, limit: number.value * EditorRoutes.rowsPerPage + 1)
      .found
    return try found.map { try replica.summary(of: $0.document) }
  }

  private func row(_ summary: Replica.Summary, in replica: Replica) throws -> ArticleListPage.Row {
    ArticleListPage.Row(
      id: try replica.addressName(of: summary.document, externalID: summary.externalID),
      title: summary.title, subject: summary.subject?.number, state: ArticleState(summary),
      conflicts: summary.conflicts, isSentBack: summary.isSentBack,
      changedAt: DanishTime.moment(summary.changedAt), changedBy: summary.changedBy,
      approved: try ApprovalNote(of: summary.document, in: replica))
  }

  // MARK: New articles

  /// An empty form, one with the bones of a template, or one with the draft that the address names.
  private func blank(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    try context.store.read { replica in
      var form = ArticleForm()
      form.initials = session.initials(in: request)
      form.subject = request.query(ArticleForm.Field.subject.rawValue) ?? ""
      var page = try page(of: form, baseVersion: CreationMemory.freshName(), session, in: replica)
      if let name = request.query(EditPage.draftParameter),
        let draft = try replica.privateDraft(named: name, of: session.draftOwner)
      {
        page.form = ArticleForm(draft)
        page.baseVersion = draft.name
        page.draft = .shown(DanishTime.moment(draft.time))
      } else if let name = request.query(EditPage.Template.parameter),
        let template = ArticleTemplate.named(name)
      {
        page.form.begin(with: template)
      } else {
        page.templates = ArticleTemplate.all.map {
          EditPage.Template(name: $0.name, label: $0.label)
        }
      }
      page.notice = request.notice
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  /// A new article's form, with what there is to suggest.
  private func page(
    of form: ArticleForm, baseVersion: String, _ session: FormGuard.Session, in replica: Replica
  ) throws -> EditPage {
    let plan = try context.subjectPlans.value(replica)
    let words = try context.wordsInUse.value(replica, of: context.summaries, plan: plan)
    return EditPage(
      id: nil, form: form, baseVersion: baseVersion, token: session.token,
      subjects: words.subjects, hasSubjectPlan: !plan.isEmpty, keywords: words.keywords)
  }

  private func create(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    let sent = try SentForm(request)
    let problems = problems(with: sent, request)
    guard problems.isEmpty else { return try returned(sent, problems, request, session) }
    let name = try created(sent, of: session)
    return .redirect(to: Notice.created.redirectPath(to: Paths.edit(name)))
      .remembering(initials: sent.form.initials, session)
  }

  /// The new article's name, the same for a form that is sent twice.
  private func created(_ sent: SentForm, of session: FormGuard.Session) throws -> String {
    try context.store.write { replica in
      try replica.dropPrivateDraft(named: sent.baseVersion, of: session.draftOwner)
      if let known = context.creations.document(ofForm: sent.baseVersion) {
        return known.description
      }
      let document = try replica.create(
        sent.draft, by: context.authorship(sent.form.initials))
      context.creations.remember(document, ofForm: sent.baseVersion)
      return document.description
    }
  }

  // MARK: Editing

  /// The form with what is stored, or with what the person had typed and not sent.
  private func edit(
    _ name: String, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    try context.store.read { replica in
      let document = try replica.document(named: name)
      let state = try replica.state(of: document)
      var form = ArticleForm(Article(state))
      form.initials = session.initials(in: request)
      var page = try page(
        of: document, form: form, baseVersion: Version.text(state.heads), session, in: replica)
      if let draft = try replica.privateDraft(of: document, by: session.draftOwner) {
        let moment = DanishTime.moment(draft.time)
        page.draft = .hidden(moment)
        if request.query(EditPage.draftParameter) != EditPage.withoutDraft {
          page.form = ArticleForm(draft)
          page.baseVersion = draft.base
          page.draft = .shown(moment)
        }
      }
      page.notice = request.notice
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func save(
    _ name: String, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    let sent = try SentForm(request).about(name)
    let problems = problems(with: sent, request)
    guard problems.isEmpty else { return try returned(sent, problems, request, session) }
    return .redirect(to: try saved(sent, as: name, of: session).redirectPath(to: Paths.edit(name)))
      .remembering(initials: sent.form.initials, session)
  }

  /// The form again, with all that was typed and what must be mended.
  func returned(
    _ sent: SentForm, _ problems: [ArticleForm.Problem], _ request: Request,
    _ session: FormGuard.Session, showsPreview: Bool = false
  ) throws -> Response {
    try context.store.read { replica in
      var page =
        if let id = sent.id {
          try page(
            of: replica.document(named: id), form: sent.form, baseVersion: sent.baseVersion,
            session, in: replica)
        } else {
          try page(of: sent.form, baseVersion: sent.baseVersion, session, in: replica)
        }
      page.problems = problems
      page.showsPreview = showsPreview
      page.advice = showsPreview ? AdviceList(sent.form) : nil
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  /// The form of an article that exists, with where it stands now.
  private func page(
    of document: ChangeID, form: ArticleForm, baseVersion: String, _ session: FormGuard.Session,
    in replica: Replica
  ) throws -> EditPage {
    let summary = try replica.summary(of: document)
    let state = try replica.state(of: summary.document)
    let plan = try context.subjectPlans.value(replica)
    let words = try context.wordsInUse.value(replica, of: context.summaries, plan: plan)
    return EditPage(
      id: try replica.addressName(of: summary.document, externalID: summary.externalID),
      form: form, baseVersion: baseVersion, token: session.token, state: ArticleState(summary),
      conflicts: summary.conflicts,
      isSupplement: Article(state).anchor != nil,
      approved: try ApprovalNote(of: summary.document, in: replica),
      answer: try replica.answer(to: summary.document).map(ApproverAnswer.init),
      withdrawal: try WithdrawalNote(state, of: summary.document, in: replica),
      subjects: words.subjects, hasSubjectPlan: !plan.isEmpty, keywords: words.keywords)
  }

  /// Saves what was written on the version it was written on, and says what became of it.
  private func saved(
    _ sent: SentForm, as name: String, of session: FormGuard.Session
  ) throws -> Notice {
    guard let version = Version.heads(sent.baseVersion) else { throw Refusal(.conflict) }
    return try context.store.write { replica in
      let document = try replica.document(named: name)
      // A form that is sent twice says the second time what is stored already. As a branch of the
      // old version it would put every new word in once more.
      let current = try replica.state(of: document)
      guard try !Article.operations(toward: sent.draft, from: current).isEmpty else {
        try replica.dropPrivateDraft(of: document, by: session.draftOwner)
        return .unchanged
      }
      let outcome = try replica.edit(
        document, version: version, toward: sent.draft, by: context.authorship(sent.form.initials))
      try replica.dropPrivateDraft(of: document, by: session.draftOwner)
      return Notice(outcome, conflicts: try replica.summary(of: document).conflicts)
    }
  }

  private func problems(with sent: SentForm, _ request: Request) -> [ArticleForm.Problem] {
    let expired = context.forms.admits(request) ? [] : [ArticleForm.Problem(.token, .expired)]
    return expired + sent.problems
  }

  // MARK: Preview

  private func preview(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    let sent = try SentForm(request)
    if request.form("fragment") == "1" {
      let preview = Preview(form: sent.form, advice: AdviceList(sent.form))
      return context.answer(html: preview.fragment, .never)
    }
    return try returned(sent, [], request, session, showsPreview: true)
  }
}

extension NodeContext {
  func authorship(_ initials: String) -> Authorship {
    Authorship(author: initials, time: configuration.now())
  }
}

extension ArticleListPage.View {
  fileprivate func shows(_ summary: Replica.Summary) -> Bool {
    switch self {
    case .all: true
    case .waiting: summary.awaitsApproval
    case .sentBack: summary.isSentBack
    }
  }
}

extension ApprovalNote {
  init(_ publication: Replica.Publication) {
    self.init(day: DanishTime.day(publication.approvedAt), by: publication.approvedBy)
  }

  /// `nil` for what readers do not have.
  init?(of document: ChangeID, in replica: Replica) throws {
    guard let approval = try replica.approval(of: document) else { return nil }
    self.init(day: DanishTime.day(approval.at), by: approval.by)
  }
}

extension ApproverAnswer {
  init(_ answer: Replica.Answer) {
    self.init(
      comment: answer.comment, author: answer.author, moment: DanishTime.moment(answer.time))
  }
}

extension Notice {
  fileprivate init(_ outcome: Replica.EditOutcome, conflicts: Int) {
    switch outcome {
    case .unchanged: self = .unchanged
    case .saved: self = .saved
    case .merged(_, with: let changes):
      self =
        conflicts > 0
        ? .mergedWithConflicts(changes: changes, conflicts: conflicts) : .merged(changes: changes)
    }
  }
}
