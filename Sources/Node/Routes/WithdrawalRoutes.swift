import Accounts
import CRDT
import HTTP
import Knowledge
import ReplicaStore
import WebUI

/// Taking an answer back from readers, and letting it hold again.
struct WithdrawalRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    let pattern = Paths.articles + "/:id/traek-tilbage"
    router.add(.get, pattern, handler: context.article(.approver) { try show($0, blank, $1, $2) })
    router.add(.post, pattern, handler: context.article(.approver) { try act($0, $1, $2) })
  }

  /// From today, unless somebody says otherwise.
  private var blank: WithdrawForm {
    var form = WithdrawForm()
    form.date = DanishTime.day(context.configuration.now()).short
    return form
  }

  private func show(
    _ name: String, _ form: WithdrawForm, _ request: Request, _ session: FormGuard.Session,
    problems: [WithdrawForm.Problem] = []
  ) throws -> Response {
    try context.store.read { replica in
      let summary = try replica.summary(of: replica.document(named: name))
      let page = WithdrawPage(
        id: try replica.addressName(of: summary.document, externalID: summary.externalID),
        title: summary.title, form: form, token: session.token,
        isWithdrawn: summary.lifecycle == .withdrawn,
        reach: try WithdrawalNote(
          replica.state(of: summary.document), of: summary.document, in: replica)?.reach,
        backlinks: try context.backlinks(to: summary.document, request, session, in: replica),
        problems: problems)
      return context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func act(
    _ name: String, _ request: Request, _ session: FormGuard.Session
  ) throws -> Response {
    let form = WithdrawForm { request.form($0.rawValue) }
    var problems: [WithdrawForm.Problem] = context.forms.admits(request) ? [] : [.expired]
    if form.initials.isEmpty { problems.append(.missingInitials) }
    let isWayBack =
      request.form(WithdrawForm.Field.action.rawValue) == WithdrawForm.Action.reinstate.rawValue
    let withdrawal = isWayBack ? nil : try withdrawal(form, &problems)
    guard problems.isEmpty else {
      return try show(name, form, request, session, problems: problems)
    }
    let authorship = context.authorship(form.initials)
    try context.store.write { replica in
      let document = try replica.document(named: name)
      if let withdrawal {
        try replica.withdraw(document, withdrawal, by: authorship)
      } else if try replica.summary(of: document).lifecycle == .withdrawn {
        // Sent twice, it finds nothing to do.
        try replica.reinstate(document, by: authorship)
      }
    }
    let notice = isWayBack ? Notice.reinstated : .withdrawn
    return .redirect(to: notice.redirectPath(to: Paths.edit(name)))
  }

  /// What the form says, with everything that must be mended first.
  private func withdrawal(
    _ form: WithdrawForm, _ problems: inout [WithdrawForm.Problem]
  ) throws -> Withdrawal? {
    if try !isKnown(form.replacement) { problems.append(.unknownReplacement) }
    guard let date = CivilDate(parsing: form.date) else {
      problems.append(.notADate)
      return nil
    }
    let withdrawal = Withdrawal(
      date: date, replacement: form.replacement.isEmpty ? nil : form.replacement,
      reason: form.reason)
    if withdrawal == nil { problems.append(.missingReason) }
    return withdrawal
  }

  private func isKnown(_ replacement: String) throws -> Bool {
    guard !replacement.isEmpty else { return true }
    return try context.store.read { replica in
      do {
        _ = try replica.document(named: replacement)
        return true
      } catch ReplicaError.unknownArticle {
        return false
      }
    }
  }
}
