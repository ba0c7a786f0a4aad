import Accounts
import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// Letting a text out to readers: exactly the version that was shown, by somebody else than its
/// author.
struct ApprovalRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    let pattern = Paths.articles + "/:id/godkend"
    router.add(.get, pattern, handler: context.article(.approver) { try show($0, $1, $2) })
    router.add(.post, pattern, handler: context.article(.approver) { try approve($0, $1, $2) })
    router.add(
      .post, Paths.articles + "/:id/send-tilbage",
      handler: context.article(.approver) { try sendBack($0, $1, $2) })
  }

  private func show(
    _ name: String, _ request: Request, _ session: FormGuard.Session,
    initials: String = "", obstacle: ApprovePage.Obstacle? = nil,
    problems: [ArticleForm.Problem] = [], comment: String = "",
    commentProblem: ApprovePage.CommentProblem? = nil
  ) throws -> Response {
    try context.store.read { replica in
      let document = try replica.document(named: name)
      let summary = try replica.summary(of: document)
      let state = try replica.state(of: document)
      let approved = try replica.approvedState(of: document)
      let page = ApprovePage(
        id: try replica.addressName(of: document, externalID: summary.externalID),
        title: summary.title,
        diffs: Comparison.all(from: approved, to: state).filter(\.field.isContent)
          .map(FieldDiff.init),
        approvedOn: try replica.approval(of: document).map { DanishTime.day($0.at) },
        version: Version.text(state.heads), token: session.token, initials: initials,
        obstacle: ApprovePage.Obstacle(summary) ?? obstacle, problems: problems,
        comment: comment, commentProblem: commentProblem,
        answer: try replica.answer(to: document).map(ApproverAnswer.init),
        backlinks: try context.backlinks(to: document, request, session, in: replica))
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func approve(
    _ name: String, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    let sent = try SentForm(request)
    let initials = sent.form.initials
    func again(
      _ obstacle: ApprovePage.Obstacle? = nil, _ problems: [ArticleForm.Problem] = []
    ) throws -> Response {
      try show(
        name, request, session, initials: initials, obstacle: obstacle, problems: problems)
    }
    guard context.forms.admits(request) else {
      return try again(nil, [ArticleForm.Problem(.token, .expired)])
    }
    guard !initials.isEmpty else {
      return try again(nil, [ArticleForm.Problem(.initials, .missing)])
    }
    do {
      if let obstacle = try approved(sent, as: name) { return try again(obstacle) }
      return Response.redirect(to: Notice.approved.redirectPath(to: Paths.edit(name)))
    } catch let refusal as ApprovalRefusal {
      switch refusal {
      case .approverUnnamed:
        return try again(nil, [ArticleForm.Problem(.initials, .missing)])
      case .ownText: return try again(.ownText)
      case .openConflicts(let count): return try again(.openConflicts(count))
      }
    }
  }

  /// Sends exactly the text that was shown back to its author; another one is shown first.
  private func sendBack(
    _ name: String, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    let written = ApproverComment { request.form($0) }
    let comment = written.text
    let initials = session.person?.initials ?? written.initials
    func again(
      _ obstacle: ApprovePage.Obstacle? = nil, _ problems: [ArticleForm.Problem] = [],
      _ commentProblem: ApprovePage.CommentProblem? = nil
    ) throws -> Response {
      try show(
        name, request, session, initials: initials, obstacle: obstacle, problems: problems,
        comment: comment, commentProblem: commentProblem)
    }
    guard context.forms.admits(request) else {
      return try again(nil, [ArticleForm.Problem(.token, .expired)])
    }
    guard !initials.isEmpty else { return try again(nil, [], .missingInitials) }
    let sent = try SentForm(request)
    do {
      let isSent = try context.store.write { replica in
        let document = try replica.document(named: name)
        let state = try replica.state(of: document)
        let article = Article(state)
        if article.isSentBack,
          article.sentBack == SentBack(article.contentHash, comment: comment)
        {
          return true  // the button was pressed twice
        }
        guard Version.heads(sent.baseVersion) == state.heads else { return false }
        try replica.sendBack(document, comment: comment, by: context.authorship(initials))
        return true
      }
      return isSent
        ? .redirect(to: Notice.sentBack.redirectPath(to: Paths.edit(name)))
        : try again(.changedMeanwhile)
    } catch is EmptyComment {
      return try again(nil, [], .missing)
    }
  }

  /// Approves, or says what is in the way.
  private func approved(_ sent: SentForm, as name: String) throws -> ApprovePage.Obstacle? {
    try context.store.write { replica in
      let document = try replica.document(named: name)
      let heads = try replica.state(of: document).heads
      guard Version.heads(sent.baseVersion) == heads else { return .changedMeanwhile }
      if let obstacle = ApprovePage.Obstacle(try replica.summary(of: document)) { return obstacle }
      try replica.approve(
        document, version: heads, by: context.authorship(sent.form.initials))
      return nil
    }
  }
}

extension ApprovePage.Obstacle {
  /// What stands in the way of anybody who would approve the article.
  fileprivate init?(_ summary: Replica.Summary) {
    if summary.conflicts > 0 {
      self = .openConflicts(summary.conflicts)
    } else if summary.lifecycle == .approved {
      self = .nothingNew
    } else {
      return nil
    }
  }
}
