import Accounts
import HTTP
import Knowledge
import WebUI

/// A person's own account: the password, and where one is logged in.
struct AccountRoutes {
  let context: NodeContext

  func add(to router: inout Router) {
    router.add(
      .get, Paths.account,
      handler: context.staff(.partner) { request, _, session in
        try show(request, session, notice: request.query(AccountPage.noticeParameter))
      })
    router.add(
      .post, Paths.password, on: .sideline,
      handler: context.staff(.partner) { request, _, session in try change(request, session) })
    router.add(
      .post, Paths.otherLogins,
      handler: context.staff(.partner) { request, _, session in try endOthers(request, session) })
  }

  private func show(
    _ request: Request, _ session: FormGuard.Session, problem: AccountPage.Problem? = nil,
    notice: String? = nil
  ) throws -> Response {
    // At a node without accounts there is none to show.
    guard let person = session.person else { throw Refusal(.notFound) }
    let logins = try context.accounts.sessions(
      of: person.account, current: person.session, now: context.configuration.now())
    let page = AccountPage(
      name: person.account.name, fullName: person.account.fullName, initials: person.initials,
      role: person.rights.highest.flatMap { AccountPage.Role(rawValue: $0.rawValue) },
      token: session.token,
      logins: logins.map(AccountPage.Login.init), isFromProxy: person.session == nil,
      problem: problem, notice: notice.flatMap(AccountPage.Notice.init))
    return try context.store.read { replica in
      context.answer(page, on: try context.site(replica, for: request), .never)
    }
  }

  private func change(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    guard let person = session.person else { throw Refusal(.notFound) }
    guard context.forms.admits(request) else {
      return try show(request, session, problem: .expired)
    }
    let fresh = request.form(AccountPage.newField) ?? ""
    guard fresh == request.form(AccountPage.againField) else {
      return try show(request, session, problem: .different)
    }
    if let problem = PasswordRule.problem(with: fresh, for: person.name) {
      return try show(request, session, problem: AccountPage.Problem(problem))
    }
    let refusal = try context.accounts.confirms(
      request.form(AccountPage.currentField) ?? "", of: person.account,
      from: context.configuration.proxies.network(of: request), now: context.configuration.now())
    switch refusal {
    case nil, .welcome: break
    case .refused: return try show(request, session, problem: .wrong)
    case .later(let seconds): return try show(request, session, problem: .later(seconds: seconds))
    }
    try context.accounts.setPassword(fresh, of: person.name, keeping: person.session)
    return .redirect(to: AccountPage.Notice.passwordChanged.path)
  }

  private func endOthers(_ request: Request, _ session: FormGuard.Session) throws -> Response {
    guard let person = session.person else { throw Refusal(.notFound) }
    guard context.forms.admits(request) else {
      return try show(request, session, problem: .expired)
    }
    try context.accounts.endOtherSessions(of: person.account, keeping: person.session)
    return .redirect(to: AccountPage.Notice.othersEnded.path)
  }
}

extension AccountPage.Login {
  fileprivate init(_ session: Session) {
    self.init(
      isKey: session.kind == .key, label: session.label,
      seen: DanishTime.moment(session.seenAt), isCurrent: session.isCurrent)
  }
}

extension AccountPage.Problem {
  fileprivate init(_ problem: PasswordProblem) {
    switch problem {
    case .tooShort(let least): self = .tooShort(least)
    case .tooLong(let most): self = .tooLong(most)
    case .holdsControls: self = .holdsControls
    case .guessable: self = .guessable
    }
  }
}
