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
      .get, Paths.articles, handler: context.staff(.staff) { request, _, _ in try list(request) })
    router.add(
      .get, Paths.newArticle,
      handler: context.staff { request, _, session in try blank(request, session) })
    router.add(
      .post, Paths.newArticle,
      handler: context.staff { request, _, session in try create(request, session) })
    router.add(
      .post, Paths.preview,
      handler: context.staff { request, _, session in try preview(request, session) })
    router.add(
      .get, Paths.articles + "/:id",
      handler: context.staff { request, parameters, session in
        try edit(parameters["id"] ?? "", request, session)
      })
    router.add(
      .post, Paths.articles + "/:id",
      handler: context.staff { request, parameters, session in
        try save(parameters["id"] ?? "", request, session)
      })
  }

  // MARK: The list

  private static let rowsPerPage = 50

  private func list(_ request: Request) throws -> Response {
    let query = request.query("q") ?? ""
    let view =
      request.query(ArticleListPage.View.parameter).flatMap(ArticleListPage.View.init) ?? .all
    let number = PageNumber(of: request)
    return try context.store.read { replica in
      let summaries = try summaries(matching: query, number, in: replica).filter {
        view == .all || $0.awaitsApproval
      }
      let shown = summaries.dropFirst((number.value - 1) * EditorRoutes.rowsPerPage)
        .prefix(EditorRoutes.rowsPerPage)
      let page = ArticleListPage(
        rows: try shown.map { try row($0, in: replica) }, query: query,
        view: view,
        total: query.isEmpty && view == .all ? try replica.articleCount() : summaries.count,
        openConflicts: try replica.conflictCount(), pageNumber: number.value,
        hasNextPage: summaries.count > number.value * EditorRoutes.rowsPerPage,
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
      conflicts: summary.conflicts, changedAt: DanishTime.moment(summary.changedAt),
      changedBy: summary.changedBy,
      approved: try replica.publication(of: summary.document).map {
        ArticleListPage.Row.Approved(day: DanishTime.day($0.approvedAt), by: $0.approvedBy)
      })
  }

  // MARK: New articles

  private func blank(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    let page = EditPage(
      id: nil, form: ArticleForm(), baseVersion: CreationMemory.freshName(), token: session.token)
    return try answer(page, request)
  }

  private func create(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    let sent = try SentForm(request)
    func again(_ problems: [ArticleForm.Problem]) throws -> Response {
      let page = EditPage(
        id: nil, form: sent.form, baseVersion: sent.baseVersion, token: session.token,
        problems: problems)
      return try answer(page, request)
    }
    let problems = problems(with: sent, request)
    guard problems.isEmpty else { return try again(problems) }
    return .redirect(to: Notice.created.redirectPath(to: Paths.edit(try created(sent))))
  }

  /// The new article's name, the same for a form that is sent twice.
  private func created(_ sent: SentForm) throws -> String {
    try context.store.write { replica in
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

  private func edit(
    _ name: String, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    try context.store.read { replica in
      let state = try replica.state(of: replica.document(named: name))
      let page = try EditPage(
        name, form: ArticleForm(Article(state)), baseVersion: Version.text(state.heads),
        session: session, notice: request.notice, in: replica)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func save(
    _ name: String, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    let sent = try SentForm(request)
    func again(_ problems: [ArticleForm.Problem]) throws -> Response {
      try context.store.read { replica in
        let page = try EditPage(
          name, form: sent.form, baseVersion: sent.baseVersion, session: session,
          problems: problems, in: replica)
        return context.answer(page, on: try context.site(replica, for: request), .never)
      }
    }
    let problems = problems(with: sent, request)
    guard problems.isEmpty else { return try again(problems) }
    return .redirect(to: try saved(sent, as: name).redirectPath(to: Paths.edit(name)))
  }

  /// Saves what was written on the version it was written on, and says what became of it.
  private func saved(_ sent: SentForm, as name: String) throws -> Notice {
    guard let version = Version.heads(sent.baseVersion) else { throw Refusal(.conflict) }
    return try context.store.write { replica in
      let document = try replica.document(named: name)
      // A form that is sent twice says the second time what is stored already. As a branch of the
      // old version it would put every new word in once more.
      let current = try replica.state(of: document)
      guard try !Article.operations(toward: sent.draft, from: current).isEmpty else {
        return .unchanged
      }
      let outcome = try replica.edit(
        document, version: version, toward: sent.draft, by: context.authorship(sent.form.initials))
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
      return context.answer(html: Preview(form: sent.form).fragment, .never)
    }
    guard let id = sent.id else {
      let page = EditPage(
        id: nil, form: sent.form, baseVersion: sent.baseVersion, token: session.token,
        showsPreview: true)
      return try answer(page, request)
    }
    return try context.store.read { replica in
      let page = try EditPage(
        id, form: sent.form, baseVersion: sent.baseVersion, session: session, showsPreview: true,
        in: replica)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func answer(_ page: EditPage, _ request: Request) throws -> Response {
    try context.store.read { replica in
      context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }
}

extension NodeContext {
  func authorship(_ initials: String) -> Authorship {
    Authorship(author: initials, time: configuration.now())
  }
}

extension EditPage {
  /// The form of an article that exists, with where it stands now.
  fileprivate init(
    _ name: String, form: ArticleForm, baseVersion: String, session: FormGuard.Session,
    problems: [ArticleForm.Problem] = [], showsPreview: Bool = false, notice: Notice? = nil,
    in replica: Replica
  ) throws {
    let summary = try replica.summary(of: replica.document(named: name))
    let isSupplement = Article(try replica.state(of: summary.document)).anchor != nil
    self.init(
      id: try replica.addressName(of: summary.document, externalID: summary.externalID),
      form: form, baseVersion: baseVersion, token: session.token, state: ArticleState(summary),
      conflicts: summary.conflicts, isSupplement: isSupplement, problems: problems,
      showsPreview: showsPreview, notice: notice)
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
